// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/elimination.h"

#include <algorithm>
#include <numeric>

#include "maps/map_format.h"

namespace pizza::maps {

namespace {

std::vector<std::uint32_t> inverse(std::span<const std::uint32_t> order) {
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  return place;
}

// The parent of each place of the order (Liu, "The role of elimination trees in sparse factorization", 1990).
std::vector<std::uint32_t> tree_of(const Adjacency& graph, std::span<const std::uint32_t> order,
                                   std::span<const std::uint32_t> place) {
  std::vector<std::uint32_t> parent(order.size(), none);
  std::vector<std::uint32_t> root(order.size(), none);  // shortens the ways up
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    for (const std::uint32_t w : graph.of(order[i])) {
      std::uint32_t below = place[w];
      if (below > i) continue;
      while (root[below] != none && root[below] != i) {
        const std::uint32_t next = root[below];
        root[below] = i;
        below = next;
      }
      if (root[below] == none && below != i) {
        root[below] = i;
        parent[below] = i;
      }
    }
  }
  return parent;
}

// Children before parents, each subtree in one run.
std::vector<std::uint32_t> post_order(const std::vector<std::uint32_t>& parent) {
  const auto count = static_cast<std::uint32_t>(parent.size());
  std::vector<std::uint32_t> size(count, 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (parent[i] != none) size[parent[i]] += size[i];
  }
  // From the top: each subtree takes the run of places before its parent that is still free.
  std::vector<std::uint32_t> at(count);
  std::vector<std::uint32_t> free_end(count);
  std::uint32_t end = count;
  for (std::uint32_t i = count; i-- > 0;) {
    std::uint32_t& limit = parent[i] == none ? end : free_end[parent[i]];
    at[i] = limit - 1;
    limit -= size[i];
    free_end[i] = at[i];
  }
  return at;
}

// What each rank meets above when it is taken out: its own higher neighbours and those of its children in the tree.
void fill(const Adjacency& graph, Elimination& out) {
  const std::uint32_t count = out.size();
  std::vector<std::uint32_t> first_child(count, none), next_child(count, none), met(count, none);
  out.first_line.assign(1, 0);
  out.parent.assign(count, none);
  for (std::uint32_t r = 0; r < count; ++r) {
    const auto begin = out.head.size();
    const auto meet = [&](std::uint32_t other) {
      if (other <= r || met[other] == r) return;
      met[other] = r;
      out.head.push_back(other);
    };
    for (const std::uint32_t w : graph.of(out.vertex[r])) meet(out.rank[w]);
    for (std::uint32_t c = first_child[r]; c != none; c = next_child[c]) {
      for (std::uint32_t l = out.first_line[c]; l < out.first_line[c + 1]; ++l) meet(out.head[l]);
    }
    std::sort(out.head.begin() + begin, out.head.end());
    out.first_line.push_back(static_cast<std::uint32_t>(out.head.size()));
    if (begin == out.head.size()) continue;
    const std::uint32_t parent = out.head[begin];
    out.parent[r] = parent;
    next_child[r] = first_child[parent];
    first_child[parent] = r;
  }
  out.head.shrink_to_fit();
}

void find_runs(Elimination& out) {
  out.first_run.assign(1, 0);
  for (std::uint32_t r = 0; r < out.size(); ++r) {
    for (std::uint32_t l = out.first_line[r]; l < out.first_line[r + 1]; ++l) {
      if (l == out.first_line[r] || out.head[l] != out.head[l - 1] + 1) out.runs.push_back({out.head[l], l});
    }
    out.first_run.push_back(static_cast<std::uint32_t>(out.runs.size()));
  }
  out.runs.push_back({none, out.line_count()});
  out.runs.shrink_to_fit();
}

void find_blocks(Elimination& out) {
  const auto lines_of = [&](std::uint32_t r) { return out.first_line[r + 1] - out.first_line[r]; };
  out.block_end.resize(out.size());
  for (std::uint32_t r = out.size(); r-- > 0;) {
    const bool joined = out.parent[r] == r + 1 && lines_of(r) == lines_of(r + 1) + 1;
    out.block_end[r] = joined ? out.block_end[r + 1] : r;
  }
}

void list_stops(Elimination& out) {
  out.stops.reserve(out.size() + 1);
  for (std::uint32_t r = 0; r < out.size(); ++r)
    out.stops.push_back({out.parent[r], out.block_end[r], out.first_line[r], out.first_run[r]});
  out.stops.push_back({none, none, out.first_line.back(), out.first_run.back()});
}

void look_down(Elimination& out) {
  out.first_below.assign(out.size() + 1, 0);
  for (const std::uint32_t h : out.head) ++out.first_below[h + 1];
  std::partial_sum(out.first_below.begin(), out.first_below.end(), out.first_below.begin());
  std::vector<std::uint32_t> next(out.first_below.begin(), out.first_below.end() - 1);
  out.below.resize(out.head.size());
  out.place_below.resize(out.head.size());
  for (std::uint32_t r = 0; r < out.size(); ++r) {
    std::uint32_t run = out.first_run[r];
    for (std::uint32_t l = out.first_line[r]; l < out.first_line[r + 1]; ++l) {
      if (out.runs[run + 1].line == l + 1) ++run;
      out.place_below[l] = next[out.head[l]]++;
      out.below[out.place_below[l]] = {l, r, run};
    }
  }
}

}  // namespace

Elimination eliminate(const Adjacency& graph, std::span<const std::uint32_t> order) {
  const std::vector<std::uint32_t> place = inverse(order);
  const std::vector<std::uint32_t> at = post_order(tree_of(graph, order, place));
  Elimination out;
  out.rank.resize(order.size());
  for (std::uint32_t v = 0; v < order.size(); ++v) out.rank[v] = at[place[v]];
  out.vertex = inverse(out.rank);
  fill(graph, out);
  out.depth.resize(out.size());
  for (std::uint32_t r = out.size(); r-- > 0;) out.depth[r] = out.parent[r] == none ? 0 : out.depth[out.parent[r]] + 1;
  find_runs(out);
  find_blocks(out);
  list_stops(out);
  look_down(out);
  return out;
}

}  // namespace pizza::maps
