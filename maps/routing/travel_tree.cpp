// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "maps/routing/road_router.h"
#include "maps/routing/route_course.h"
#include "maps/routing/weights.h"

namespace pizza::maps {

TravelTree::Joint TravelTree::joint(const RoadPosition& other) const {
  const RoadMap& map = *graph_->map;
  Joint best;
  const auto take = [&](std::uint32_t ms, std::uint32_t edge, std::uint32_t state) {
    if (ms < best.ms) best = {ms, edge, state};
  };
  for (const std::uint32_t e : edges_at(*graph_, *weights_, other)) {
    if (e == none) continue;
    const std::uint32_t offset = offset_on(map, e, other);
    if (other.road == place_.road) {
      const std::uint32_t own = offset_on(map, e, place_);
      const std::uint32_t begin = from_place_ ? own : offset;
      const std::uint32_t end = from_place_ ? offset : own;
      if (begin <= end) take(weights_->part(map, e, begin, end), e, none);
    }
    if (from_place_) {
      const std::uint32_t ms = weights_->part(map, e, 0, offset);
      graph_->tails(
          e, [&](std::uint32_t state, std::uint32_t turn) { take(later(times_[state], later(ms, turn)), e, state); });
    } else {
      const std::uint32_t state = graph_->entered[e];
      take(later(times_[state], weights_->part(map, e, offset, map.edge(e).length)), e, state);
    }
  }
  return best;
}

std::uint32_t TravelTree::time_ms(const RoadPosition& other) const {
  return joint(other).ms;
}

std::uint32_t TravelTree::edge_of_place(std::uint32_t state) const {
  const RoadMap& map = *graph_->map;
  for (const std::uint32_t e : edges_at(*graph_, *weights_, place_)) {
    if (e == none) continue;
    const std::uint32_t offset = offset_on(map, e, place_);
    if (from_place_) {
      const std::uint32_t ms = weights_->part(map, e, offset, map.edge(e).length);
      if (graph_->entered[e] == state && times_[state] == ms) return e;
      continue;
    }
    bool touches = false;
    const std::uint32_t ms = weights_->part(map, e, 0, offset);
    graph_->tails(e, [&](std::uint32_t tail, std::uint32_t turn) {
      touches = touches || (tail == state && times_[state] == later(ms, turn));
    });
    if (touches) return e;
  }
  return none;
}

TravelTree::Covered TravelTree::covered(std::uint32_t edge, std::uint32_t limit_ms) const {
  const EdgeRecord& record = graph_->map->edge(edge);
  if (!graph_->usable[edge] || weights_->edge_ms[edge] == unreached) return {};
  std::uint32_t at_source = unreached;
  graph_->tails(edge, [&](std::uint32_t state, std::uint32_t turn) {
    at_source = std::min(at_source, later(times_[state], turn));
  });
  const auto reach = [&](std::uint32_t spent) {
    if (spent > limit_ms) return std::uint64_t{0};
    return std::uint64_t{limit_ms - spent} * record.length / weights_->edge_ms[edge];
  };
  Covered covered;
  if (at_source <= limit_ms)
    covered.end = static_cast<std::uint32_t>(std::min<std::uint64_t>(reach(at_source), record.length));
  for (const std::uint32_t e : edges_at(*graph_, *weights_, place_)) {
    if (e != edge) continue;
    // Setting out on it: a stretch of its own, unless the way round comes before it.
    const std::uint32_t begin = offset_on(*graph_->map, e, place_);
    const auto end = static_cast<std::uint32_t>(std::min<std::uint64_t>(begin + reach(0), record.length));
    if (covered.end < begin) return {begin, end};
    covered.end = std::max(covered.end, end);
  }
  return covered;
}

// Every arc takes at least a millisecond, so times fall with every step and the walks below end at the fixed place.
// Of several arcs that explain a time the first is taken: always the same.
std::vector<std::uint32_t> TravelTree::edges_from_place(std::uint32_t state) const {
  std::vector<std::uint32_t> edges;
  for (;;) {
    if (const std::uint32_t first = edge_of_place(state); first != none) {
      edges.push_back(first);
      break;
    }
    const auto [begin, end] = in_edges(state, graph_->graph);
    const auto arc = std::find_if(begin, end, [&](const auto& a) {
      const std::uint32_t before = times_[source(a, graph_->graph)];
      return before != unreached && later(before, weights_->arc_ms[a.idx]) == times_[state];
    });
    if (arc == end) return {};
    edges.push_back(graph_->graph[*arc].edge);
    state = source(*arc, graph_->graph);
  }
  std::reverse(edges.begin(), edges.end());
  return edges;
}

std::vector<std::uint32_t> TravelTree::edges_to_place(std::uint32_t state) const {
  std::vector<std::uint32_t> edges;
  for (;;) {
    if (const std::uint32_t last = edge_of_place(state); last != none) {
      edges.push_back(last);
      return edges;
    }
    const auto [begin, end] = out_edges(state, graph_->graph);
    const auto arc = std::find_if(begin, end, [&](const auto& a) {
      const std::uint32_t after = times_[target(a, graph_->graph)];
      return after != unreached && later(after, weights_->arc_ms[a.idx]) == times_[state];
    });
    if (arc == end) return {};
    edges.push_back(graph_->graph[*arc].edge);
    state = target(*arc, graph_->graph);
  }
}

std::optional<Route> TravelTree::route(const RoadPosition& other) const {
  const RoadMap& map = *graph_->map;
  const Joint found = joint(other);
  if (found.ms == unreached) return std::nullopt;
  const RoadPosition& start = from_place_ ? place_ : other;
  const RoadPosition& end = from_place_ ? other : place_;
  RouteCourse course(*graph_, *weights_, start.at);
  if (found.state == none) {
    course.follow(found.edge, offset_on(map, found.edge, start), offset_on(map, found.edge, end), end.at);
    return std::move(course).finish();
  }
  // The whole chain of edges; both its ends are travelled in part.
  std::vector<std::uint32_t> edges = from_place_ ? edges_from_place(found.state) : edges_to_place(found.state);
  edges.insert(from_place_ ? edges.end() : edges.begin(), found.edge);
  course.follow(start, edges, end);
  return std::move(course).finish();
}

}  // namespace pizza::maps
