// SPDX-License-Identifier: Apache-2.0
#include "connectors/geo/road_port_router.h"

#include <utility>

#include "maps/routing/alternatives.h"
#include "maps/routing/isochrone.h"

namespace pizza {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t week_hours = 24 * 7;
constexpr std::int64_t monday_hours = 4 * 24;    // 1970-01-01 was a Thursday: the Monday after it
constexpr std::uint32_t matter_reach = 100'000;  // mm

Trip trip_of(maps::Route route) {
  return {milliseconds(route.ms), (route.mm + 500) / 1'000, std::move(route.path)};
}

}  // namespace

std::size_t RoadPortRouter::hour_of_week(Instant instant) const {
  const std::int32_t offset = map_->utc_offset_minutes();
  const std::int64_t local = instant.ms + (offset == maps::unknown_utc_offset ? 0 : std::int64_t{offset} * 60'000);
  const std::int64_t hours = local / hour_ms - (local % hour_ms < 0 ? 1 : 0);
  return static_cast<std::size_t>(((hours - monday_hours) % week_hours + week_hours) % week_hours);
}

std::uint32_t RoadPortRouter::ms_now(const Network& network, std::uint32_t edge) const {
  const std::uint32_t usual = network.usual_ms[edge];
  const auto found = matters_.find(map_->edge(edge).road);
  if (usual == maps::unreached || found == matters_.end()) return usual;
  if (found->second == closed_road) return maps::unreached;
  const std::uint64_t ms = std::uint64_t{usual} * found->second / 1'000;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(ms, maps::unreached - 1));
}

RoadPortRouter::Network& RoadPortRouter::network(Vehicle vehicle, Instant depart) {
  std::unique_ptr<Network>& known = networks_[static_cast<std::size_t>(vehicle)];
  const std::size_t hour = hour_of_week(depart);
  if (known != nullptr && known->hour == hour) return *known;
  std::vector<std::uint32_t> usual = maps::times_at(*map_, vehicle, maps::WeekProfile::usual(), hour);
  if (known == nullptr) known.reset(new Network{maps::HierarchyRouter(map_, vehicle), hour, {}});
  known->hour = hour;
  known->usual_ms = std::move(usual);
  std::vector<std::uint32_t> now;
  now.reserve(known->usual_ms.size());
  for (std::uint32_t e = 0; e < known->usual_ms.size(); ++e) now.push_back(ms_now(*known, e));
  known->router.set_times(now);
  return *known;
}

std::optional<Trip> RoadPortRouter::trip(GeoPoint from, GeoPoint to, Vehicle vehicle, Instant depart) {
  std::optional<maps::Route> route = network(vehicle, depart).router.route(from, to);
  if (!route) return std::nullopt;
  return trip_of(*std::move(route));
}

std::vector<Trip> RoadPortRouter::trips(GeoPoint from, GeoPoint to, std::size_t others, Vehicle vehicle,
                                        Instant depart) {
  const maps::RoadRouter roads = network(vehicle, depart).router.plain();
  const auto start = roads.snap(from), end = roads.snap(to);
  std::vector<Trip> found;
  if (!start || !end) return found;
  for (maps::Route& route : maps::alternatives(roads, *start, *end, {.count = others}))
    found.push_back(trip_of(std::move(route)));
  return found;
}

std::vector<std::vector<GeoPoint>> RoadPortRouter::reach(GeoPoint from, Duration limit, Vehicle vehicle,
                                                         Instant depart) {
  const maps::RoadRouter roads = network(vehicle, depart).router.plain();
  const auto start = roads.snap(from);
  if (!start || limit.ms < 0) return {};
  const auto limit_ms = static_cast<std::uint32_t>(std::min<std::int64_t>(limit.ms, maps::unreached - 1));
  return maps::isochrone(*map_, roads.tree_from(*start), limit_ms).outlines;
}

std::vector<std::optional<Duration>> RoadPortRouter::durations(std::span<const GeoPoint> from,
                                                               std::span<const GeoPoint> to, Vehicle vehicle,
                                                               Instant depart) {
  maps::HierarchyRouter& router = network(vehicle, depart).router;
  std::vector<std::optional<Duration>> table(from.size() * to.size());
  const auto snapped = [&](std::span<const GeoPoint> places) {
    std::vector<maps::RoadPosition> positions;
    for (const GeoPoint place : places) {
      if (const auto position = router.snap(place)) positions.push_back(*position);
    }
    return positions;
  };
  const auto starts = snapped(from), ends = snapped(to);
  // A vehicle has roads for all places or for none.
  if (starts.size() != from.size() || ends.size() != to.size()) return table;
  const std::vector<std::uint32_t> times = router.matrix(starts, ends);
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i] != maps::unreached) table[i] = milliseconds(times[i]);
  }
  return table;
}

bool RoadPortRouter::set(GeoPoint place, std::optional<std::uint32_t> permille) {
  if (!all_roads_) all_roads_.emplace(map_->roads(), map_->road_points(), [](std::uint32_t) { return true; });
  const auto at = all_roads_->nearest(place, [](std::uint32_t) { return true; });
  if (!at || at->distance > matter_reach) return false;
  if (permille) {
    matters_[at->road] = *permille;
  } else {
    matters_.erase(at->road);
  }
  const maps::RoadRecord& road = map_->road(at->road);
  for (const auto& network : networks_) {
    if (network == nullptr) continue;
    for (const std::uint32_t edge : {road.forward_edge, road.backward_edge}) {
      if (edge != maps::none) network->router.change(edge, ms_now(*network, edge));
    }
  }
  return true;
}

bool RoadPortRouter::slow_down(GeoPoint place, std::uint32_t permille) {
  return set(place, std::max<std::uint32_t>(permille, 100));
}
bool RoadPortRouter::close(GeoPoint place) {
  return set(place, closed_road);
}
bool RoadPortRouter::clear(GeoPoint place) {
  return set(place, std::nullopt);
}

}  // namespace pizza
