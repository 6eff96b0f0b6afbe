// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/base_painter.h"

#include <QPainterPath>
#include <array>

namespace pizza::desktop {
namespace {

constexpr double buildings_from_zoom = 14;
constexpr double reference_zoom = 15.5;
constexpr double growth_per_zoom = 0.62;  // roads widen slower than the ground, so that cities do not clog
constexpr double least_step_pixels = 0.4;

struct RoadStyle {
  double width;      // px at the reference zoom
  double from_zoom;  // drawn from here on
};

// By maps::RoadClass.
constexpr std::array<RoadStyle, 16> road_styles = {{{13, 4},
                                                    {12, 5},
                                                    {11, 7},
                                                    {9, 10},
                                                    {7.5, 11.5},
                                                    {5.2, 12.5},
                                                    {5.2, 12.8},
                                                    {4.6, 13.5},
                                                    {2.8, 14.5},
                                                    {3.2, 14},
                                                    {1.6, 15},
                                                    {1.3, 15},
                                                    {1.1, 15},
                                                    {1.1, 15},
                                                    {1.3, 15.5},
                                                    {1.2, 11}}};

bool is_foot(maps::RoadClass c) {
  return c >= maps::RoadClass::Track && c <= maps::RoadClass::Steps;
}

// Turns world coordinates into pixels of one picture.
struct Projection {
  QPointF origin;
  double scale = 1;

  QPointF operator()(QPointF world) const { return (world - origin) * scale; }
};

void add_line(QPainterPath& path, const WorldLine& points, const Projection& to_pixels, bool close) {
  QPointF last = to_pixels(points.front());
  path.moveTo(last);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const QPointF p = to_pixels(points[i]);
    const bool end = i + 1 == points.size();
    if (!end && (p - last).manhattanLength() < least_step_pixels) continue;
    path.lineTo(p);
    last = p;
  }
  if (close) path.closeSubpath();
}

class BasePainter {
 public:
  BasePainter(QPainter& painter, const BaseMap& map, const MapPalette& palette, QRectF world, double zoom)
      : painter_(painter), map_(map), palette_(palette), zoom_(zoom), to_pixels_{world.topLeft(), world_pixels(zoom)} {
    const double margin = 24 / to_pixels_.scale;
    area_ = world.adjusted(-margin, -margin, margin, margin);
  }

  void paint(QRectF pixels) {
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.fillRect(pixels, palette_.land);
    paint_areas();
    paint_lines();
    paint_foot_ways();
    paint_tunnels();
    paint_streets();
  }

 private:
  void paint_areas() {
    for (const std::uint32_t i : map_.areas_in(area_)) {
      const BaseArea& area = map_.areas()[i];
      const bool building = area.kind == maps::AreaKind::Building;
      if (building && zoom_ < buildings_from_zoom) continue;
      if (std::max(area.bounds.width(), area.bounds.height()) * to_pixels_.scale < 1) continue;
      QPainterPath path;
      path.setFillRule(Qt::OddEvenFill);
      for (const WorldLine& ring : area.rings) {
        if (!ring.empty()) add_line(path, ring, to_pixels_, true);
      }
      painter_.setBrush(palette_.area(area.kind));
      painter_.setPen(building && zoom_ >= 15 ? QPen(palette_.building_edge, 0.8) : QPen(Qt::NoPen));
      painter_.drawPath(path);
    }
  }

