// SPDX-License-Identifier: Apache-2.0
// What of a road map stands still, made ready to be painted: projected once, indexed by a grid. Immutable; any thread
// may read it.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>
#include <memory>
#include <vector>

#include "maps/road_map.h"

namespace pizza::desktop {

using WorldLine = std::vector<QPointF>;  // in the square of mercator.h

struct BaseRoad {
  WorldLine points;
  QRectF bounds;
  maps::RoadClass road_class = maps::RoadClass::Residential;
  int layer = 0;
  bool tunnel = false, link = false;
};

struct BaseArea {
  std::vector<WorldLine> rings;  // even-odd
  QRectF bounds;
  maps::AreaKind kind = maps::AreaKind::Green;
};

struct BaseLine {
  WorldLine points;
  QRectF bounds;
  maps::LineKind kind = maps::LineKind::Stream;
  bool tunnel = false;
};

// A street as its name wants to run: pieces of one name joined end to end.
struct BaseStreet {
  QString name;
  WorldLine points;
  QRectF bounds;
  maps::RoadClass road_class = maps::RoadClass::Residential;
};

struct BasePlace {
  QString name;
  QPointF at;
  maps::PlaceKind kind = maps::PlaceKind::Suburb;
};

// Rectangles by the cells they touch.
class BoundsIndex {
 public:
  BoundsIndex() = default;
  BoundsIndex(QRectF world, const std::vector<QRectF>& bounds);
  // Ascending, each once.
  std::vector<std::uint32_t> touching(QRectF area) const;

 private:
  static constexpr int side = 64;
  int column(double x) const;
  int row(double y) const;

  QRectF world_;
  std::vector<QRectF> bounds_;
  std::vector<std::vector<std::uint32_t>> cells_;
};

class BaseMap {
 public:
  explicit BaseMap(const maps::RoadMap& map);

  const std::vector<BaseRoad>& roads() const { return roads_; }
  const std::vector<BaseArea>& areas() const { return areas_; }
  const std::vector<BaseLine>& lines() const { return lines_; }
  const std::vector<BaseStreet>& streets() const { return streets_; }
  const std::vector<BasePlace>& places() const { return places_; }
  const QString& attribution() const { return attribution_; }
  QRectF bounds() const { return bounds_; }

  std::vector<std::uint32_t> roads_in(QRectF area) const { return road_index_.touching(area); }
  std::vector<std::uint32_t> areas_in(QRectF area) const { return area_index_.touching(area); }
  std::vector<std::uint32_t> lines_in(QRectF area) const { return line_index_.touching(area); }
  std::vector<std::uint32_t> streets_in(QRectF area) const { return street_index_.touching(area); }

 private:
  std::vector<BaseRoad> roads_;
  std::vector<BaseArea> areas_;
  std::vector<BaseLine> lines_;
  std::vector<BaseStreet> streets_;
  std::vector<BasePlace> places_;
  QString attribution_;
  QRectF bounds_;
  BoundsIndex road_index_, area_index_, line_index_, street_index_;
};

QRectF bounds_of(const WorldLine& points);

// Joins the named roads of a map at their ends into streets; deterministic.
std::vector<BaseStreet> join_streets(const maps::RoadMap& map);

}  // namespace pizza::desktop
