// SPDX-License-Identifier: Apache-2.0
// What is prepared once for a map and a vehicle, whatever the times.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "maps/routing/hierarchy/elimination.h"
#include "maps/routing/travel_times.h"
#include "maps/routing/turn_graph.h"

namespace pizza::maps {

// The states of the turn graph, ranked, and where each edge of the map lies on the lines. Immutable once made.
struct RoadHierarchy {
  // An edge of the map that leads along a line, from its tail up to its head or down from there.
  struct Ride {
    std::uint32_t line;
    std::uint32_t edge : 31;
    std::uint32_t down : 1;
    std::uint32_t turn_ms;

    std::uint32_t ms(const std::uint32_t* edge_ms) const {
      return edge_ms[edge] >= unreached - turn_ms ? unreached : edge_ms[edge] + turn_ms;
    }
  };

  std::shared_ptr<const TurnGraph> graph;
  Elimination shape;
  std::vector<std::uint32_t> first_ride;  // ranks + 1
  LargeVector<Ride> rides;                // by tail, then line, those up first
  // What to look at first to find out what a line stands for, one look at memory: the first of its rides or, if it has
  // none, its place among the lines below its head (shape.place_below).
  struct Making {
    std::uint32_t place : 31;
    std::uint32_t ridden : 1;
  };
  LargeVector<Making> makings;             // of each line
  std::vector<std::uint32_t> first_place;  // edges + 1
  std::vector<std::uint32_t> places;       // lines on which each edge leads

  // Those that lead along a line: visit(index, ride).
  template <class Visit>
  void for_rides(std::uint32_t line, Visit&& visit) const {
    if (makings[line].ridden == 0) return;
    for (std::uint32_t i = makings[line].place; i < rides.size() && rides[i].line == line; ++i) visit(i, rides[i]);
  }
  std::span<const std::uint32_t> lines_of(std::uint32_t edge) const {
    return {places.data() + first_place[edge], first_place[edge + 1] - first_place[edge]};
  }
};

// 20 µs a node of a city on one core.
std::shared_ptr<const RoadHierarchy> make_road_hierarchy(std::shared_ptr<const TurnGraph> graph);

}  // namespace pizza::maps
