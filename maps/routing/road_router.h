// SPDX-License-Identifier: Apache-2.0
// Quickest ways on a map for one kind of vehicle.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "maps/road_map.h"
#include "maps/routing/travel_times.h"
#include "maps/segment_grid.h"

namespace pizza::maps {

struct TurnGraph;
struct Weights;

// A way from one position to another. `path` begins and ends at the positions (at least two points, which may be
// equal); `reached` tells, for each of its points, the milliseconds since departure.
struct Route {
  std::int64_t ms = 0;
  std::int64_t mm = 0;
  std::vector<GeoPoint> path;
  std::vector<std::uint32_t> reached;
  std::vector<std::uint32_t> edges;       // of the map, in order; the first and the last are travelled in part
  std::vector<std::string_view> streets;  // names in order, each once in a row, unnamed ones left out; owned by the map
};

// From one fixed place to everywhere, or from everywhere to one fixed place. Takes four bytes a node (and a few more
// where turns are restricted). Immutable; keeps alive what it was made from.
class TravelTree {
 public:
  // Milliseconds between the fixed place and another; `unreached` where there is no way. O(1).
  std::uint32_t time_ms(const RoadPosition& other) const;
  // The way itself, in the direction of travel; O(its length). Among equally quick ways always the same one.
  std::optional<Route> route(const RoadPosition& other) const;

  // The part of an edge that is reached from the fixed place within the time, mm from its source; empty where begin is
  // not less than end. Only of a tree_from.
  struct Covered {
    std::uint32_t begin = 0, end = 0;
  };
  Covered covered(std::uint32_t edge, std::uint32_t limit_ms) const;

  const RoadPosition& place() const { return place_; }
  bool from_place() const { return from_place_; }
  std::size_t bytes() const { return times_.size() * sizeof(std::uint32_t); }

 private:
  friend class RoadRouter;
  // The edge on which the other place lies that gives the least time, and the state where the tree is joined;
  // the state is none where both places lie on one edge and the way never leaves it.
  struct Joint {
    std::uint32_t ms = unreached;
    std::uint32_t edge = none;
    std::uint32_t state = none;
  };
  Joint joint(const RoadPosition& other) const;
  std::vector<std::uint32_t> edges_to_place(std::uint32_t state) const;
  std::vector<std::uint32_t> edges_from_place(std::uint32_t state) const;
  // The edge of the fixed place by which the tree touches `state` at that very time, or none.
  std::uint32_t edge_of_place(std::uint32_t state) const;

  std::shared_ptr<const TurnGraph> graph_;
  std::shared_ptr<const Weights> weights_;
  RoadPosition place_;
  bool from_place_ = true;
  std::vector<std::uint32_t> times_;  // ms, of each state
};

// Cheap to copy; any thread may use it. Times are whole milliseconds. One-ways, access and turn restrictions of the
// vehicle hold. Dijkstra's algorithm (Boost.Graph) on the turn graph.
class RoadRouter {
 public:
  // On the empty road (free_flow_times()).
  RoadRouter(std::shared_ptr<const RoadMap> map, Vehicle vehicle);

  // On a network that is prepared already; the times as with_times() takes them.
  RoadRouter(std::shared_ptr<const TurnGraph> graph, const std::vector<std::uint32_t>& edge_ms);

  // The same network under other times, for traffic, weather, closures: one entry an edge of the map, in ms, at least
  // 1; `unreached` closes an edge. Shares all but the times.
  RoadRouter with_times(const std::vector<std::uint32_t>& edge_ms) const;

  const RoadMap& map() const;
  const std::shared_ptr<const RoadMap>& shared_map() const;
  Vehicle vehicle() const;
  std::uint32_t edge_ms(std::uint32_t edge) const;

  // The nearest position from which everything else can be reached and back (the largest strongly connected part of the
  // network). Empty only where the vehicle has no road at all.
  std::optional<RoadPosition> snap(GeoPoint place) const;

  // The nearest position whose road may be travelled within `tolerance` degrees of `heading` (degrees clockwise from
  // north), in just that direction: for a rider who is under way. Where none lies within `reach` mm, as without
  // heading.
  std::optional<RoadPosition> snap(GeoPoint place, std::int32_t heading, std::int32_t tolerance = 50,
                                   std::uint32_t reach = 80'000) const;

  // The way along just these edges, by the present times: what another router or a recording says was travelled.
  Route measure(const RoadPosition& from, const std::vector<std::uint32_t>& edges, const RoadPosition& to) const;

  // Empty where there is no way (closures, or no road for the vehicle). Between places, both are snapped first.
  std::optional<Route> route(const RoadPosition& from, const RoadPosition& to) const;
  std::optional<Route> route(GeoPoint from, GeoPoint to) const;
  // Only the time; `unreached` where there is no way.
  std::uint32_t time_ms(const RoadPosition& from, const RoadPosition& to) const;

  TravelTree tree_from(const RoadPosition& place) const;  // from the place to everywhere
  TravelTree tree_to(const RoadPosition& place) const;    // from everywhere to the place

 private:
  TravelTree grow(const RoadPosition& place, bool from_place, const RoadPosition* until) const;

  std::shared_ptr<const TurnGraph> graph_;
  std::shared_ptr<const Weights> weights_;
};

}  // namespace pizza::maps
