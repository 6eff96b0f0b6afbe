// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/road_hierarchy.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "maps/routing/hierarchy/dissection.h"

namespace pizza::maps {

namespace {

using Ride = RoadHierarchy::Ride;

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
LargeVector<Ride> place_rides(const TurnGraph& graph, const Elimination& shape) {
  LargeVector<Ride> placed;
  placed.reserve(num_edges(graph.graph));
  const auto [first, last] = edges(graph.graph);
  for (auto arc = first; arc != last; ++arc) {
    const std::uint32_t from = shape.rank[source(*arc, graph.graph)];
    const std::uint32_t to = shape.rank[target(*arc, graph.graph)];
    if (from == to) continue;
    const TurnArc& by = graph.graph[*arc];
    placed.push_back({.line = shape.line(std::min(from, to), std::max(from, to)),
                      .edge = by.edge & 0x7fff'ffffU,
                      .down = from > to ? 1U : 0U,
                      .turn_ms = by.turn_ms});
  }
  std::sort(placed.begin(), placed.end(), [](const Ride a, const Ride b) {
    return std::tuple(a.line, a.down + 0U, a.edge + 0U) < std::tuple(b.line, b.down + 0U, b.edge + 0U);
  });
  return placed;
}

}  // namespace

std::shared_ptr<const RoadHierarchy> make_road_hierarchy(std::shared_ptr<const TurnGraph> graph) {
  auto out = std::make_shared<RoadHierarchy>();
  out->shape = shape_of(*graph);
  out->rides = place_rides(*graph, out->shape);
  std::uint32_t passed = 0;
  for (const std::uint32_t line : out->shape.first_line) {
    while (passed < out->rides.size() && out->rides[passed].line < line) ++passed;
    out->first_ride.push_back(passed);
  }
  out->makings.reserve(out->shape.line_count());
  for (const std::uint32_t place : out->shape.place_below) out->makings.push_back({place & 0x7fff'ffffU, 0});
  for (auto i = static_cast<std::uint32_t>(out->rides.size()); i-- > 0;)
    out->makings[out->rides[i].line] = {i & 0x7fff'ffffU, 1};
  out->first_place.assign(graph->map->edge_count() + 1, 0);
  for (const Ride& ride : out->rides) ++out->first_place[ride.edge + 1];
  std::partial_sum(out->first_place.begin(), out->first_place.end(), out->first_place.begin());
  std::vector<std::uint32_t> next(out->first_place.begin(), out->first_place.end() - 1);
  out->places.resize(out->rides.size());
  for (const Ride& ride : out->rides) out->places[next[ride.edge]++] = ride.line;
  out->graph = std::move(graph);
  return out;
}

}  // namespace pizza::maps
