// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/city_plan.h"

#include <algorithm>

#include "sim/agents/district_demand.h"
#include "sim/agents/random_purpose.h"

namespace pizza::sim {

namespace {

constexpr std::uint16_t whole_city = 0xFFFF;

// Vehicles that the scenario's riders ride.
maps::VehicleMask vehicles_of(const Scenario& scenario) {
  maps::VehicleMask mask = 0;
  for (std::size_t v = 0; v < scenario.riders.vehicles.size(); ++v)
    if (scenario.riders.vehicles[v] > 0) mask |= maps::mask_of(static_cast<Vehicle>(v));
  return mask;
}

bool reached_by_all(const maps::RoadMap& map, std::uint32_t node, maps::VehicleMask vehicles) {
  for (std::size_t v = 0; v < vehicle_names.size(); ++v) {
    const auto vehicle = static_cast<Vehicle>(v);
    if ((vehicles & maps::mask_of(vehicle)) != 0 && !map.connected(node, vehicle)) return false;
  }
  return true;
}

std::vector<std::uint32_t> reached_nodes(const maps::RoadMap& map, maps::VehicleMask vehicles) {
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t node = 0; node < map.node_count(); ++node)
    if (reached_by_all(map, node, vehicles)) nodes.push_back(node);
  return nodes;
}

template <class T>
void shuffle(std::vector<T>& list, RandomStream& chance) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[chance.below(i)]);
}

// Picks restaurants one by one.
class SitePicker {
 public:
  SitePicker(const Scenario& scenario, const maps::RoadMap& map, std::uint64_t seed)
      : scenario_(scenario), map_(map), chance_(stream_of(seed, whole_city, Purpose::Plan, 0)) {}

