// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "maps/road_map.h"
#include "maps/tiles/box_index.h"
#include "maps/tiles/street_lines.h"
#include "maps/tiles/vector_tile.h"

namespace pizza::maps {

// Makes any tile of a map, each by itself. Immutable once made; any thread may ask.
class TileBuilder {
 public:
  // Projects and indexes everything once: about a second for a million pieces.
  explicit TileBuilder(std::shared_ptr<const RoadMap> map);

  // Empty where the map shows nothing. The level is clamped to what there is: min_tile_level..max_tile_level.
  VectorTile build(TileId id) const;

  const RoadMap& map() const { return *map_; }
  // What the map shows.
  const WorldBox& bounds() const { return bounds_; }

 private:
  void add_areas(VectorTile& tile) const;
  void add_lines(VectorTile& tile) const;
  void add_roads(VectorTile& tile) const;
  void add_streets(VectorTile& tile) const;
  void add_places(VectorTile& tile) const;

  std::shared_ptr<const RoadMap> map_;
  std::vector<StreetLine> streets_;
  WorldBox bounds_;
  BoxIndex area_index_, line_index_, road_index_, street_index_;
};

}  // namespace pizza::maps
