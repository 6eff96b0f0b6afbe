// SPDX-License-Identifier: Apache-2.0
// Cutting and simplifying lines and rings in integer units.
#pragma once

#include <cstdint>
#include <vector>

#include "maps/tiles/vector_tile.h"

namespace pizza::maps {

struct CutBox {
  TilePoint least{-tile_buffer, -tile_buffer};
  TilePoint most{tile_extent + tile_buffer, tile_extent + tile_buffer};
};

// The parts of a line inside the box, in order (Liang and Barsky 1984 for each stretch).
std::vector<TileLineString> cut_line(const TileLineString& line, CutBox box);
// A ring inside the box (Sutherland and Hodgman 1974); empty when nothing is left. It may run along the box's edges.
TileLineString cut_ring(const TileLineString& ring, CutBox box);

// Leaves out points that lie within `tolerance` of what is left (Douglas and Peucker 1973), and doubles. Both ends of a
// line stay. Of a ring at least a triangle stays, or nothing.
TileLineString simplify_line(const TileLineString& line, std::int32_t tolerance);
TileLineString simplify_ring(const TileLineString& ring, std::int32_t tolerance);

}  // namespace pizza::maps
