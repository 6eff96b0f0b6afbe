// SPDX-License-Identifier: Apache-2.0
#include "connectors/geo/straight_line_router.h"

namespace pizza {

std::optional<Trip> StraightLineRouter::trip(GeoPoint from, GeoPoint to, Vehicle vehicle, Instant) {
  const std::int64_t mm = distance_mm(from, to) * options_.detour_permille / 1'000;
  const std::int64_t speed = options_.metres_per_hour[static_cast<std::size_t>(vehicle)];
  // mm / (m/h) in ms: times 3,600,000 ms an hour, by 1,000 mm a metre.
  return Trip{milliseconds(mm * 3'600 / speed), (mm + 500) / 1'000, {from, to}};
}

}  // namespace pizza
