// SPDX-License-Identifier: Apache-2.0
// Small plane geometry on GeoPoints, in integers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/model/geo_point.h"

namespace pizza::maps {

// Position on the Z-order curve: places near each other get near numbers.
constexpr std::uint64_t morton_code(GeoPoint p) {
  const auto spread = [](std::uint64_t x) {
    x = (x | (x << 16)) & 0x0000ffff0000ffff;
    x = (x | (x << 8)) & 0x00ff00ff00ff00ff;
    x = (x | (x << 4)) & 0x0f0f0f0f0f0f0f0f;
    x = (x | (x << 2)) & 0x3333333333333333;
    return (x | (x << 1)) & 0x5555555555555555;
  };
  const std::uint64_t lon = static_cast<std::uint32_t>(p.lon) ^ 0x8000'0000U;
  const std::uint64_t lat = static_cast<std::uint32_t>(p.lat) ^ 0x8000'0000U;
  return spread(lon) | (spread(lat) << 1);
}

// The point `part` of `whole` on the way from a to b; 0 <= part <= whole, whole > 0.
constexpr GeoPoint between(GeoPoint a, GeoPoint b, std::int64_t part, std::int64_t whole) {
  const auto mix = [&](std::int32_t from, std::int32_t to) {
    return static_cast<std::int32_t>(from + (static_cast<std::int64_t>(to) - from) * part / whole);
  };
  return {mix(a.lat, b.lat), mix(a.lon, b.lon)};
}

// How far along a..b (in 1/65536) the point nearest to p lies. `cos_q15` is the cosine of the latitude, 2^-15.
constexpr std::int64_t nearest_on_segment(GeoPoint a, GeoPoint b, GeoPoint p, std::int64_t cos_q15) {
  const std::int64_t bx = ((static_cast<std::int64_t>(b.lon) - a.lon) * cos_q15) >> 15;
  const std::int64_t by = static_cast<std::int64_t>(b.lat) - a.lat;
  const std::int64_t px = ((static_cast<std::int64_t>(p.lon) - a.lon) * cos_q15) >> 15;
  const std::int64_t py = static_cast<std::int64_t>(p.lat) - a.lat;
  const __int128 dot = static_cast<__int128>(bx) * px + static_cast<__int128>(by) * py;
  const __int128 square = static_cast<__int128>(bx) * bx + static_cast<__int128>(by) * by;
  if (dot <= 0 || square == 0) return 0;
  if (dot >= square) return 65'536;
  return static_cast<std::int64_t>((dot << 16) / square);
}

// Sum of the segments, mm.
inline std::int64_t length_mm(std::span<const GeoPoint> points) {
  std::int64_t sum = 0;
  for (std::size_t i = 1; i < points.size(); ++i) sum += distance_mm(points[i - 1], points[i]);
  return sum;
}

struct GeoBox {
  GeoPoint south_west{900'000'001, 1'800'000'001};
  GeoPoint north_east{-900'000'001, -1'800'000'001};

  constexpr bool empty() const { return south_west.lat > north_east.lat || south_west.lon > north_east.lon; }
  constexpr bool contains(GeoPoint p) const {
    return p.lat >= south_west.lat && p.lat <= north_east.lat && p.lon >= south_west.lon && p.lon <= north_east.lon;
  }
  constexpr void take(GeoPoint p) {
    south_west = {std::min(south_west.lat, p.lat), std::min(south_west.lon, p.lon)};
    north_east = {std::max(north_east.lat, p.lat), std::max(north_east.lon, p.lon)};
  }
};

}  // namespace pizza::maps
