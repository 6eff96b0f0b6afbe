// SPDX-License-Identifier: Apache-2.0
// What of a map stands still, as vector tiles that are made when they are first looked at, and kept while there is
// room. Any thread may ask.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "maps/tiles/tile_builder.h"

namespace pizza::desktop {

class BaseMap {
 public:
  explicit BaseMap(std::shared_ptr<const maps::RoadMap> map);

  const QString& attribution() const { return attribution_; }
  QRectF bounds() const { return bounds_; }  // in the square of mercator.h

  // The tiles that a picture of `world` at this zoom is painted from; none of them null.
  std::vector<std::shared_ptr<const maps::VectorTile>> tiles(QRectF world, double zoom) const;

 private:
  std::shared_ptr<const maps::VectorTile> tile(maps::TileId id) const;

  struct Kept {
    std::shared_ptr<const maps::VectorTile> tile;
    std::list<maps::TileId>::iterator use;
  };

  maps::TileBuilder builder_;
  QString attribution_;
  QRectF bounds_;
  mutable std::mutex guard_;
  mutable std::map<maps::TileId, Kept> kept_;
  mutable std::list<maps::TileId> uses_;  // the latest first
};

// A tile's points in the square of mercator.h.
class TileFrame {
 public:
  explicit TileFrame(maps::TileId id);
  QPointF operator()(maps::TilePoint p) const { return {left_ + p.x * unit_, top_ + p.y * unit_}; }

 private:
  double left_, top_, unit_;
};

}  // namespace pizza::desktop
