// SPDX-License-Identifier: Apache-2.0
// How long an edge takes on an empty road.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/model/vehicle.h"
#include "maps/road_map.h"

namespace pizza::maps {

// The time of what cannot be reached, and of an edge that is closed.
inline constexpr std::uint32_t unreached = std::numeric_limits<std::uint32_t>::max();

// Whole milliseconds, at least 1; `unreached` where the vehicle may not go. Cars and scooters lose a share of the free
// speed to junctions and lights, more on smaller roads; bicycles and walkers keep a pace of their own.
std::uint32_t edge_time_ms(const EdgeRecord& edge, Vehicle vehicle, std::int32_t rise_dm = 0);

// edge_time_ms of every edge.
std::vector<std::uint32_t> free_flow_times(const RoadMap& map, Vehicle vehicle);

}  // namespace pizza::maps
