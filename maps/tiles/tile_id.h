// SPDX-License-Identifier: Apache-2.0
// Web-Mercator tiles: the world is a square, cut in 2^level columns and rows, row 0 in the north.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "core/model/geo_point.h"

namespace pizza::maps {

struct TileId {
  std::int32_t level = 0;  // 0..max_tile_level
  std::int32_t x = 0, y = 0;

  friend auto operator<=>(const TileId&, const TileId&) = default;
};

inline constexpr std::int32_t min_tile_level = 8;   // a city fits into a few of them
inline constexpr std::int32_t max_tile_level = 16;  // closer views show these, larger
inline constexpr std::int32_t tile_extent = 4'096;  // units along a side of a tile

// A place in the square of the world, in 2^-28 of its side: the units of the finest tiles. x grows to the east, y to
// the south. Latitudes beyond ±85.0511° are drawn at that latitude.
struct WorldPoint {
  std::int32_t x = 0, y = 0;
  friend auto operator<=>(const WorldPoint&, const WorldPoint&) = default;
};
inline constexpr std::int32_t world_bits = 28;

WorldPoint world_point(GeoPoint place);

struct WorldBox {
  WorldPoint least{INT32_MAX, INT32_MAX}, most{INT32_MIN, INT32_MIN};

  bool empty() const { return least.x > most.x; }
  void add(WorldPoint p);
  bool touches(const WorldBox& other) const;
};

// The tile's own square; and the tiles of a level that touch a box, row by row.
WorldBox box_of(TileId tile);
std::vector<TileId> tiles_of(const WorldBox& box, std::int32_t level);

}  // namespace pizza::maps
