// SPDX-License-Identifier: Apache-2.0
// Puts ways together end to end, and the sea out of coastlines.
#pragma once

#include <cstdint>
#include <vector>

#include "maps/map_draft.h"
#include "maps/plane.h"

namespace pizza::maps {

using NodeChain = std::vector<std::int64_t>;  // ids of OpenStreetMap nodes

// Joins chains that share an end, as far as it goes; a closed one begins and ends with the same node. With
// `keep_direction` only an end to a beginning (coastlines), else any two ends (members of a multipolygon).
std::vector<NodeChain> join_chains(std::vector<NodeChain> chains, bool keep_direction);

// Twice the area in square units of 1e-7 degree; positive when the points run counter-clockwise.
__int128 signed_area(const std::vector<GeoPoint>& ring);

// The sea inside `box` and a box's size beyond it, from coastlines (water on their right hand). Coasts that end inside
// the box are led to its nearest side; closed ones that run clockwise hold water, the others are islands.
// No rings where there is no coast.
std::vector<DraftRing> sea_rings(const std::vector<std::vector<GeoPoint>>& coasts, const GeoBox& box);

}  // namespace pizza::maps
