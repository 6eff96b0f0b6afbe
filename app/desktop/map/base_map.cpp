// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/base_map.h"

#include <algorithm>

#include "app/desktop/map/mercator.h"

namespace pizza::desktop {
namespace {

WorldLine projected(std::span<const GeoPoint> points) {
  WorldLine line;
  line.reserve(points.size());
  for (const GeoPoint p : points) line.push_back(world_of(p));
  return line;
}

QString text_of(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template <class Things>
std::vector<QRectF> all_bounds(const Things& things) {
  std::vector<QRectF> bounds;
  bounds.reserve(things.size());
  for (const auto& thing : things) bounds.push_back(thing.bounds);
  return bounds;
}

}  // namespace

QRectF bounds_of(const WorldLine& points) {
  if (points.empty()) return {};
  double left = points.front().x(), right = left, top = points.front().y(), bottom = top;
  for (const QPointF& p : points) {
    left = std::min(left, p.x());
    right = std::max(right, p.x());
    top = std::min(top, p.y());
    bottom = std::max(bottom, p.y());
  }
  return {left, top, right - left, bottom - top};
}

BoundsIndex::BoundsIndex(QRectF world, const std::vector<QRectF>& bounds)
    : world_(world), bounds_(bounds), cells_(static_cast<std::size_t>(side * side)) {
  for (std::uint32_t i = 0; i < bounds.size(); ++i) {
    for (int r = row(bounds[i].top()); r <= row(bounds[i].bottom()); ++r) {
      for (int c = column(bounds[i].left()); c <= column(bounds[i].right()); ++c) {
        cells_[static_cast<std::size_t>(r * side + c)].push_back(i);
      }
    }
  }
}

int BoundsIndex::column(double x) const {
  const double share = (x - world_.left()) / std::max(world_.width(), 1e-12);
  return std::clamp(static_cast<int>(std::clamp(share, 0.0, 1.0) * side), 0, side - 1);
}

int BoundsIndex::row(double y) const {
  const double share = (y - world_.top()) / std::max(world_.height(), 1e-12);
  return std::clamp(static_cast<int>(std::clamp(share, 0.0, 1.0) * side), 0, side - 1);
}

std::vector<std::uint32_t> BoundsIndex::touching(QRectF area) const {
  std::vector<std::uint32_t> found;
  if (cells_.empty()) return found;
  for (int r = row(area.top()); r <= row(area.bottom()); ++r) {
    for (int c = column(area.left()); c <= column(area.right()); ++c) {
      const auto& cell = cells_[static_cast<std::size_t>(r * side + c)];
      found.insert(found.end(), cell.begin(), cell.end());
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::erase_if(found, [&](std::uint32_t i) {
    const QRectF& b = bounds_[i];  // QRectF::intersects says no to lines without width
    return b.right() < area.left() || b.left() > area.right() || b.bottom() < area.top() || b.top() > area.bottom();
  });
  return found;
}

BaseMap::BaseMap(const maps::RoadMap& map) : attribution_(text_of(map.attribution())) {
  const QPointF south_west = world_of(map.south_west()), north_east = world_of(map.north_east());
  bounds_ = QRectF(QPointF(south_west.x(), north_east.y()), QPointF(north_east.x(), south_west.y()));
  for (const maps::RoadRecord& road : map.roads()) {
    BaseRoad base{projected(map.points(road)),
                  {},
                  road.road_class,
                  road.layer,
                  (road.flags & maps::road_flag::tunnel) != 0,
                  (road.flags & maps::road_flag::link) != 0};
    base.bounds = bounds_of(base.points);
    roads_.push_back(std::move(base));
  }
  for (const maps::AreaRecord& area : map.areas()) {
    BaseArea base;
    base.kind = area.kind;
    for (const maps::RingRecord& ring : map.rings(area)) {
      base.rings.push_back(projected(map.points(ring)));
      base.bounds = base.bounds.united(bounds_of(base.rings.back()));
    }
    areas_.push_back(std::move(base));
  }
  for (const maps::LineRecord& line : map.lines()) {
    BaseLine base{projected(map.points(line)), {}, line.kind, line.tunnel != 0};
    base.bounds = bounds_of(base.points);
    lines_.push_back(std::move(base));
  }
  for (const maps::PlaceRecord& place : map.places()) {
    places_.push_back({text_of(map.name(place.name)), world_of(place.at), place.kind});
  }
  std::ranges::stable_sort(areas_, {}, &BaseArea::kind);
  streets_ = join_streets(map);
  road_index_ = BoundsIndex(bounds_, all_bounds(roads_));
  area_index_ = BoundsIndex(bounds_, all_bounds(areas_));
  line_index_ = BoundsIndex(bounds_, all_bounds(lines_));
  street_index_ = BoundsIndex(bounds_, all_bounds(streets_));
}

}  // namespace pizza::desktop
