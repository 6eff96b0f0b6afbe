// SPDX-License-Identifier: Apache-2.0
// What a turn costs beside the streets themselves: waiting for a gap in the traffic of a busy street. Counted where it
// matters, at junctions with a busy street (primary and wider); elsewhere turning is free, and the routing graph needs
// no states for it. Traffic keeps to the right.
#pragma once

#include <cstdint>
#include <vector>

#include "maps/road_map.h"

namespace pizza::maps {

class TurnCosts {
 public:
  TurnCosts(const RoadMap& map, Vehicle vehicle);

  // Whether any turn at the node may cost something. Never for walkers.
  bool at(std::uint32_t node) const { return !busy_.empty() && busy_[node]; }
  // Milliseconds for going on from one edge to another that begins where it ends; 0 where the junction is not busy.
  std::uint32_t ms(std::uint32_t from, std::uint32_t to) const;

 private:
  enum class Turn : std::uint8_t { Straight, Near, Across };  // across: through the traffic that comes towards one
  Turn turn(std::uint32_t from, std::uint32_t to) const;
  bool is_busy(std::uint32_t edge) const;
  bool is_busy_junction(std::uint32_t node) const;

  const RoadMap& map_;
  Vehicle vehicle_;
  std::int64_t cos_q15_ = 1 << 15;
  std::vector<bool> busy_;  // by node
};

}  // namespace pizza::maps
