// SPDX-License-Identifier: Apache-2.0
// The shape of a customisable contraction hierarchy (Dibbelt, Strasser and Wagner, "Customizable contraction
// hierarchies", 2014): which shortcuts there are, whatever the times.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "maps/large_vector.h"
#include "maps/routing/hierarchy/adjacency.h"

namespace pizza::maps {

// Vertices by rank, 0 taken out first. A line joins two ranks, its tail lower than its head; it stands for both
// directions of travel. Taking out a vertex joins all its higher neighbours, so these lie on one way up the tree.
struct Elimination {
  // Lines of one tail to consecutive heads, side by side: up to the line where the next run begins.
  struct Run {
    std::uint32_t head;  // of its first line
    std::uint32_t line;
  };
  // A line as its head sees it.
  struct Below {
    std::uint32_t line;
    std::uint32_t tail;
    std::uint32_t next_run;  // the first run that holds lines of the same tail to heads above
  };

  std::vector<std::uint32_t> rank;         // of each vertex
  std::vector<std::uint32_t> vertex;       // of each rank
  LargeVector<std::uint32_t> parent;       // of each rank: its lowest higher neighbour, or none
  std::vector<std::uint32_t> depth;        // of each rank: steps up the tree to where there is no parent
  LargeVector<std::uint32_t> first_line;   // ranks + 1: lines by tail, then head
  LargeVector<std::uint32_t> head;         // of each line
  LargeVector<std::uint32_t> first_run;    // ranks + 1
  LargeVector<Run> runs;                   // and one behind the last
  LargeVector<std::uint32_t> first_below;  // ranks + 1
  LargeVector<Below> below;                // by head, then tail
  LargeVector<std::uint32_t> place_below;  // of each line: where it is in `below`
  // Ranks that follow each other and have the same heads, but for those among themselves, are a block. Their rows of
  // lines end alike, and a rank above is joined to all of them or to none. Of each rank: the last of its block.
  std::vector<std::uint32_t> block_end;

  // What a way up needs of a rank, side by side: one look at memory. And one behind the last.
  struct Stop {
    std::uint32_t parent, block_end, first_line, first_run;
  };
  LargeVector<Stop> stops;

  std::uint32_t size() const { return static_cast<std::uint32_t>(vertex.size()); }
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(head.size()); }
  std::span<const Below> lines_below(std::uint32_t top) const {
    return {below.data() + first_below[top], first_below[top + 1] - first_below[top]};
  }
  // The line between two ranks, or none.
  std::uint32_t line(std::uint32_t lower, std::uint32_t higher) const {
    return line_in(first_run[lower], first_run[lower + 1], higher);
  }
  // The line to that head among those of some runs of one tail, or none.
  std::uint32_t line_in(std::uint32_t run, std::uint32_t end_run, std::uint32_t higher) const {
    while (run < end_run) {
      const std::uint32_t middle = (run + end_run) / 2;
      if (runs[middle].head > higher) {
        end_run = middle;
      } else if (higher - runs[middle].head < runs[middle + 1].line - runs[middle].line) {
        return runs[middle].line + (higher - runs[middle].head);
      } else {
        run = middle + 1;
      }
    }
    return 0xffff'ffff;
  }
  // For each rank with lines to both ends of the line `at`, the highest first: visit(where its line to the tail is in
  // `below`, where that to the head is), until it returns true.
  template <class Visit>
  void find_triangle(std::uint32_t tail, std::uint32_t at, std::uint32_t top, Visit&& visit) const {
    const std::uint32_t first_at_tail = first_below[tail];
    const std::uint32_t first_at_head = first_below[top];
    std::uint32_t i = first_below[tail + 1];
    std::uint32_t j = place_below[at];
    while (i > first_at_tail && j > first_at_head) {
      const std::uint32_t a = below[i - 1].tail;
      const std::uint32_t b = below[j - 1].tail;
      if (a == b && visit(i - 1, j - 1)) return;
      i -= a >= b ? 1 : 0;
      j -= b >= a ? 1 : 0;
    }
  }
};

// `order` is a permutation of the graph's vertices. Ranks keep to it as far as it matters, and otherwise put each
// subtree side by side.
Elimination eliminate(const Adjacency& graph, std::span<const std::uint32_t> order);

}  // namespace pizza::maps
