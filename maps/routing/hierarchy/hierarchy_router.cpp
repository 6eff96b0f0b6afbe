// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/hierarchy_router.h"

#include <algorithm>
#include <utility>

#include "maps/routing/route_course.h"

namespace pizza::maps {

HierarchyRouter::HierarchyRouter(std::shared_ptr<const RoadMap> map, Vehicle vehicle)
    : hierarchy_(make_road_hierarchy(make_turn_graph(map, vehicle))), search_(hierarchy_) {
  set_times(free_flow_times(*map, vehicle));
}

void HierarchyRouter::set_times(std::span<const std::uint32_t> edge_ms) {
  const std::size_t edges = map().edge_count();
  weights_.edge_ms.assign(edge_ms.begin(), edge_ms.begin() + std::min(edges, edge_ms.size()));
  weights_.edge_ms.resize(edges, unreached);
  for (std::uint32_t& ms : weights_.edge_ms) ms = std::max<std::uint32_t>(ms, 1);
  customise(*hierarchy_, weights_.edge_ms, times_);
}

void HierarchyRouter::change(std::uint32_t edge, std::uint32_t ms) {
  weights_.edge_ms[edge] = std::max<std::uint32_t>(ms, 1);
  recustomise(*hierarchy_, weights_.edge_ms, edge, times_);
}

std::optional<RoadPosition> HierarchyRouter::snap(GeoPoint place) const {
  return hierarchy_->graph->grid.nearest(place, [](std::uint32_t) { return true; });
}

void HierarchyRouter::find_ends(const RoadPosition& place, bool leaving, Ends& out) const {
  const TurnGraph& graph = *hierarchy_->graph;
  out.ends.clear();
  out.edges.clear();
  const auto add = [&](std::uint32_t state, std::uint32_t ms, std::uint32_t edge) {
    if (bounded(ms) == too_far) return;
    out.ends.push_back({hierarchy_->shape.rank[state], bounded(ms)});
    out.edges.push_back(edge);
  };
  for (const std::uint32_t e : edges_at(graph, weights_, place)) {
    if (e == none) continue;
    const std::uint32_t offset = offset_on(map(), e, place);
    if (leaving) {
      add(graph.entered[e], weights_.part(map(), e, offset, map().edge(e).length), e);
    } else {
      const std::uint32_t ms = weights_.part(map(), e, 0, offset);
      graph.tails(e, [&](std::uint32_t state, std::uint32_t turn) { add(state, later(ms, turn), e); });
    }
  }
}

HierarchyRouter::Direct HierarchyRouter::direct(const RoadPosition& from, const RoadPosition& to) const {
  Direct best;
  if (from.road != to.road) return best;
  for (const std::uint32_t e : edges_at(*hierarchy_->graph, weights_, from)) {
    if (e == none) continue;
    const std::uint32_t begin = offset_on(map(), e, from);
    const std::uint32_t end = offset_on(map(), e, to);
    if (begin > end) continue;
    const std::uint32_t ms = weights_.part(map(), e, begin, end);
    if (ms < best.ms && bounded(ms) != too_far) best = {ms, e};
  }
  return best;
}

std::uint32_t HierarchyRouter::time_ms(const RoadPosition& from, const RoadPosition& to) {
  find_ends(from, true, from_);
  find_ends(to, false, to_);
  const std::int32_t ms = search_.time(times_, from_.ends, to_.ends);
  return std::min(direct(from, to).ms, ms == too_far ? unreached : static_cast<std::uint32_t>(ms));
}

bool HierarchyRouter::find_way(const RoadPosition& from, const RoadPosition& to) {
  find_ends(from, true, from_);
  find_ends(to, false, to_);
  return search_.way(times_, from_.ends, to_.ends, way_);
}

std::vector<std::uint32_t> HierarchyRouter::edges_between(const RoadPosition& from, const RoadPosition& to) {
  const Direct along = direct(from, to);
  const bool found = find_way(from, to);
  if (along.edge != none && (!found || along.ms <= static_cast<std::uint32_t>(way_.ms))) return {along.edge};
  if (!found) return {};
  std::vector<std::uint32_t> edges;
  edges.reserve(way_.edges.size() + 2);
  edges.push_back(from_.edges[way_.from]);
  edges.insert(edges.end(), way_.edges.begin(), way_.edges.end());
  edges.push_back(to_.edges[way_.to]);
  return edges;
}

std::optional<Route> HierarchyRouter::route(const RoadPosition& from, const RoadPosition& to) {
  const std::vector<std::uint32_t> edges = edges_between(from, to);
  if (edges.empty()) return std::nullopt;
  RouteCourse course(*hierarchy_->graph, weights_, from.at);
  course.follow(from, edges, to);
  return std::move(course).finish();
}

std::optional<Route> HierarchyRouter::route(GeoPoint from, GeoPoint to) {
  const auto start = snap(from);
  const auto end = snap(to);
  if (!start || !end) return std::nullopt;
  return route(*start, *end);
}

HierarchyRouter::Anchor HierarchyRouter::anchor(const RoadPosition& position) {
  find_ends(position, true, from_);
  find_ends(position, false, to_);
  return {position, search_.climb(times_, from_.ends, to_.ends)};
}

std::uint32_t HierarchyRouter::time_ms(const Anchor& from, const Anchor& to) const {
  const std::int32_t ms = least_time(from.ascent, to.ascent);
  return std::min(direct(from.position, to.position).ms, ms == too_far ? unreached : static_cast<std::uint32_t>(ms));
}

std::vector<std::uint32_t> HierarchyRouter::matrix(std::span<const RoadPosition> from,
                                                   std::span<const RoadPosition> to) {
  std::vector<Anchor> anchors;
  anchors.reserve(from.size() + to.size());
  for (const RoadPosition& position : from) anchors.push_back(anchor(position));
  std::span<const Anchor> targets = anchors;
  if (from.data() != to.data() || from.size() != to.size()) {
    for (const RoadPosition& position : to) anchors.push_back(anchor(position));
    targets = std::span<const Anchor>(anchors).subspan(from.size());
  }
  std::vector<std::uint32_t> times;
  times.reserve(from.size() * to.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    for (const Anchor& target : targets) times.push_back(time_ms(anchors[i], target));
  }
  return times;
}

std::vector<HierarchyRouter::Near> HierarchyRouter::nearest(const Anchor& from, std::span<const Anchor> to,
                                                            std::size_t count) const {
  std::vector<Near> found;
  for (std::size_t i = 0; i < to.size(); ++i) {
    const std::uint32_t ms = time_ms(from, to[i]);
    if (ms != unreached) found.push_back({i, ms});
  }
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(count, found.size()));
  std::partial_sort(found.begin(), end, found.end(),
                    [](const Near& a, const Near& b) { return std::pair(a.ms, a.index) < std::pair(b.ms, b.index); });
  found.erase(end, found.end());
  return found;
}

}  // namespace pizza::maps
