// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/adjacency.h"

#include <algorithm>
#include <numeric>

namespace pizza::maps {

Adjacency make_adjacency(std::uint32_t vertices, std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs) {
  std::vector<std::uint32_t> begin(vertices + 1, 0);
  for (const auto& [a, b] : pairs) {
    if (a == b) continue;
    ++begin[a + 1];
    ++begin[b + 1];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> ends(begin.back());
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (const auto& [a, b] : pairs) {
    if (a == b) continue;
    ends[next[a]++] = b;
    ends[next[b]++] = a;
  }
  Adjacency out;
  out.first.reserve(vertices + 1);
  out.neighbours.reserve(ends.size());
  for (std::uint32_t v = 0; v < vertices; ++v) {
    const auto from = ends.begin() + begin[v];
    const auto to = ends.begin() + begin[v + 1];
    std::sort(from, to);
    out.neighbours.insert(out.neighbours.end(), from, std::unique(from, to));
    out.first.push_back(static_cast<std::uint32_t>(out.neighbours.size()));
  }
  return out;
}

}  // namespace pizza::maps
