// SPDX-License-Identifier: Apache-2.0
// The times of a hierarchy's lines under one state of the traffic.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maps/routing/hierarchy/lanes.h"
#include "maps/routing/hierarchy/road_hierarchy.h"

namespace pizza::maps {

// Milliseconds of what takes that long or longer, or cannot be reached. Twelve days: two of them still add up.
inline constexpr std::int32_t too_far = (1 << 30) - 1;

constexpr std::int32_t bounded(std::uint32_t ms) {
  return ms < static_cast<std::uint32_t>(too_far) ? static_cast<std::int32_t>(ms) : too_far;
}

// From the tail of a line up to its head and from there down: the quickest way over lower ranks, at most too_far. Each
// direction by itself, as a search needs but one of them; lane_count more than there are lines, so that whole lanes may
// be read from any.
struct LineTimes {
  LargeVector<std::int32_t> up, down;
  LargeVector<std::int32_t> rides;  // of each ride of the hierarchy by itself
  std::uint64_t version = 0;        // counts the changes

  BothWays of(std::uint32_t line) const { return {up[line], down[line]}; }
};

// From scratch: each rank's row of lines, lowest first, takes the least over all triangles below it ("basic
// customisation" of Dibbelt, Strasser and Wagner). `edge_ms`: of each edge of the map.
void customise(const RoadHierarchy& hierarchy, std::span<const std::uint32_t> edge_ms, LineTimes& times);

// The same outcome after the time of one edge has changed; looks only at the lines whose times change, and at those
// that make triangles with them.
void recustomise(const RoadHierarchy& hierarchy, std::span<const std::uint32_t> edge_ms, std::uint32_t edge,
                 LineTimes& times);

}  // namespace pizza::maps
