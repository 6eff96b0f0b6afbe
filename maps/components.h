// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace pizza::maps {

// Which vertices of a directed graph lie in its largest strongly connected component (the one with the lowest vertex
// among equals). `arcs` must be sorted by source.
std::vector<bool> largest_component(std::uint32_t vertices,
                                    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& arcs);

}  // namespace pizza::maps
