// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "maps/routing/travel_times.h"
#include "maps/routing/turn_graph.h"

namespace pizza::maps {

// The times of one state of the traffic.
struct Weights {
  std::vector<std::uint32_t> edge_ms;  // of each edge of the map
  std::vector<std::uint32_t> arc_ms;   // of each arc of the turn graph, by its index

  // Time from `begin` to `end`, mm from the edge's source; parts of an edge sum to the whole, to the millisecond.
  std::uint32_t part(const RoadMap& map, std::uint32_t edge, std::uint32_t begin, std::uint32_t end) const {
    const std::uint64_t length = map.edge(edge).length;
    const std::uint64_t ms = edge_ms[edge];
    return static_cast<std::uint32_t>(ms * end / length - ms * begin / length);
  }
};

// Never reaches round: what is unreached stays so.
constexpr std::uint32_t later(std::uint32_t time, std::uint32_t more) {
  return more >= unreached - time ? unreached : time + more;
}

// Where a position lies on an edge of its road, mm from the edge's source.
inline std::uint32_t offset_on(const RoadMap& map, std::uint32_t edge, const RoadPosition& position) {
  const EdgeRecord& e = map.edge(edge);
  const std::uint32_t offset = position.offset < e.length ? position.offset : e.length;
  return e.against != 0 ? e.length - offset : offset;
}

// The edges of the position's road that are open to the vehicle, forward first; none where there is no second.
inline std::array<std::uint32_t, 2> edges_at(const TurnGraph& graph, const Weights& weights,
                                             const RoadPosition& position) {
  const RoadRecord& road = graph.map->road(position.road);
  std::array<std::uint32_t, 2> edges = {road.forward_edge, road.backward_edge};
  for (std::uint32_t& e : edges) {
    const Along way = e == road.forward_edge ? Along::Forward : Along::Backward;
    if (position.along != Along::Either && position.along != way) e = none;
    if (e != none && (!graph.usable[e] || weights.edge_ms[e] == unreached)) e = none;
  }
  return edges;
}

}  // namespace pizza::maps
