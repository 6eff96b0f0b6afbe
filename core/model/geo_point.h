// SPDX-License-Identifier: Apache-2.0
// Places on the earth, as integers: equal on every machine, exact in every store.
#pragma once

#include <compare>
#include <cstdint>

namespace pizza {

// WGS 84, in units of 1e-7 degree (about 1.1 cm of latitude), as OpenStreetMap keeps them.
// lat in [-900'000'000, 900'000'000], lon in [-1'800'000'000, 1'800'000'000].
struct GeoPoint {
  std::int32_t lat = 0;
  std::int32_t lon = 0;

  constexpr bool valid() const {
    return lat >= -900'000'000 && lat <= 900'000'000 && lon >= -1'800'000'000 && lon <= 1'800'000'000;
  }
  friend constexpr auto operator<=>(const GeoPoint&, const GeoPoint&) = default;
};

// Nearest 1e-7 degree; the caller has checked the ranges above.
GeoPoint geo_point(double lat_degrees, double lon_degrees);
constexpr double lat_degrees(GeoPoint p) {
  return p.lat * 1e-7;
}
constexpr double lon_degrees(GeoPoint p) {
  return p.lon * 1e-7;
}

// Cosine of a latitude in units of 2^-30, by a polynomial in integers: no libm, so the same bits everywhere.
// Off by less than 2e-7 over all latitudes.
std::int64_t cos_latitude_q30(std::int32_t lat);

// Distance in whole millimetres on the local plane (equirectangular; mean earth radius 6,371,008.8 m, IUGG).
// Off by less than 0.1 % up to 100 km away from the poles: enough for a city, not for a flight.
std::int64_t distance_mm(GeoPoint a, GeoPoint b);
constexpr std::int64_t millimetres_per_degree = 111'195'080;

}  // namespace pizza
