// SPDX-License-Identifier: Apache-2.0
#include "maps/matching/map_matcher.h"

#include <algorithm>
#include <limits>

namespace pizza::maps {

namespace {

constexpr std::int64_t impossible = std::numeric_limits<std::int64_t>::max() / 4;
// Noise may move a rider back along a road by this much; that is no turning round.
constexpr std::int64_t back_and_forth_mm = 30'000;

// Thousandths of the negative logarithm.
std::int64_t emission(std::int64_t distance, std::int64_t sigma) {
  return distance * distance * 500 / (sigma * sigma);
}
std::int64_t transition(std::int64_t way, std::int64_t straight, std::int64_t beta) {
  return std::abs(way - straight) * 1'000 / beta;
}

}  // namespace

MapMatcher::MapMatcher(const HierarchyRouter& router, MatchOptions options) : router_(router), options_(options) {
  const RoadMap& map = router_.map();
  std::vector<std::uint32_t> lengths;
  lengths.reserve(map.edge_count());
  for (const EdgeRecord& edge : map.edges())
    lengths.push_back((edge.access & mask_of(router_.vehicle())) != 0 ? edge.length : unreached);
  router_.set_times(lengths);
}

MapMatcher::Step MapMatcher::candidates_at(GeoPoint place) {
  Step step;
  for (const RoadPosition& position : router_.around(place, options_.reach_mm, options_.candidates))
    step.push_back({router_.anchor(position), emission(position.distance, options_.sigma_mm), 0});
  return step;
}

std::int64_t MapMatcher::way_mm(const Candidate& from, const Candidate& to) const {
  const RoadPosition &a = from.anchor.position, &b = to.anchor.position;
  if (a.road == b.road) {
    const std::int64_t along = std::int64_t{b.offset} - a.offset;
    if (std::abs(along) <= back_and_forth_mm) return std::abs(along);
  }
  const std::uint32_t mm = router_.time_ms(from.anchor, to.anchor);
  return mm == unreached ? impossible : std::int64_t{mm};
}

bool MapMatcher::connect(const Step& before, Step& now, GeoPoint last, GeoPoint here) const {
  const std::int64_t straight = distance_mm(last, here);
  bool any = false;
  for (Candidate& candidate : now) {
    std::int64_t best = impossible;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (before[i].cost >= impossible) continue;
      const std::int64_t way = way_mm(before[i], candidate);
      if (way >= impossible || way > straight + options_.longest_mm) continue;
      const std::int64_t cost = before[i].cost + transition(way, straight, options_.beta_mm);
      if (cost >= best) continue;
      best = cost;
      candidate.before = i;
    }
    candidate.cost = best >= impossible ? impossible : best + candidate.cost;
    any = any || candidate.cost < impossible;
  }
  return any;
}

void MapMatcher::follow(const std::vector<const RoadPosition*>& chain, MatchedTrack& out) {
  const auto add_edges = [&](const std::vector<std::uint32_t>& edges) {
    for (const std::uint32_t e : edges)
      if (out.edges.empty() || out.edges.back() != e) out.edges.push_back(e);
  };
  if (!chain.empty()) out.path.push_back(chain.front()->at);
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const RoadPosition &a = *chain[i - 1], &b = *chain[i];
    const std::int64_t along = std::int64_t{b.offset} - a.offset;
    if (a.road == b.road && along <= 0 && -along <= back_and_forth_mm) {
      out.path.push_back(b.at);
      continue;
    }
    const auto route = router_.route(a, b);
    if (!route) continue;
    add_edges(route->edges);
    out.path.insert(out.path.end(), route->path.begin() + 1, route->path.end());
  }
}

MatchedTrack MapMatcher::match(std::span<const GeoPoint> track) {
  MatchedTrack out;
  out.positions.resize(track.size());
  std::vector<Step> steps;
  std::vector<std::size_t> of_track;  // beside steps
  const auto finish = [&] {
    if (steps.empty()) return;
    const auto cheapest = [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; };
    auto at = static_cast<std::size_t>(std::min_element(steps.back().begin(), steps.back().end(), cheapest) -
                                       steps.back().begin());
    std::vector<const RoadPosition*> chain;
    for (std::size_t s = steps.size(); s-- > 0;) {
      const Candidate& chosen = steps[s][at];
      out.positions[of_track[s]] = chosen.anchor.position;
      chain.push_back(&chosen.anchor.position);
      at = chosen.before;
    }
    std::reverse(chain.begin(), chain.end());
    follow(chain, out);
    steps.clear();
    of_track.clear();
  };
  for (std::size_t i = 0; i < track.size(); ++i) {
    Step now = candidates_at(track[i]);
    if (now.empty()) continue;
    if (!steps.empty()) {
      Step fresh = now;
      if (!connect(steps.back(), now, track[of_track.back()], track[i])) {
        finish();
        ++out.breaks;
        now = std::move(fresh);
      }
    }
    steps.push_back(std::move(now));
    of_track.push_back(i);
  }
  finish();
  return out;
}

}  // namespace pizza::maps
