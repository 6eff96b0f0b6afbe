// SPDX-License-Identifier: Apache-2.0
#include "connectors/geo/straight_line_router.h"

namespace pizza {

namespace {

constexpr std::int64_t quarter_turn = 900'000'000;  // 1e-7 degree
constexpr std::int64_t corners = 64;
constexpr std::int64_t longest_mm = 2'000'000'000;  // a circle beyond that has no sense on a plane

// Cosine of any angle from 0 to a whole turn, in units of 2^-30.
std::int64_t cosine_q30(std::int64_t angle) {
  if (angle > 3 * quarter_turn) return cos_latitude_q30(static_cast<std::int32_t>(4 * quarter_turn - angle));
  if (angle > quarter_turn) return -cos_latitude_q30(static_cast<std::int32_t>(angle - 2 * quarter_turn));
  return cos_latitude_q30(static_cast<std::int32_t>(angle));
}

std::vector<GeoPoint> circle(GeoPoint middle, std::int64_t radius_mm) {
  const std::int64_t lat_units = radius_mm * 10'000'000 / millimetres_per_degree;
  const std::int64_t narrow = std::max<std::int64_t>(cos_latitude_q30(middle.lat), 1 << 20);
  const std::int64_t lon_units = lat_units * (1 << 30) / narrow;
  std::vector<GeoPoint> ring;
  for (std::int64_t i = 0; i < corners; ++i) {
    const std::int64_t angle = i * 4 * quarter_turn / corners;
    const std::int64_t sine = cosine_q30((angle + 3 * quarter_turn) % (4 * quarter_turn));
    const std::int64_t lat = middle.lat + lat_units * cosine_q30(angle) / (1 << 30);
    const std::int64_t lon = middle.lon + lon_units * sine / (1 << 30);
    ring.push_back({static_cast<std::int32_t>(std::clamp(lat, -quarter_turn, quarter_turn)),
                    static_cast<std::int32_t>(std::clamp(lon, -2 * quarter_turn, 2 * quarter_turn))});
  }
  return ring;
}

}  // namespace

std::optional<Trip> StraightLineRouter::trip(GeoPoint from, GeoPoint to, Vehicle vehicle, Instant) {
  const std::int64_t mm = distance_mm(from, to) * options_.detour_permille / 1'000;
  const std::int64_t speed = options_.metres_per_hour[static_cast<std::size_t>(vehicle)];
  // mm / (m/h) in ms: times 3,600,000 ms an hour, by 1,000 mm a metre.
  return Trip{milliseconds(mm * 3'600 / speed), (mm + 500) / 1'000, {from, to}};
}

std::vector<Trip> StraightLineRouter::trips(GeoPoint from, GeoPoint to, std::size_t, Vehicle vehicle, Instant depart) {
  return {*trip(from, to, vehicle, depart)};
}

std::vector<std::vector<GeoPoint>> StraightLineRouter::reach(GeoPoint from, Duration limit, Vehicle vehicle, Instant) {
  if (limit.ms < 0) return {};
  const std::int64_t speed = options_.metres_per_hour[static_cast<std::size_t>(vehicle)];
  const std::int64_t most_ms = longest_mm * 3'600 / speed;
  const std::int64_t mm = std::min(limit.ms, most_ms) * speed / 3'600 * 1'000 / options_.detour_permille;
  return {circle(from, mm)};
}

}  // namespace pizza
