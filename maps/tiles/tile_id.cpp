// SPDX-License-Identifier: Apache-2.0
#include "maps/tiles/tile_id.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pizza::maps {

WorldPoint world_point(GeoPoint place) {
  constexpr double most_latitude = 85.0511;
  constexpr double side = static_cast<double>(std::int64_t{1} << world_bits);
  const double lat = std::clamp(lat_degrees(place), -most_latitude, most_latitude) * std::numbers::pi / 180;
  const double x = lon_degrees(place) / 360 + 0.5;
  const double y = 0.5 - std::asinh(std::tan(lat)) / (2 * std::numbers::pi);
  const auto units = [](double share) {
    return static_cast<std::int32_t>(std::lround(std::clamp(share, 0.0, 1.0) * (side - 1)));
  };
  return {units(x), units(y)};
}

void WorldBox::add(WorldPoint p) {
  least = {std::min(least.x, p.x), std::min(least.y, p.y)};
  most = {std::max(most.x, p.x), std::max(most.y, p.y)};
}

bool WorldBox::touches(const WorldBox& other) const {
  return least.x <= other.most.x && most.x >= other.least.x && least.y <= other.most.y && most.y >= other.least.y;
}

WorldBox box_of(TileId tile) {
  const std::int32_t shift = world_bits - tile.level;
  WorldBox box;
  box.add({tile.x << shift, tile.y << shift});
  box.add({((tile.x + 1) << shift) - 1, ((tile.y + 1) << shift) - 1});
  return box;
}

std::vector<TileId> tiles_of(const WorldBox& box, std::int32_t level) {
  std::vector<TileId> tiles;
  if (box.empty()) return tiles;
  const std::int32_t shift = world_bits - level;
  for (std::int32_t y = box.least.y >> shift; y <= box.most.y >> shift; ++y)
    for (std::int32_t x = box.least.x >> shift; x <= box.most.x >> shift; ++x) tiles.push_back({level, x, y});
  return tiles;
}

}  // namespace pizza::maps
