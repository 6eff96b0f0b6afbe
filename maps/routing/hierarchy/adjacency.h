// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace pizza::maps {

// An undirected graph without loops and parallel lines: the neighbours of each vertex side by side, ascending.
struct Adjacency {
  std::vector<std::uint32_t> first = {0};  // vertices + 1
  std::vector<std::uint32_t> neighbours;

  std::uint32_t size() const { return static_cast<std::uint32_t>(first.size() - 1); }
  std::span<const std::uint32_t> of(std::uint32_t vertex) const {
    return {neighbours.data() + first[vertex], first[vertex + 1] - first[vertex]};
  }
};

// Every pair counts in both directions, once; pairs of a vertex with itself are left out.
Adjacency make_adjacency(std::uint32_t vertices, std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs);

}  // namespace pizza::maps
