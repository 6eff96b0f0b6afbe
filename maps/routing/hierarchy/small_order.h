// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "maps/routing/hierarchy/adjacency.h"

namespace pizza::maps {

inline constexpr std::uint32_t small_order_limit = 64;

// An order of elimination of a graph of at most small_order_limit vertices: always one whose neighbours lack the fewest
// lines among them, the fewest neighbours, the lowest number.
std::vector<std::uint32_t> small_order(const Adjacency& graph);

}  // namespace pizza::maps
