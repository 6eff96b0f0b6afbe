// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/alternatives.h"

#include <algorithm>

namespace pizza::maps {

namespace {

constexpr int most_tries = 12;
constexpr std::uint64_t dearer_permille = 1'400;

std::vector<std::uint32_t> roads_of(const RoadMap& map, const Route& route) {
  std::vector<std::uint32_t> roads;
  for (const std::uint32_t e : route.edges) roads.push_back(map.edge(e).road);
  std::sort(roads.begin(), roads.end());
  roads.erase(std::unique(roads.begin(), roads.end()), roads.end());
  return roads;
}

std::int64_t length_of(const RoadMap& map, const std::vector<std::uint32_t>& roads) {
  std::int64_t mm = 0;
  for (const std::uint32_t r : roads) mm += map.road(r).length;
  return mm;
}

class Choice {
 public:
  Choice(const RoadMap& map, const AlternativeOptions& options) : map_(map), options_(options) {}

  void take(Route route) {
    roads_.push_back(roads_of(map_, route));
    chosen_.push_back(std::move(route));
  }
  bool worth(const Route& route) const {
    if (route.ms * 1'000 > chosen_.front().ms * (1'000 + options_.stretch_permille)) return false;
    const std::vector<std::uint32_t> roads = roads_of(map_, route);
    const std::int64_t length = length_of(map_, roads);
    return std::all_of(roads_.begin(), roads_.end(), [&](const std::vector<std::uint32_t>& others) {
      std::vector<std::uint32_t> shared;
      std::set_intersection(roads.begin(), roads.end(), others.begin(), others.end(), std::back_inserter(shared));
      return length_of(map_, shared) * 1'000 <= length * options_.shared_permille;
    });
  }
  bool enough() const { return chosen_.size() > options_.count; }
  std::vector<Route> by_time() && {
    std::stable_sort(chosen_.begin(), chosen_.end(), [](const Route& a, const Route& b) { return a.ms < b.ms; });
    return std::move(chosen_);
  }

 private:
  const RoadMap& map_;
  const AlternativeOptions& options_;
  std::vector<Route> chosen_;
  std::vector<std::vector<std::uint32_t>> roads_;
};

}  // namespace

std::vector<Route> alternatives(const RoadRouter& router, const RoadPosition& from, const RoadPosition& to,
                                const AlternativeOptions& options) {
  auto best = router.route(from, to);
  if (!best) return {};
  const RoadMap& map = router.map();
  std::vector<std::uint32_t> times(map.edge_count());
  for (std::uint32_t e = 0; e < times.size(); ++e) times[e] = router.edge_ms(e);
  const auto make_dearer = [&](const Route& route) {
    for (const std::uint32_t r : roads_of(map, route)) {
      for (const std::uint32_t e : {map.road(r).forward_edge, map.road(r).backward_edge}) {
        if (e == none || times[e] == unreached) continue;
        times[e] =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(times[e] * dearer_permille / 1'000, unreached - 1));
      }
    }
  };
  Choice choice(map, options);
  make_dearer(*best);
  choice.take(std::move(*best));
  for (int tries = 0; tries < most_tries && !choice.enough(); ++tries) {
    const auto other = router.with_times(times).route(from, to);
    if (!other) break;
    make_dearer(*other);
    Route measured = router.measure(from, other->edges, to);
    if (choice.worth(measured)) choice.take(std::move(measured));
  }
  return std::move(choice).by_time();
}

}  // namespace pizza::maps
