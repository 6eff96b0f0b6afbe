// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/ports/router.h"

namespace pizza {

// Trips as the crow flies, made longer by a detour factor, at one speed a vehicle: for cities without a map, and for
// public benchmarks that prescribe it.
struct StraightLineOptions {
  std::int64_t detour_permille = 1'300;  // way on the road per way in the air; streets of towns: 1.2 to 1.4
  std::array<std::int64_t, 4> metres_per_hour = {24'000, 26'000, 16'000, 4'800};  // by Vehicle; at least 1
};

class StraightLineRouter : public Router {
 public:
  explicit StraightLineRouter(StraightLineOptions options = {}) : options_(options) {}

  // Never empty; the path is the straight line.
  std::optional<Trip> trip(GeoPoint from, GeoPoint to, Vehicle vehicle, Instant depart) override;
  // There is but one way.
  std::vector<Trip> trips(GeoPoint from, GeoPoint to, std::size_t others, Vehicle vehicle, Instant depart) override;
  // A circle, or no more than its middle where the limit is 0.
  std::vector<std::vector<GeoPoint>> reach(GeoPoint from, Duration limit, Vehicle vehicle, Instant depart) override;

 private:
  StraightLineOptions options_;
};

}  // namespace pizza
