// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "core/ports/router.h"
#include "maps/routing/road_router.h"

namespace pizza {

// Trips on a map's roads, by each kind of vehicle on the roads it may use, as on empty roads whatever the hour.
// Places are moved to the nearest road first; the trip begins and ends there. One thread at a time: a vehicle's network
// is prepared when it is first asked for.
class RoadPortRouter : public Router {
 public:
  explicit RoadPortRouter(std::shared_ptr<const maps::RoadMap> map) : map_(std::move(map)) {}

  std::optional<Trip> trip(GeoPoint from, GeoPoint to, Vehicle vehicle, Instant depart) override;

  // For callers that want trees or other times.
  const maps::RoadRouter& roads(Vehicle vehicle);

 private:
  std::shared_ptr<const maps::RoadMap> map_;
  std::array<std::optional<maps::RoadRouter>, vehicle_names.size()> routers_;
};

}  // namespace pizza
