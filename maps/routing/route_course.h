// SPDX-License-Identifier: Apache-2.0
// Lays a route's points out along its edges.
#pragma once

#include "maps/routing/road_router.h"
#include "maps/routing/weights.h"

namespace pizza::maps {

class RouteCourse {
 public:
  RouteCourse(const TurnGraph& graph, const Weights& weights, GeoPoint start)
      : graph_(graph), map_(*graph.map), weights_(weights) {
    route_.path.push_back(start);
    route_.reached.push_back(0);
  }

  // Goes on along an edge, from `begin` to `end` mm from its source; the point at the end is `arrive`.
  void follow(std::uint32_t edge, std::uint32_t begin, std::uint32_t end, GeoPoint arrive);
  void follow(std::uint32_t edge);

  // Along all of them, of which the first and the last are travelled in part.
  void follow(const RoadPosition& from, const std::vector<std::uint32_t>& edges, const RoadPosition& to);

  Route finish() &&;

 private:
  void reach(GeoPoint point, std::uint32_t ms);

  const TurnGraph& graph_;
  const RoadMap& map_;
  const Weights& weights_;
  std::uint32_t last_edge_ = none;
  Route route_;
};

}  // namespace pizza::maps
