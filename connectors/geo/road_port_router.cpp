// SPDX-License-Identifier: Apache-2.0
#include "connectors/geo/road_port_router.h"

#include <utility>

namespace pizza {

const maps::RoadRouter& RoadPortRouter::roads(Vehicle vehicle) {
  std::optional<maps::RoadRouter>& router = routers_[static_cast<std::size_t>(vehicle)];
  if (!router) router.emplace(map_, vehicle);
  return *router;
}

std::optional<Trip> RoadPortRouter::trip(GeoPoint from, GeoPoint to, Vehicle vehicle, Instant) {
  std::optional<maps::Route> route = roads(vehicle).route(from, to);
  if (!route) return std::nullopt;
  return Trip{milliseconds(route->ms), (route->mm + 500) / 1'000, std::move(route->path)};
}

}  // namespace pizza