  std::vector<Site> pick(std::size_t count, const std::vector<std::uint32_t>& nodes) {
    for (const auto kind : {maps::PoiKind::Pizzeria, maps::PoiKind::Restaurant, maps::PoiKind::FastFood})
      take_kitchens(kind, count);
    // Junctions: well apart at first, then ever nearer.
    for (std::int64_t apart_m = 400; sites_.size() < count; apart_m /= 2) {
      for (std::size_t tries = 0; tries < 20 * count && sites_.size() < count; ++tries) {
        const GeoPoint place = map_.node(nodes[chance_.below(nodes.size())]);
        if (far_from_all(place, apart_m * 1'000)) add(place, {});
      }
    }
    return std::move(sites_);
  }

 private:
  bool far_from_all(GeoPoint place, std::int64_t mm) const {
    return std::all_of(sites_.begin(), sites_.end(),
                       [&](const Site& site) { return distance_mm(site.place, place) >= mm; });
  }

  void take_kitchens(maps::PoiKind kind, std::size_t count) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < map_.pois().size(); ++i)
      if (map_.pois()[i].kind == kind) found.push_back(i);
    shuffle(found, chance_);
    for (const std::uint32_t i : found) {
      if (sites_.size() == count) return;
      const maps::PoiRecord& poi = map_.pois()[i];
      if (far_from_all(poi.at, 30'000)) add(poi.at, std::string(map_.name(poi.name)));
    }
  }

  void add(GeoPoint place, std::string name) {
    const auto menu = static_cast<std::uint32_t>(chance_.below(scenario_.restaurants.menus.size()));
    if (name.empty()) name = invented_name(scenario_.restaurants.menus[menu]);
    sites_.push_back({place, std::move(name), menu, static_cast<std::uint32_t>(chance_.between(60, 140))});
  }

  std::string invented_name(const Menu& menu) {
    const std::size_t first = chance_.below(menu.signs.size());
    for (std::size_t round = 0;; ++round) {
      std::string name = menu.signs[(first + round) % menu.signs.size()];
      if (round >= menu.signs.size()) name += " " + std::to_string(round / menu.signs.size() + 1);
      const auto same = [&](const Site& site) { return site.name == name; };
      if (std::none_of(sites_.begin(), sites_.end(), same)) return name;
    }
  }

  const Scenario& scenario_;
  const maps::RoadMap& map_;
  RandomStream chance_;
  std::vector<Site> sites_;
};

// A k-d tree whose leaves are the territories: it halves the restaurants by longitude and latitude in turn, in
// proportion to the territories on either side.
class Cutter {
 public:
  Cutter(CityPlan& plan, std::vector<Site> sites, std::int32_t territories) : plan_(plan), sites_(std::move(sites)) {
    plan_.territories.resize(static_cast<std::size_t>(territories));
    cut(0, sites_.size(), 0, territories, true);
  }

  std::size_t territory_of(GeoPoint place) const {
    std::int32_t node = 0;
    while (node >= 0 && !cuts_.empty()) {
      const Cut& cut = cuts_[static_cast<std::size_t>(node)];
      node = (cut.by_longitude ? place.lon : place.lat) < cut.at ? cut.below : cut.above;
    }
    return cuts_.empty() ? 0 : static_cast<std::size_t>(-node - 1);
  }

 private:
  struct Cut {
    bool by_longitude;
    std::int32_t at;
    std::int32_t below, above;  // of another cut, or -1 - territory
  };

  std::int32_t cut(std::size_t first, std::size_t last, std::int32_t territory, std::int32_t count, bool by_longitude) {
    if (count == 1) {
      TerritoryPlan& plan = plan_.territories[static_cast<std::size_t>(territory)];
      plan.index = static_cast<std::uint16_t>(territory);
      plan.sites.assign(sites_.begin() + static_cast<std::ptrdiff_t>(first),
                        sites_.begin() + static_cast<std::ptrdiff_t>(last));
      return -territory - 1;
    }
    const auto along = [&](const Site& site) { return by_longitude ? site.place.lon : site.place.lat; };
    std::stable_sort(sites_.begin() + static_cast<std::ptrdiff_t>(first),
                     sites_.begin() + static_cast<std::ptrdiff_t>(last),
                     [&](const Site& a, const Site& b) { return along(a) < along(b); });
    const std::int32_t half = count / 2;
    const std::size_t middle =
        first + (last - first) * static_cast<std::size_t>(half) / static_cast<std::size_t>(count);
    const std::size_t number = cuts_.size();
    cuts_.push_back({by_longitude, along(sites_[middle]), 0, 0});
    const std::int32_t below = cut(first, middle, territory, half, !by_longitude);
    const std::int32_t above = cut(middle, last, territory + half, count - half, !by_longitude);
    cuts_[number].below = below;
    cuts_[number].above = above;
    return static_cast<std::int32_t>(number);
  }

  CityPlan& plan_;
  std::vector<Site> sites_;
  std::vector<Cut> cuts_;
};

// Addresses where the map has enough of them, junctions elsewhere; those that a restaurant of their territory reaches.
void settle_homes(CityPlan& plan, const Scenario& scenario, const Cutter& cutter,
                  const std::vector<std::uint32_t>& nodes) {
  const maps::RoadMap& map = *plan.map;
  DistrictDemand demand(map);
  const std::int64_t radius_mm = std::int64_t{scenario.restaurants.delivery_radius_m} * 1'000;
  const auto settle = [&](const Home& home) {
    if (demand.known()) demand.settle(home.place);
    TerritoryPlan& territory = plan.territories[cutter.territory_of(home.place)];
    const auto reached = [&](const Site& site) { return distance_mm(site.place, home.place) <= radius_mm; };
    if (std::any_of(territory.sites.begin(), territory.sites.end(), reached)) territory.homes.push_back(home);
  };
  constexpr std::size_t enough = 200;
  if (map.addresses().size() >= enough) {
    for (std::uint32_t i = 0; i < map.addresses().size(); ++i)
      if (map.addresses()[i].road != maps::none) settle({map.addresses()[i].at, i, maps::none});
  } else {
    for (const std::uint32_t node : nodes) settle({map.node(node), maps::none, node});
  }
  // A territory without a single home: its customers live at its restaurants' doors.
  for (TerritoryPlan& territory : plan.territories)
    if (territory.homes.empty())
      for (const Site& site : territory.sites) territory.homes.push_back({site.place, maps::none, maps::none});
  if (!demand.known()) return;
  for (TerritoryPlan& territory : plan.territories) {
    std::uint64_t sum = 0;
    for (const Home& home : territory.homes) territory.home_shares.push_back(sum += demand.share(home.place));
  }
}

// What an order costs a rider of the territory, roughly: ten minutes at doors and counters, and the way there and back
// at 4 m/s. Judged by every so-many-th home.
std::int64_t seconds_an_order(const TerritoryPlan& territory, std::int64_t radius_mm) {
  std::int64_t ways = 0;
  std::int64_t mm = 0;
  const std::size_t step = territory.homes.size() / 200 + 1;
  for (std::size_t h = 0; h < territory.homes.size(); h += step) {
    for (const Site& site : territory.sites) {
      const std::int64_t way = distance_mm(site.place, territory.homes[h].place);
      if (way > radius_mm) continue;
      mm += way;
      ++ways;
    }
  }
  return 600 + (ways == 0 ? 0 : 2 * mm / ways / 4'000);
}

// What the territory orders, against others: what its homes do, else in proportion to its restaurants.
std::int64_t weight_of(const TerritoryPlan& territory) {
  // In hundredths of an average district's demand: the products below stay in range.
  return territory.home_shares.empty() ? static_cast<std::int64_t>(territory.sites.size())
                                       : static_cast<std::int64_t>(territory.home_shares.back() / 1'000'000 + 1);
}

// Riders in proportion to the work; the riders that are left over go to the largest
// remainders, lower territories first among equals.
void hand_out(CityPlan& plan, std::int64_t radius_mm) {
  std::int64_t weights = 0;
  std::int64_t work = 0;
  std::vector<std::int64_t> works;
  for (const TerritoryPlan& territory : plan.territories) {
    const std::int64_t own = weight_of(territory);
    weights += own;
    works.push_back(own * seconds_an_order(territory, radius_mm));
    work += works.back();
  }
  std::int64_t given = 0;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  for (TerritoryPlan& territory : plan.territories) {
    territory.milli_orders = plan.orders * 1'000 * weight_of(territory) / weights;
    const std::int64_t product = plan.riders * works[territory.index];
    territory.riders = static_cast<std::int32_t>(product / work);
    given += territory.riders;
    remainders.emplace_back(-(product % work), territory.index);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; given < plan.riders; ++i, ++given) ++plan.territories[remainders[i].second].riders;
}

}  // namespace

const Home& draw_home(const TerritoryPlan& territory, RandomStream& chance) {
  if (territory.home_shares.empty()) return territory.homes[chance.below(territory.homes.size())];
  const std::uint64_t drawn = chance.below(territory.home_shares.back());
  const auto found = std::upper_bound(territory.home_shares.begin(), territory.home_shares.end(), drawn);
  return territory.homes[static_cast<std::size_t>(found - territory.home_shares.begin())];
}

Result<CityPlan> plan_city(const Scenario& scenario, std::shared_ptr<const maps::RoadMap> map, std::uint64_t seed,
                           const PlanWishes& wishes) {
  const std::vector<std::uint32_t> nodes = reached_nodes(*map, vehicles_of(scenario));
  if (nodes.empty())
    return problem(Status::Unprocessable, "map.too_small",
                   std::string(map->city()) + ": no junction that all riders' vehicles reach, expected a road network");
  CityPlan plan;
  const std::int64_t by_scenario = std::max<std::int64_t>(expected_orders(scenario), 1);
  const std::int64_t room =
      std::max<std::int64_t>(static_cast<std::int64_t>(nodes.size()) / scenario.restaurants.junctions_each, 1);
  const std::int64_t wanted = wishes.orders > 0
                                  ? std::max<std::int64_t>(scenario.restaurants.count * wishes.orders / by_scenario, 1)
                                  : scenario.restaurants.count;
  const std::int64_t count = std::min(wanted, room);
  plan.orders = wishes.orders > 0 ? wishes.orders : std::max<std::int64_t>(by_scenario * count / wanted, 1);
  const std::int64_t riders = scenario.riders.count * plan.orders / by_scenario;
  plan.riders = wishes.riders > 0 ? wishes.riders : static_cast<std::int32_t>(std::max<std::int64_t>(riders, 1));
  const auto territories = static_cast<std::int32_t>(std::min<std::int64_t>(scenario.territories, count));
  plan.map = std::move(map);
  const Cutter cutter(plan, SitePicker(scenario, *plan.map, seed).pick(static_cast<std::size_t>(count), nodes),
                      territories);
  settle_homes(plan, scenario, cutter, nodes);
  hand_out(plan, std::int64_t{scenario.restaurants.delivery_radius_m} * 1'000);
  return plan;
}

}  // namespace pizza::sim
