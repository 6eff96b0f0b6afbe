// SPDX-License-Identifier: Apache-2.0
#include "maps/restrictions.h"

#include <algorithm>
#include <map>
#include <utility>

namespace pizza::maps {

namespace {

constexpr std::size_t most_vias = 100;

class Resolver {
 public:
  Resolver(const DraftPlaces& places, MapContents& out) : places_(places), out_(out) {}

  void resolve(const DraftRestriction& r) {
    if (r.via_roads.empty()) {
      const std::uint32_t node = places_.node_of[r.via_point];
      if (node == none) return;
      const auto from = edges_at(r.from_road, node, true);
      const auto to = edges_at(r.to_road, node, false);
      if (from.size() == 1 && to.size() == 1) add(r, from[0], {}, to[0]);
      return;
    }
    const Via via = via_of(r.via_roads);
    std::vector<Through> ways = ways_through(r, via, false);
    if (ways.size() > 1) ways = ways_through(r, via, true);
    if (ways.size() == 1) add(r, ways[0].from, ways[0].vias, ways[0].to);
  }

 private:
  // The edges of the streets in between, and of each of their nodes how many of their roads meet there.
  struct Via {
    std::vector<std::uint32_t> edges;
    std::map<std::uint32_t, int> nodes;
  };
  struct Through {
    std::uint32_t from, to;
    std::vector<std::uint32_t> vias;
  };

  std::uint32_t source(std::uint32_t edge) const {
    const EdgeRecord& e = out_.edges[edge];
    return e.against != 0 ? out_.roads[e.road].to : out_.roads[e.road].from;
  }

  // The edges of a draft road that arrive at a node (or leave it).
  std::vector<std::uint32_t> edges_at(std::uint32_t draft_road, std::uint32_t node, bool arriving) const {
    std::vector<std::uint32_t> found;
    for (const std::uint32_t r : places_.roads_of[draft_road]) {
      for (const std::uint32_t e : {out_.roads[r].forward_edge, out_.roads[r].backward_edge}) {
        if (e != none && (arriving ? out_.edges[e].target : source(e)) == node) found.push_back(e);
      }
    }
    return found;
  }

  Via via_of(const std::vector<std::uint32_t>& draft_roads) const {
    Via via;
    for (const std::uint32_t road : draft_roads) {
      for (const std::uint32_t r : places_.roads_of[road]) {
        ++via.nodes[out_.roads[r].from];
        ++via.nodes[out_.roads[r].to];
        for (const std::uint32_t e : {out_.roads[r].forward_edge, out_.roads[r].backward_edge}) {
          if (e != none) via.edges.push_back(e);
        }
      }
    }
    return via;
  }

  // Where streets touch those in between more than once (they cross, or go on beyond), the ends decide.
  std::vector<Through> ways_through(const DraftRestriction& r, const Via& via, bool from_end_to_end) const {
    std::vector<Through> ways;
    const auto touched = [&](const auto& node) { return !from_end_to_end || node.second == 1; };
    for (const auto& start : via.nodes) {
      const auto from = touched(start) ? edges_at(r.from_road, start.first, true) : std::vector<std::uint32_t>{};
      for (const auto& end : via.nodes) {
        if (from.empty() || end.first == start.first || !touched(end)) continue;
        const auto to = edges_at(r.to_road, end.first, false);
        if (to.empty()) continue;
        const std::vector<std::uint32_t> vias = path(via, start.first, end.first);
        if (vias.empty()) continue;
        for (const std::uint32_t f : from) {
          for (const std::uint32_t t : to) ways.push_back({f, t, vias});
        }
      }
    }
    return ways;
  }

  // The way with the fewest edges along those streets; empty where there is none.
  std::vector<std::uint32_t> path(const Via& via, std::uint32_t start, std::uint32_t end) const {
    std::map<std::uint32_t, std::uint32_t> reached = {{start, none}};  // nodes, by which edge
    std::vector<std::uint32_t> queue = {start};
    for (std::size_t i = 0; i < queue.size() && !reached.contains(end); ++i) {
      for (const std::uint32_t e : via.edges) {
        if (source(e) == queue[i] && reached.try_emplace(out_.edges[e].target, e).second) {
          queue.push_back(out_.edges[e].target);
        }
      }
    }
    std::vector<std::uint32_t> edges;
    if (!reached.contains(end)) return edges;
    for (std::uint32_t node = end; node != start; node = source(edges.back())) edges.push_back(reached.at(node));
    std::reverse(edges.begin(), edges.end());
    return edges;
  }

  void add(const DraftRestriction& r, std::uint32_t from, const std::vector<std::uint32_t>& vias, std::uint32_t to) {
    if (vias.size() > most_vias) return;
    RestrictionRecord record;
    record.from_edge = from;
    record.first_via = static_cast<std::uint32_t>(out_.restriction_vias.size());
    record.via_count = static_cast<std::uint16_t>(vias.size());
    record.to_edge = to;
    record.only = r.only ? 1 : 0;
    record.vehicles = r.vehicles;
    out_.restrictions.push_back(record);
    out_.restriction_vias.insert(out_.restriction_vias.end(), vias.begin(), vias.end());
  }

  const DraftPlaces& places_;
  MapContents& out_;
};

}  // namespace

void resolve_restrictions(const MapDraft& draft, const DraftPlaces& places, MapContents& out) {
  Resolver resolver(places, out);
  for (const DraftRestriction& restriction : draft.restrictions) resolver.resolve(restriction);
}

}  // namespace pizza::maps
