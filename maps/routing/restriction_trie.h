// SPDX-License-Identifier: Apache-2.0
// Which restrictions are under way for who has come by some edges. (Aho and Corasick 1975: each restriction is a word
// of edges; the state after any edges is the longest end of them that is the beginning of a word.)
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "maps/road_map.h"

namespace pizza::maps {

// Of one kind of vehicle; states are small numbers.
class RestrictionTrie {
 public:
  static constexpr std::uint32_t free = 0;  // nothing is under way

  RestrictionTrie(const RoadMap& map, VehicleMask vehicle);

  // The state after one edge more.
  std::uint32_t after(std::uint32_t state, std::uint32_t edge) const;
  // Whether the edge may not be taken next.
  bool forbids(std::uint32_t state, std::uint32_t edge) const;

 private:
  struct Turn {
    std::uint32_t to_edge;
    bool only;
  };
  struct State {
    std::uint32_t shorter = free;  // the next longest end of the edges that begins a word
    std::vector<Turn> turns;       // of the words that are complete but for their last edge
  };

  std::uint32_t known_next(std::uint32_t state, std::uint32_t edge) const;

  std::vector<State> states_{1};
  std::vector<bool> begins_;                                               // of each edge: a word begins with it
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> next_;  // by state and edge
};

}  // namespace pizza::maps
