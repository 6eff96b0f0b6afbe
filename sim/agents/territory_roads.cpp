// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/territory_roads.h"

#include <algorithm>
#include <stdexcept>

#include "maps/plane.h"

namespace pizza::sim {

namespace {

// atan of t/1024 for t in 0..1024, in degrees: atan(t) = t (45 + 15.64 (1 - t)) with t in 0..1, within 0.3 degrees
// (Rajan et al., "Efficient approximations for the arctangent function", 2006, in degrees).
std::int64_t arc_tangent_degrees(std::int64_t t) {
  return (t * (45 * 1'024 * 100 + 1'564 * (1'024 - t)) / (1'024 * 1'024) + 50) / 100;
}

}  // namespace

std::int16_t heading_between(GeoPoint from, GeoPoint to) {
  const std::int64_t north = static_cast<std::int64_t>(to.lat) - from.lat;
  const std::int64_t east = ((static_cast<std::int64_t>(to.lon) - from.lon) * cos_latitude_q30(from.lat)) >> 30;
  const std::int64_t n = north < 0 ? -north : north;
  const std::int64_t e = east < 0 ? -east : east;
  if (n == 0 && e == 0) return 0;
  const std::int64_t from_north = e <= n ? arc_tangent_degrees(e * 1'024 / n) : 90 - arc_tangent_degrees(n * 1'024 / e);
  std::int64_t degrees = from_north;
  if (north < 0) degrees = 180 - from_north;
  if (east < 0) degrees = 360 - degrees;
  return static_cast<std::int16_t>(degrees % 360);
}

WayPoint point_on(const RiddenWay& way, std::int64_t after) {
  if (way.path.empty()) return {};
  const auto later = std::upper_bound(way.reached.begin(), way.reached.end(), std::max<std::int64_t>(after, 0),
                                      [](std::int64_t ms, std::uint32_t reached) { return ms < reached; });
  const auto next = static_cast<std::size_t>(later - way.reached.begin());
  if (next >= way.path.size()) {
    const std::size_t last = way.path.size() - 1;
    return {way.path[last], last > 0 ? heading_between(way.path[last - 1], way.path[last]) : std::int16_t{0},
            way.path.size()};
  }
  const GeoPoint a = way.path[next - 1];
  const GeoPoint b = way.path[next];
  const std::int64_t part = std::max<std::int64_t>(after, 0) - way.reached[next - 1];
  return {maps::between(a, b, part, way.reached[next] - way.reached[next - 1]), heading_between(a, b), next};
}

TerritoryRoads::TerritoryRoads(const CityRoads& roads, std::vector<GeoPoint> sites)
    : roads_(roads), sites_(std::move(sites)) {
  for (std::vector<SiteTrees>& of_vehicle : trees_) of_vehicle.resize(sites_.size());
}

maps::RoadPosition TerritoryRoads::snap(Vehicle vehicle, GeoPoint place) const {
  const auto position = roads_.router(vehicle).snap(place);
  if (!position) throw std::logic_error("a vehicle without a road");  // plan_city has made sure of one
  return *position;
}

TerritoryRoads::SiteTrees& TerritoryRoads::trees(Vehicle vehicle, std::size_t site) {
  SiteTrees& trees = trees_[static_cast<std::size_t>(vehicle)][site];
  if (!trees.place) trees.place = snap(vehicle, sites_[site]);
  return trees;
}

const maps::TravelTree& TerritoryRoads::tree_to(Vehicle vehicle, std::size_t site) {
  SiteTrees& known = trees(vehicle, site);
  if (!known.to) known.to = roads_.router(vehicle).tree_to(*known.place);
  return *known.to;
}

const maps::TravelTree& TerritoryRoads::tree_from(Vehicle vehicle, std::size_t site) {
  SiteTrees& known = trees(vehicle, site);
  if (!known.from) known.from = roads_.router(vehicle).tree_from(*known.place);
  return *known.from;
}

std::int64_t TerritoryRoads::slowed(std::uint32_t ms) const {
  return std::int64_t{ms} * roads_.travel_permille / 1'000;
}

std::int64_t TerritoryRoads::ms_to_site(Vehicle vehicle, std::size_t site, const maps::RoadPosition& from) {
  return slowed(tree_to(vehicle, site).time_ms(from));
}

std::int64_t TerritoryRoads::ms_from_site(Vehicle vehicle, std::size_t site, const maps::RoadPosition& to) {
  return slowed(tree_from(vehicle, site).time_ms(to));
}

RiddenWay TerritoryRoads::ridden(const std::optional<maps::Route>& route) const {
  // Snapped places lie in one strongly connected network.
  if (!route) throw std::logic_error("no way between two places of one road network");
  RiddenWay way{slowed(static_cast<std::uint32_t>(route->ms)), route->mm, route->path, route->reached};
  for (std::uint32_t& ms : way.reached) ms = static_cast<std::uint32_t>(slowed(ms));
  return way;
}

RiddenWay TerritoryRoads::way_to_site(Vehicle vehicle, std::size_t site, const maps::RoadPosition& from) {
  return ridden(tree_to(vehicle, site).route(from));
}

RiddenWay TerritoryRoads::way_from_site(Vehicle vehicle, std::size_t site, const maps::RoadPosition& to) {
  return ridden(tree_from(vehicle, site).route(to));
}

}  // namespace pizza::sim
