// SPDX-License-Identifier: Apache-2.0
#include "maps/import/rings.h"

#include <algorithm>
#include <map>

namespace pizza::maps {

std::vector<NodeChain> join_chains(std::vector<NodeChain> chains, bool keep_direction) {
  std::vector<NodeChain> joined;
  // Open chains by the node they can be entered at.
  std::multimap<std::int64_t, std::size_t> entries;
  for (std::size_t i = 0; i < chains.size(); ++i) {
    if (chains[i].size() < 2) continue;
    if (chains[i].front() == chains[i].back()) {
      joined.push_back(std::move(chains[i]));
      chains[i].clear();
      continue;
    }
    entries.emplace(chains[i].front(), i);
    if (!keep_direction) entries.emplace(chains[i].back(), i);
  }
  const auto take_at = [&](std::int64_t node) {
    NodeChain next;
    for (auto [entry, last] = entries.equal_range(node); entry != last; ++entry) {
      NodeChain& candidate = chains[entry->second];
      if (candidate.empty()) continue;
      if (candidate.front() != node) std::reverse(candidate.begin(), candidate.end());
      next.swap(candidate);
      break;
    }
    return next;
  };
  const auto extend = [&](NodeChain& chain) {
    while (chain.front() != chain.back()) {
      const NodeChain next = take_at(chain.back());
      if (next.empty()) return;
      chain.insert(chain.end(), next.begin() + 1, next.end());
    }
  };
  // Chains that nothing leads to first, so that directed ones are not started in their middle.
  std::map<std::int64_t, int> leads_to;
  for (const NodeChain& chain : chains) {
    if (!chain.empty()) ++leads_to[chain.back()];
  }
  for (const bool only_beginnings : {true, false}) {
    for (NodeChain& chain : chains) {
      if (chain.empty() || (only_beginnings && (!keep_direction || leads_to.contains(chain.front())))) continue;
      NodeChain whole;
      whole.swap(chain);
      extend(whole);
      if (!keep_direction) {
        std::reverse(whole.begin(), whole.end());
        extend(whole);
      }
      joined.push_back(std::move(whole));
    }
  }
  return joined;
}

__int128 signed_area(const std::vector<GeoPoint>& ring) {
  __int128 sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const GeoPoint a = ring[i];
    const GeoPoint b = ring[(i + 1) % ring.size()];
    sum += static_cast<__int128>(a.lon) * b.lat - static_cast<__int128>(b.lon) * a.lat;
  }
  return sum;
}

}  // namespace pizza::maps
