// SPDX-License-Identifier: Apache-2.0
#include "core/model/geo_point.h"

#include <cmath>
#include <cstdlib>
#include <initializer_list>

namespace pizza {

namespace {

// Floor of the square root, by Newton's method on integers.
std::uint64_t integer_sqrt(std::uint64_t n) {
  if (n == 0) return 0;
  std::uint64_t x = std::uint64_t{1} << ((64 - __builtin_clzll(n) + 1) / 2);
  for (;;) {
    const std::uint64_t next = (x + n / x) / 2;
    if (next >= x) return x;
    x = next;
  }
}

}  // namespace

GeoPoint geo_point(double lat, double lon) {
  return {static_cast<std::int32_t>(std::llround(lat * 1e7)), static_cast<std::int32_t>(std::llround(lon * 1e7))};
}

std::int64_t cos_latitude_q30(std::int32_t lat) {
  // Angle in radians, Q30; |x| <= pi/2. Taylor to x^12 leaves less than 1e-8, the rounding of Q30 the rest.
  constexpr std::int64_t one = std::int64_t{1} << 30;
  constexpr std::int64_t pi_q30 = 3'373'259'426;  // pi * 2^30
  const std::int64_t x = static_cast<std::int64_t>(lat) * pi_q30 / 1'800'000'000;
  const std::int64_t x2 = (x * x) >> 30;
  std::int64_t sum = one;
  std::int64_t term = one;
  for (const std::int64_t divisor : {1 * 2, 3 * 4, 5 * 6, 7 * 8, 9 * 10, 11 * 12}) {
    term = -((term * x2) >> 30) / divisor;
    sum += term;
  }
  return sum;
}

std::int64_t distance_mm(GeoPoint a, GeoPoint b) {
  std::int64_t dlon = static_cast<std::int64_t>(b.lon) - a.lon;
  if (dlon > 1'800'000'000) dlon -= 3'600'000'000;
  if (dlon < -1'800'000'000) dlon += 3'600'000'000;
  const std::int64_t dlat = static_cast<std::int64_t>(b.lat) - a.lat;
  const std::int32_t middle = static_cast<std::int32_t>((static_cast<std::int64_t>(a.lat) + b.lat) / 2);
  const std::int64_t east = (dlon * cos_latitude_q30(middle)) >> 30;
  // In 1e-7 degree: squares stay below 2^63 for the whole globe.
  const std::uint64_t squared = static_cast<std::uint64_t>(dlat * dlat) + static_cast<std::uint64_t>(east * east);
  // Two more decimal digits for short ways, where the root alone would be coarse (1.1 cm).
  if (squared < (std::uint64_t{1} << 50)) {
    return static_cast<std::int64_t>(integer_sqrt(squared * 10'000)) * millimetres_per_degree / 1'000'000'000;
  }
  return static_cast<std::int64_t>(static_cast<unsigned __int128>(integer_sqrt(squared)) * millimetres_per_degree /
                                   10'000'000);
}

}  // namespace pizza
