// SPDX-License-Identifier: Apache-2.0
// Quickest ways on a map in microseconds, under times that may change at any moment.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "maps/road_map.h"
#include "maps/routing/hierarchy/tree_search.h"
#include "maps/routing/road_router.h"
#include "maps/routing/weights.h"

namespace pizza::maps {

// The same network, rules and times to the millisecond as RoadRouter's (among equally quick ways it may choose
// another), by a customisable contraction hierarchy. Making one takes some 25 µs a node of the map and 400 bytes;
// copies share that and cost 17 bytes a shortcut line. For one thread at a time: queries work in memory of their own.
// Times of twelve days or more count as no way.
class HierarchyRouter {
 public:
  // On the empty road (free_flow_times()).
  HierarchyRouter(std::shared_ptr<const RoadMap> map, Vehicle vehicle);

  // Other times for the whole network: one entry an edge of the map, in ms, at least 1; `unreached` closes an edge.
  // What is missing at the end is closed.
  void set_times(std::span<const std::uint32_t> edge_ms);
  // Another time for one edge.
  void change(std::uint32_t edge, std::uint32_t ms);

  const RoadMap& map() const { return *hierarchy_->graph->map; }
  Vehicle vehicle() const { return hierarchy_->graph->vehicle; }
  std::uint32_t edge_ms(std::uint32_t edge) const { return weights_.edge_ms[edge]; }
  // The same network at the present times, for whole trees and for weights of one question; copies the times.
  RoadRouter plain() const { return {hierarchy_->graph, weights_.edge_ms}; }
  // What was prepared: a function of map and vehicle alone.
  const RoadHierarchy& hierarchy() const { return *hierarchy_; }

  // As RoadRouter::snap.
  std::optional<RoadPosition> snap(GeoPoint place) const;
  // The nearest position on each of the nearest roads, at most `reach` mm away, the nearest first.
  std::vector<RoadPosition> around(GeoPoint place, std::int64_t reach, std::size_t most) const {
    return hierarchy_->graph->grid.around(place, reach, most);
  }

  // `unreached` where there is no way.
  std::uint32_t time_ms(const RoadPosition& from, const RoadPosition& to);
  // Empty where there is no way. Between places, both are snapped first.
  std::optional<Route> route(const RoadPosition& from, const RoadPosition& to);
  std::optional<Route> route(GeoPoint from, GeoPoint to);
  // The edges of the quickest way, of which the first and the last are travelled in part; empty where there is none.
  std::vector<std::uint32_t> edges_between(const RoadPosition& from, const RoadPosition& to);

  // A place prepared for many questions, as long as the times stay: twelve bytes for each of its some hundred ranks.
  struct Anchor {
    RoadPosition position;
    Ascent ascent;
  };
  Anchor anchor(const RoadPosition& position);
  std::uint32_t time_ms(const Anchor& from, const Anchor& to) const;

  // Times from each of `from` to each of `to`, row by row; `unreached` where there is no way.
  std::vector<std::uint32_t> matrix(std::span<const RoadPosition> from, std::span<const RoadPosition> to);

  struct Near {
    std::size_t index;  // in `to`
    std::uint32_t ms;
    friend bool operator==(const Near&, const Near&) = default;
  };
  // The at most `count` of `to` that are soonest reached, soonest first, among equals the lower index first; those that
  // cannot be reached are left out.
  std::vector<Near> nearest(const Anchor& from, std::span<const Anchor> to, std::size_t count) const;

 private:
  // An edge of a place's road, and where it joins the network of states.
  struct Ends {
    std::vector<TreeEnd> ends;
    std::vector<std::uint32_t> edges;  // of each end
  };

  void find_ends(const RoadPosition& place, bool leaving, Ends& out) const;
  // Along one edge on which both lie.
  struct Direct {
    std::uint32_t ms = unreached;
    std::uint32_t edge = none;
  };
  Direct direct(const RoadPosition& from, const RoadPosition& to) const;
  bool find_way(const RoadPosition& from, const RoadPosition& to);

  std::shared_ptr<const RoadHierarchy> hierarchy_;
  Weights weights_;  // of edges
  LineTimes times_;
  TreeSearch search_;
  Ends from_, to_;
  TreeSearch::Way way_;
};

}  // namespace pizza::maps
