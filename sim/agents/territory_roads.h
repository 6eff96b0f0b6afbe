// SPDX-License-Identifier: Apache-2.0
// The roads as one territory's riders use them. Every trip begins or ends at a restaurant, so one tree of ways to it
// and one from it, for each vehicle, answer every question of time at once and give any path in its own length.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/model/vehicle.h"
#include "maps/routing/road_router.h"

namespace pizza::sim {

// One router for each vehicle that somebody rides; immutable, shared by all territories.
struct CityRoads {
  std::array<std::optional<maps::RoadRouter>, vehicle_names.size()> routers;
  std::int32_t travel_permille = 1'000;  // weather: of the time on the empty road

  const maps::RoadRouter& router(Vehicle vehicle) const { return *routers[static_cast<std::size_t>(vehicle)]; }
};

// A way with its times, as the weather lets it be ridden.
struct RiddenWay {
  std::int64_t ms = 0;
  std::int64_t mm = 0;
  std::vector<GeoPoint> path;
  std::vector<std::uint32_t> reached;  // ms since departure, of each point
};

// Where somebody is, `after` ms on a way.
struct WayPoint {
  GeoPoint at;
  std::int16_t heading = 0;  // degrees clockwise from north, 0..359
  std::size_t next = 0;      // the first point of the path that is still ahead
};
WayPoint point_on(const RiddenWay& way, std::int64_t after);

// Degrees clockwise from north from one place to another nearby, by integers alone (whole degrees, off by at most one).
std::int16_t heading_between(GeoPoint from, GeoPoint to);

class TerritoryRoads {
 public:
  TerritoryRoads(const CityRoads& roads, std::vector<GeoPoint> sites);

  // The nearest place on the vehicle's roads.
  maps::RoadPosition snap(Vehicle vehicle, GeoPoint place) const;

  std::int64_t ms_to_site(Vehicle vehicle, std::size_t site, const maps::RoadPosition& from);
  std::int64_t ms_from_site(Vehicle vehicle, std::size_t site, const maps::RoadPosition& to);
  RiddenWay way_to_site(Vehicle vehicle, std::size_t site, const maps::RoadPosition& from);
  RiddenWay way_from_site(Vehicle vehicle, std::size_t site, const maps::RoadPosition& to);

 private:
  struct SiteTrees {
    std::optional<maps::RoadPosition> place;
    std::optional<maps::TravelTree> to, from;
  };
  SiteTrees& trees(Vehicle vehicle, std::size_t site);
  const maps::TravelTree& tree_to(Vehicle vehicle, std::size_t site);
  const maps::TravelTree& tree_from(Vehicle vehicle, std::size_t site);
  std::int64_t slowed(std::uint32_t ms) const;
  RiddenWay ridden(const std::optional<maps::Route>& route) const;

  const CityRoads& roads_;
  std::vector<GeoPoint> sites_;
  std::array<std::vector<SiteTrees>, vehicle_names.size()> trees_;
};

}  // namespace pizza::sim
