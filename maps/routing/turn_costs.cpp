// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/turn_costs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace pizza::maps {

namespace {

// Milliseconds by kind of turn: of the order of OSRM's car profile (up to 7.5 s a turn) and of the delays that the
// Highway Capacity Manual gives for gaps in moderate traffic.
struct Costs {
  std::uint32_t join;         // from a side street into a busy one, with the traffic
  std::uint32_t join_across;  // from a side street into a busy one, through it
  std::uint32_t cross;        // over a busy street
  std::uint32_t leave;        // out of a busy street, through those who come towards one
};

constexpr std::array<Costs, vehicle_names.size()> costs = {{
    {2'500, 8'000, 7'000, 5'000},  // car
    {1'500, 6'000, 5'000, 4'000},  // scooter
    {1'500, 6'000, 5'000, 6'000},  // bicycle
    {0, 0, 0, 0},                  // on foot
}};

struct Heading {
  std::int64_t east = 0, north = 0;
};

// The course of an edge near one of its ends: to the first point that is some metres away.
Heading heading_at(const RoadMap& map, std::uint32_t edge, bool at_end, std::int64_t cos_q15) {
  constexpr std::int64_t far_enough = 8'000;  // mm
  const EdgeRecord& e = map.edge(edge);
  const auto points = map.points(map.road(e.road));
  const std::size_t count = points.size();
  // From the end that is asked for, inwards.
  const bool from_back = at_end != (e.against != 0);
  const auto at = [&](std::size_t i) { return from_back ? points[count - 1 - i] : points[i]; };
  std::size_t other = 1;
  while (other + 1 < count && distance_mm(at(0), at(other)) < far_enough) ++other;
  const GeoPoint near = at(0), away = at(other);
  const Heading inwards{((std::int64_t{away.lon} - near.lon) * cos_q15) >> 15, std::int64_t{away.lat} - near.lat};
  return at_end ? Heading{-inwards.east, -inwards.north} : inwards;
}

}  // namespace

TurnCosts::TurnCosts(const RoadMap& map, Vehicle vehicle) : map_(map), vehicle_(vehicle) {
  const double middle = (lat_degrees(map.south_west()) + lat_degrees(map.north_east())) / 2;
  cos_q15_ = std::lround(std::cos(middle * std::numbers::pi / 180) * (1 << 15));
  if (vehicle == Vehicle::Foot) return;
  busy_.resize(map.node_count());
  for (std::uint32_t n = 0; n < map.node_count(); ++n) busy_[n] = is_busy_junction(n);
}

bool TurnCosts::is_busy(std::uint32_t edge) const {
  const EdgeRecord& e = map_.edge(edge);
  constexpr std::uint16_t flowing = road_flag::link | road_flag::roundabout | road_flag::ferry;
  return e.road_class <= RoadClass::Primary && (e.flags & flowing) == 0;
}

// At least three arms for vehicles, one of them busy; slip roads of motorways merge without waiting.
bool TurnCosts::is_busy_junction(std::uint32_t node) const {
  const VehicleMask motor = mask_of(Vehicle::Car) | mask_of(Vehicle::Scooter);
  int arms = 0, busy = 0;
  for (std::uint32_t e = map_.first_edge(node); e < map_.first_edge(node + 1); ++e) {
    const EdgeRecord& edge = map_.edge(e);
    if (edge.road_class == RoadClass::Motorway || (edge.flags & road_flag::roundabout) != 0) return false;
    if ((edge.access & motor) == 0) continue;
    ++arms;
    if (is_busy(e)) ++busy;
  }
  return arms >= 3 && busy >= 1;
}

TurnCosts::Turn TurnCosts::turn(std::uint32_t from, std::uint32_t to) const {
  const Heading before = heading_at(map_, from, true, cos_q15_), after = heading_at(map_, to, false, cos_q15_);
  const std::int64_t cross = before.east * after.north - before.north * after.east;  // positive: to the left
  const std::int64_t dot = before.east * after.east + before.north * after.north;
  // Within 35 degrees of straight on.
  if (dot > 0 && std::abs(cross) * 10 < dot * 7) return Turn::Straight;
  return cross > 0 ? Turn::Across : Turn::Near;
}

std::uint32_t TurnCosts::ms(std::uint32_t from, std::uint32_t to) const {
  if (!at(map_.source(to)) || map_.edge(from).road == map_.edge(to).road) return 0;
  const Costs& cost = costs[static_cast<std::size_t>(vehicle_)];
  const bool from_busy = is_busy(from), to_busy = is_busy(to);
  const Turn way = turn(from, to);
  if (!from_busy && to_busy) return way == Turn::Across ? cost.join_across : cost.join;
  if (!from_busy) return cost.cross;
  return way == Turn::Across ? cost.leave : 0;
}

}  // namespace pizza::maps