  void paint_lines() {
    painter_.setBrush(Qt::NoBrush);
    for (const std::uint32_t i : map_.lines_in(area_)) {
      const BaseLine& line = map_.lines()[i];
      QPen pen(palette_.sea, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
      switch (line.kind) {
        case maps::LineKind::River:
          pen.setWidthF(4);
          break;
        case maps::LineKind::Stream:
          break;
        case maps::LineKind::Rail:
        case maps::LineKind::Tram:
          pen = QPen(palette_.rail, 1.6);
          break;
        case maps::LineKind::Pier:
          pen = QPen(palette_.pier, std::max(2.0, road_width(maps::RoadClass::Service, false, zoom_)));
          break;
      }
      const bool water = line.kind <= maps::LineKind::Stream;
      if (line.tunnel && (water || zoom_ < 14)) continue;
      if (line.tunnel) pen.setDashPattern({3, 3});
      stroke(line.points, pen);
    }
  }

  void stroke(const WorldLine& points, const QPen& pen) {
    QPainterPath path;
    add_line(path, points, to_pixels_, false);
    painter_.strokePath(path, pen);
  }

  void paint_foot_ways() {
    for (const std::uint32_t i : map_.roads_in(area_)) {
      const BaseRoad& road = map_.roads()[i];
      const double width = road_width(road.road_class, road.link, zoom_);
      const bool ferry = road.road_class == maps::RoadClass::Ferry;
      if (width == 0 || road.tunnel || !(is_foot(road.road_class) || ferry)) continue;
      QPen pen(ferry ? palette_.label_water : palette_.foot, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
      if (road.road_class == maps::RoadClass::Steps) pen.setDashPattern({1.2, 1.2});
      if (ferry) pen.setDashPattern({5, 5});
      stroke(road.points, pen);
    }
  }

  void paint_tunnels() {
    for (const std::uint32_t i : map_.roads_in(area_)) {
      const BaseRoad& road = map_.roads()[i];
      const double width = road_width(road.road_class, road.link, zoom_);
      if (!road.tunnel || width == 0 || is_foot(road.road_class)) continue;
      QPen pen(palette_.tunnel, std::max(1.0, width * 0.75), Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
      const double dash = std::max(0.35, 4 / width);
      pen.setDashPattern({dash, dash});
      stroke(road.points, pen);
    }
  }

  // Layer by layer; within one, all casings before all fills, small roads before wide ones: junctions stay open.
  void paint_streets() {
    std::vector<const BaseRoad*> roads;
    for (const std::uint32_t i : map_.roads_in(area_)) {
      const BaseRoad& road = map_.roads()[i];
      const bool street = !road.tunnel && !is_foot(road.road_class) && road.road_class != maps::RoadClass::Ferry;
      if (street && road_width(road.road_class, road.link, zoom_) > 0) roads.push_back(&road);
    }
    std::ranges::stable_sort(roads, [](const BaseRoad* a, const BaseRoad* b) {
      return a->layer != b->layer ? a->layer < b->layer : a->road_class > b->road_class;
    });
    for (auto begin = roads.begin(); begin != roads.end();) {
      const auto end = std::find_if(begin, roads.end(), [&](const BaseRoad* r) { return r->layer != (*begin)->layer; });
      for (auto it = begin; it != end; ++it) paint_casing(**it);
      for (auto it = begin; it != end; ++it) paint_fill(**it);
      begin = end;
    }
  }

  void paint_casing(const BaseRoad& road) {
    const double width = road_width(road.road_class, road.link, zoom_);
    if (width < 2) return;
    const double edge = std::clamp(width * 0.22, 1.0, 2.4);
    stroke(road.points, QPen(palette_.casing, width + edge, Qt::SolidLine, road.layer > 0 ? Qt::FlatCap : Qt::RoundCap,
                             Qt::RoundJoin));
  }

  void paint_fill(const BaseRoad& road) {
    const double width = road_width(road.road_class, road.link, zoom_);
    stroke(road.points, QPen(palette_.road(road.road_class), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  }

  QPainter& painter_;
  const BaseMap& map_;
  const MapPalette& palette_;
  double zoom_;
  Projection to_pixels_;
  QRectF area_;
};

}  // namespace

QRectF tile_world(const TileKey& key) {
  const double side = tile_pixels / world_pixels(zoom_of_level(key.level));
  return {key.x * side, key.y * side, side, side};
}

std::vector<TileKey> tiles_of(QRectF world, int level, bool dark) {
  const double side = tile_pixels / world_pixels(zoom_of_level(level));
  const auto cell = [&](double at) { return static_cast<int>(std::floor(std::clamp(at, 0.0, 1.0) / side)); };
  std::vector<TileKey> tiles;
  for (int y = cell(world.top()); y <= cell(world.bottom()); ++y) {
    for (int x = cell(world.left()); x <= cell(world.right()); ++x) tiles.push_back({level, x, y, dark});
  }
  return tiles;
}

double road_width(maps::RoadClass road_class, bool link, double zoom) {
  const RoadStyle& style = road_styles[static_cast<std::size_t>(road_class)];
  if (zoom < style.from_zoom) return 0;
  const double width = style.width * std::exp2((zoom - reference_zoom) * growth_per_zoom) * (link ? 0.65 : 1);
  return std::max(width, 0.7);
}

void paint_base(QPainter& painter, const BaseMap& map, const MapPalette& palette, QRectF world, double zoom) {
  const QSizeF pixels = world.size() * world_pixels(zoom);
  BasePainter(painter, map, palette, world, zoom).paint(QRectF(QPointF(0, 0), pixels));
}

QImage paint_tile(const BaseMap& map, const TileKey& key, double device_pixel_ratio) {
  const int side = static_cast<int>(std::lround(tile_pixels * device_pixel_ratio));
  QImage image(side, side, QImage::Format_RGB32);
  image.setDevicePixelRatio(device_pixel_ratio);
  QPainter painter(&image);
  paint_base(painter, map, map_palette(key.dark), tile_world(key), zoom_of_level(key.level));
  return image;
}

}  // namespace pizza::desktop
