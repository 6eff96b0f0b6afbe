// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/base_map.h"

#include <algorithm>
#include <cmath>

#include "app/desktop/map/mercator.h"

namespace pizza::desktop {
namespace {

constexpr std::size_t most_tiles = 160;

}  // namespace

TileFrame::TileFrame(maps::TileId id)
    : left_(std::ldexp(id.x, -id.level)),
      top_(std::ldexp(id.y, -id.level)),
      unit_(std::ldexp(1.0, -id.level) / maps::tile_extent) {}

BaseMap::BaseMap(std::shared_ptr<const maps::RoadMap> map) : builder_(std::move(map)) {
  const maps::RoadMap& roads = builder_.map();
  const std::string_view attribution = roads.attribution();
  attribution_ = QString::fromUtf8(attribution.data(), static_cast<qsizetype>(attribution.size()));
  const QPointF south_west = world_of(roads.south_west()), north_east = world_of(roads.north_east());
  bounds_ = QRectF(QPointF(south_west.x(), north_east.y()), QPointF(north_east.x(), south_west.y()));
}

std::vector<std::shared_ptr<const maps::VectorTile>> BaseMap::tiles(QRectF world, double zoom) const {
  const int level = std::clamp(static_cast<int>(std::floor(zoom)), maps::min_tile_level, maps::max_tile_level);
  const double side = std::ldexp(1.0, level);
  const auto cell = [&](double at) { return static_cast<int>(std::clamp(std::floor(at * side), 0.0, side - 1)); };
  std::vector<std::shared_ptr<const maps::VectorTile>> found;
  for (int y = cell(world.top()); y <= cell(world.bottom()); ++y)
    for (int x = cell(world.left()); x <= cell(world.right()); ++x) found.push_back(tile({level, x, y}));
  return found;
}

std::shared_ptr<const maps::VectorTile> BaseMap::tile(maps::TileId id) const {
  {
    const std::lock_guard lock(guard_);
    if (const auto it = kept_.find(id); it != kept_.end()) {
      uses_.splice(uses_.begin(), uses_, it->second.use);
      return it->second.tile;
    }
  }
  auto made = std::make_shared<const maps::VectorTile>(builder_.build(id));
  const std::lock_guard lock(guard_);
  if (const auto it = kept_.find(id); it != kept_.end()) return it->second.tile;  // another thread was quicker
  uses_.push_front(id);
  kept_.emplace(id, Kept{made, uses_.begin()});
  if (uses_.size() > most_tiles) {
    kept_.erase(uses_.back());
    uses_.pop_back();
  }
  return made;
}

}  // namespace pizza::desktop
