// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/restriction_trie.h"

#include <algorithm>

namespace pizza::maps {

RestrictionTrie::RestrictionTrie(const RoadMap& map, VehicleMask vehicle) : begins_(map.edge_count()) {
  const auto step = [&](std::uint32_t state, std::uint32_t edge) {
    const auto [known, added] = next_.try_emplace({state, edge}, static_cast<std::uint32_t>(states_.size()));
    if (added) states_.emplace_back();
    return known->second;
  };
  for (const RestrictionRecord& r : map.restrictions()) {
    if ((r.vehicles & vehicle) == 0) continue;
    begins_[r.from_edge] = true;
    std::uint32_t state = step(free, r.from_edge);
    for (const std::uint32_t via : map.vias_of(r)) state = step(state, via);
    states_[state].turns.push_back({r.to_edge, r.only != 0});
  }
  // Level by level: the shorter end of a longer word is known before it.
  std::vector<std::uint32_t> level = {free};
  while (!level.empty()) {
    std::vector<std::uint32_t> deeper;
    for (const std::uint32_t state : level) {
      for (auto arc = next_.lower_bound({state, 0}); arc != next_.end() && arc->first.first == state; ++arc) {
        if (state != free) states_[arc->second].shorter = after(states_[state].shorter, arc->first.second);
        deeper.push_back(arc->second);
      }
    }
    level = std::move(deeper);
  }
}

std::uint32_t RestrictionTrie::known_next(std::uint32_t state, std::uint32_t edge) const {
  if (state == free && !begins_[edge]) return none;
  const auto found = next_.find({state, edge});
  return found == next_.end() ? none : found->second;
}

std::uint32_t RestrictionTrie::after(std::uint32_t state, std::uint32_t edge) const {
  for (;; state = states_[state].shorter) {
    const std::uint32_t next = known_next(state, edge);
    if (next != none) return next;
    if (state == free) return free;
  }
}

bool RestrictionTrie::forbids(std::uint32_t state, std::uint32_t edge) const {
  for (; state != free; state = states_[state].shorter) {
    const auto& turns = states_[state].turns;
    if (std::any_of(turns.begin(), turns.end(), [&](Turn turn) { return (turn.to_edge == edge) != turn.only; })) {
      return true;
    }
  }
  return false;
}

}  // namespace pizza::maps
