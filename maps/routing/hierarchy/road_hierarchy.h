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
  std::vector<std::uint32_t> first_ride;   // ranks + 1
  LargeVector<Ride> rides;                 // by tail, then line
  std::vector<std::uint32_t> first_place;  // edges + 1
  std::vector<std::uint32_t> places;       // lines on which each edge leads

  // On all lines of a tail.
  std::span<const Ride> rides_from(std::uint32_t tail) const {
    return {rides.data() + first_ride[tail], first_ride[tail + 1] - first_ride[tail]};
  }
  std::span<const std::uint32_t> lines_of(std::uint32_t edge) const {
    return {places.data() + first_place[edge], first_place[edge + 1] - first_place[edge]};
  }
};

// 20 µs a node of a city on one core.
std::shared_ptr<const RoadHierarchy> make_road_hierarchy(std::shared_ptr<const TurnGraph> graph);

}  // namespace pizza::maps
