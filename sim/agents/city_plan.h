// SPDX-License-Identifier: Apache-2.0
// A scenario laid out on a map: where the restaurants stand, who lives where, and how the city is cut into territories.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/model/problem.h"
#include "maps/road_map.h"
#include "sim/engine/random.h"
#include "sim/scenario/scenario.h"

namespace pizza::sim {

struct Site {
  GeoPoint place;
  std::string name;
  std::uint32_t menu = 0;          // in RestaurantPlan::menus
  std::uint32_t popularity = 100;  // against other sites
};

// A place where somebody may live: an address of the map, or a junction where the map knows no addresses.
struct Home {
  GeoPoint place;
  std::uint32_t address = maps::none;
  std::uint32_t node = maps::none;  // the junction, where it is no address
};

// One delivery zone. It shares nothing that changes with any other, so each may run on a thread of its own.
struct TerritoryPlan {
  std::uint16_t index = 0;
  std::vector<Site> sites;
  std::vector<Home> homes;  // each within reach of at least one site; at least one
  // How likely the homes are to order, summed up to and including each; empty where all are alike.
  std::vector<std::uint64_t> home_shares;
  std::int32_t riders = 0;
  std::int64_t milli_orders = 0;  // expected, in thousandths
};

// Somebody's home: each as likely as the demand of its district has it, or all alike.
const Home& draw_home(const TerritoryPlan& territory, RandomStream& chance);

struct CityPlan {
  std::shared_ptr<const maps::RoadMap> map;
  std::vector<TerritoryPlan> territories;
  std::int64_t orders = 0;  // expected
  std::int32_t riders = 0;
};

// What a planner may ask for in place of the scenario's own figures; 0: as the scenario says.
struct PlanWishes {
  std::int64_t orders = 0;
  std::int32_t riders = 0;
};

// Restaurants are the map's own kitchens, pizzerias first, then invented ones on junctions that every vehicle reaches.
// Where the map tells the demand of its districts, customers live and orders come as it has it; elsewhere customers
// live anywhere alike, and orders come in proportion to the restaurants. On a map too small for the scenario's number
// of restaurants, orders and riders shrink in proportion (a wish does not). A function of its arguments alone. Fails
// with "map.too_small" where not a single junction is connected.
Result<CityPlan> plan_city(const Scenario& scenario, std::shared_ptr<const maps::RoadMap> map, std::uint64_t seed,
                           const PlanWishes& wishes);

}  // namespace pizza::sim
