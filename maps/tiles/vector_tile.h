// SPDX-License-Identifier: Apache-2.0
// What there is to draw in one tile: simplified for its level, cut at its edges, in its own units. The desktop paints
// it, the web page gets it as JSON, an archive keeps it as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maps/map_format.h"
#include "maps/tiles/tile_id.h"

namespace pizza::maps {

// In 1/tile_extent of the tile's side, from its north-west corner. Things that were cut reach tile_buffer beyond the
// edge; things small enough to be whole reach as far as they do.
struct TilePoint {
  std::int32_t x = 0, y = 0;
  friend bool operator==(const TilePoint&, const TilePoint&) = default;
};
using TileLineString = std::vector<TilePoint>;

inline constexpr std::int32_t tile_buffer = 128;

// `id` tells the same thing in neighbouring tiles: who paints several tiles paints what is `whole` once.
struct TileArea {
  std::uint32_t id = 0;
  AreaKind kind = AreaKind::Green;
  bool whole = true;
  std::vector<TileLineString> rings;  // closed without repeating the first point; even-odd
  friend bool operator==(const TileArea&, const TileArea&) = default;
};

struct TileRoad {
  std::uint32_t id = 0;
  RoadClass road_class = RoadClass::Residential;
  std::int8_t layer = 0;
  std::uint16_t flags = 0;  // road_flag
  bool whole = true;
  TileLineString points;
  friend bool operator==(const TileRoad&, const TileRoad&) = default;
};

struct TileLine {
  std::uint32_t id = 0;
  LineKind kind = LineKind::Stream;
  bool tunnel = false;
  bool whole = true;
  TileLineString points;
  friend bool operator==(const TileLine&, const TileLine&) = default;
};

// A street as its name wants to run, cut only one tile beyond the edge, so that a name can cross it. A smaller id is
// more important.
struct TileStreet {
  std::uint32_t id = 0;
  std::string name;  // UTF-8
  RoadClass road_class = RoadClass::Residential;
  TileLineString points;
  friend bool operator==(const TileStreet&, const TileStreet&) = default;
};

struct TilePlace {
  std::string name;
  PlaceKind kind = PlaceKind::Suburb;
  TilePoint at;
  friend bool operator==(const TilePlace&, const TilePlace&) = default;
};

struct VectorTile {
  TileId id;
  std::vector<TileArea> areas;  // in the order in which they are painted
  std::vector<TileLine> lines;
  std::vector<TileRoad> roads;
  std::vector<TileStreet> streets;  // the most important first
  std::vector<TilePlace> places;

  bool empty() const { return areas.empty() && lines.empty() && roads.empty() && streets.empty() && places.empty(); }
  friend bool operator==(const VectorTile&, const VectorTile&) = default;
};

}  // namespace pizza::maps
