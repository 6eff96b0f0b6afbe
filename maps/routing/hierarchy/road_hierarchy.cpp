// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/road_hierarchy.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "maps/routing/hierarchy/dissection.h"

namespace pizza::maps {

namespace {

struct PlacedRide {
  std::uint32_t line;
  RoadHierarchy::Ride ride;
};

Elimination shape_of(const TurnGraph& graph) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  pairs.reserve(num_edges(graph.graph));
  const auto [first, last] = edges(graph.graph);
  for (auto arc = first; arc != last; ++arc) {
    pairs.emplace_back(source(*arc, graph.graph), target(*arc, graph.graph));
  }
  const Adjacency adjacency = make_adjacency(static_cast<std::uint32_t>(graph.state_node.size()), pairs);
  std::vector<GeoPoint> places;
  for (const std::uint32_t node : graph.state_node) places.push_back(graph.map->node(node));
  return eliminate(adjacency, dissection_order(adjacency, places));
}

// Rounds that begin and end in one state are no part of any quickest way and lie on no line.
std::vector<PlacedRide> place_rides(const TurnGraph& graph, const Elimination& shape) {
  std::vector<PlacedRide> placed;
  placed.reserve(num_edges(graph.graph));
  const auto [first, last] = edges(graph.graph);
  for (auto arc = first; arc != last; ++arc) {
    const std::uint32_t from = shape.rank[source(*arc, graph.graph)];
    const std::uint32_t to = shape.rank[target(*arc, graph.graph)];
    if (from == to) continue;
    const TurnArc& by = graph.graph[*arc];
    placed.push_back({shape.line(std::min(from, to), std::max(from, to)),
                      {.edge = by.edge & 0x7fff'ffffU, .down = from > to ? 1U : 0U, .turn_ms = by.turn_ms}});
  }
  std::sort(placed.begin(), placed.end(), [](const PlacedRide& a, const PlacedRide& b) {
    return std::tuple(a.line, a.ride.down, a.ride.edge) < std::tuple(b.line, b.ride.down, b.ride.edge);
  });
  return placed;
}

}  // namespace

std::shared_ptr<const RoadHierarchy> make_road_hierarchy(std::shared_ptr<const TurnGraph> graph) {
  auto out = std::make_shared<RoadHierarchy>();
  out->shape = shape_of(*graph);
  const std::vector<PlacedRide> placed = place_rides(*graph, out->shape);
  out->first_ride.assign(out->shape.line_count() + 1, 0);
  out->first_place.assign(graph->map->edge_count() + 1, 0);
  for (const PlacedRide& p : placed) {
    ++out->first_ride[p.line + 1];
    ++out->first_place[p.ride.edge + 1];
    out->rides.push_back(p.ride);
  }
  std::partial_sum(out->first_ride.begin(), out->first_ride.end(), out->first_ride.begin());
  std::partial_sum(out->first_place.begin(), out->first_place.end(), out->first_place.begin());
  std::vector<std::uint32_t> next(out->first_place.begin(), out->first_place.end() - 1);
  out->places.resize(placed.size());
  for (const PlacedRide& p : placed) out->places[next[p.ride.edge]++] = p.line;
  out->graph = std::move(graph);
  return out;
}

}  // namespace pizza::maps
