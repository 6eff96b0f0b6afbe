// SPDX-License-Identifier: Apache-2.0
// The road graph as one kind of vehicle sees it, with turn restrictions.
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "maps/road_map.h"
#include "maps/routing/turn_costs.h"
#include "maps/segment_grid.h"

namespace pizza::maps {

struct TurnArc {
  std::uint32_t edge = none;  // of the map
  std::uint32_t turn_ms = 0;  // for turning into it, beside the time on it
};

// A node has one state, "here, and free to go on", plus one for each way of having come here that forbids something or
// makes a turn dear: after a restricted edge, and for the two junctions beyond, where turning round would only get
// round the restriction; and at every arm of a busy junction. So the graph is hardly larger than the map's. Turning
// round is otherwise open to any shortest path, but never shorter; where a restriction has just been met it is kept to
// dead ends. Immutable once made.
struct TurnGraph {
  using Graph = boost::compressed_sparse_row_graph<boost::bidirectionalS, boost::no_property, TurnArc,
                                                   boost::no_property, std::uint32_t, std::uint32_t>;

  std::shared_ptr<const RoadMap> map;
  Vehicle vehicle = Vehicle::Scooter;
  Graph graph;                             // vertices are states, arcs carry the map's edge
  std::vector<std::uint32_t> first_state;  // of each node; nodes + 1. The free state comes first.
  std::vector<std::uint32_t> state_node;   // of each state
  std::vector<std::uint32_t> entered;      // state at the end of each edge, for who sets out on it; or none
  TurnCosts costs;
  std::vector<bool> usable;  // edges in the largest strongly connected component of the states
  SegmentGrid grid;          // of the roads with a usable edge

  TurnGraph(std::shared_ptr<const RoadMap> of, Vehicle by) : map(std::move(of)), vehicle(by), costs(*map, by) {}

  // The states of the edge's source from which it may be taken; calls visit(state, milliseconds for the turn).
  template <class Visit>
  void tails(std::uint32_t edge, Visit&& visit) const {
    const std::uint32_t node = map->source(edge);
    if (!costs.at(node)) visit(first_state[node], 0U);
    for (std::uint32_t s = first_state[node] + 1; s < first_state[node + 1]; ++s) {
      const auto [first, last] = out_edges(s, graph);
      for (auto arc = first; arc != last; ++arc) {
        if (graph[*arc].edge == edge) {
          visit(s, graph[*arc].turn_ms);
          break;
        }
      }
    }
  }
};

std::shared_ptr<const TurnGraph> make_turn_graph(std::shared_ptr<const RoadMap> map, Vehicle vehicle);

}  // namespace pizza::maps
