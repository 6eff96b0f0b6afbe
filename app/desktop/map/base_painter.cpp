// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/base_painter.h"

#include <QPainterPath>

#include "app/desktop/map/map_style.h"

namespace pizza::desktop {
namespace {

constexpr double least_step_pixels = 0.4;
constexpr float beyond_opacity = 0.82F;

bool is_foot(maps::RoadClass c) {
  return c >= maps::RoadClass::Track && c <= maps::RoadClass::Steps;
}

// Turns a tile's points into pixels of one picture.
struct Projection {
  TileFrame frame;
  QPointF origin;
  double scale = 1;

  QPointF operator()(maps::TilePoint p) const { return (frame(p) - origin) * scale; }
};

void add_line(QPainterPath& path, const maps::TileLineString& points, const Projection& to_pixels, bool close) {
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

// A thing of a tile, with the way to its pixels.
template <class T>
struct Shown {
  const T* thing;
  const Projection* to_pixels;
};

using ShownRoad = Shown<maps::TileRoad>;

class BasePainter {
 public:
  BasePainter(QPainter& painter, const BaseMap& map, const MapPalette& palette, QRectF world, double zoom)
      : painter_(painter), palette_(palette), zoom_(zoom) {
    const double scale = world_pixels(zoom), margin = 24 / scale;
    const QRectF sheet = map.bounds();
    sheet_ = QRectF((sheet.topLeft() - world.topLeft()) * scale, sheet.size() * scale);
    tiles_ = map.tiles(world.adjusted(-margin, -margin, margin, margin), zoom);
    projections_.reserve(tiles_.size());
    for (const auto& tile : tiles_) projections_.push_back({TileFrame(tile->id), world.topLeft(), scale});
  }

  void paint(QRectF pixels) {
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.fillRect(pixels, palette_.land);
    paint_areas();
    paint_lines();
    roads_ = shown(&maps::VectorTile::roads);
    paint_foot_ways();
    paint_tunnels();
    paint_streets();
    paint_beyond(pixels);
  }

 private:
  // Where the map ends, roads and rivers do not: what lies beyond is toned down, and the end is drawn.
  void paint_beyond(QRectF pixels) {
    if (sheet_.contains(pixels.adjusted(-2, -2, 2, 2))) return;
    QPainterPath outside;
    outside.setFillRule(Qt::OddEvenFill);
    outside.addRect(pixels.adjusted(-4, -4, 4, 4));
    outside.addRect(sheet_.intersected(pixels.adjusted(-8, -8, 8, 8)));
    QColor veil = palette_.beyond;
    veil.setAlphaF(beyond_opacity);
    painter_.fillPath(outside, veil);
    painter_.setRenderHint(QPainter::Antialiasing, false);
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(QPen(palette_.border, 1));
    painter_.drawRect(sheet_);
    painter_.setRenderHint(QPainter::Antialiasing);
  }

  // Of all tiles, what is whole only once.
  template <class T>
  std::vector<Shown<T>> shown(std::vector<T> maps::VectorTile::*things) const {
    std::vector<Shown<T>> found;
    for (std::size_t i = 0; i < tiles_.size(); ++i)
      for (const T& thing : (*tiles_[i]).*things) found.push_back({&thing, &projections_[i]});
    std::ranges::stable_sort(found, {}, [](const Shown<T>& s) { return s.thing->id; });
    const auto same = [](const Shown<T>& a, const Shown<T>& b) {
      return a.thing->id == b.thing->id && a.thing->whole && b.thing->whole;
    };
    found.erase(std::unique(found.begin(), found.end(), same), found.end());
    return found;
  }

  void paint_areas() {
    const MapStyle& style = map_style();
    auto areas = shown(&maps::VectorTile::areas);
    std::ranges::stable_sort(areas, {}, [](const Shown<maps::TileArea>& s) { return s.thing->kind; });
    for (const auto& [area, to_pixels] : areas) {
      const bool building = area->kind == maps::AreaKind::Building;
      if (building && zoom_ < style.buildings_from_zoom) continue;
      QPainterPath path;
      path.setFillRule(Qt::OddEvenFill);
      for (const maps::TileLineString& ring : area->rings) add_line(path, ring, *to_pixels, true);
      const bool edged = building && area->whole && zoom_ >= style.building_edges_from_zoom;
      painter_.setBrush(palette_.area(area->kind));
      painter_.setPen(edged ? QPen(palette_.building_edge, 0.8) : QPen(Qt::NoPen));
      painter_.drawPath(path);
    }
  }

  void paint_lines() {
    painter_.setBrush(Qt::NoBrush);
    for (const auto& [thing, to_pixels] : shown(&maps::VectorTile::lines)) {
      const maps::TileLine& line = *thing;
      QPen pen(palette_.sea, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
      switch (line.kind) {
        case maps::LineKind::River:
          pen.setWidthF(4);
          break;
        case maps::LineKind::Stream:
          break;
        case maps::LineKind::Rail:
        case maps::LineKind::Tram:
          pen = QPen(palette_.rail, std::clamp(0.6 + (zoom_ - 13) * 0.35, 0.6, 1.8));  // yards have many tracks
          break;
        case maps::LineKind::Pier:
          pen = QPen(palette_.pier, std::max(2.0, road_width(maps::RoadClass::Service, false, zoom_)));
          break;
      }
      const bool water = line.kind <= maps::LineKind::Stream;
      if (line.tunnel && (water || zoom_ < 14)) continue;
      if (line.tunnel) pen.setDashPattern({3, 3});
      stroke(line.points, *to_pixels, pen);
    }
  }

  void stroke(const maps::TileLineString& points, const Projection& to_pixels, const QPen& pen) {
    QPainterPath path;
    add_line(path, points, to_pixels, false);
    painter_.strokePath(path, pen);
  }

  void stroke(const ShownRoad& road, const QPen& pen) { stroke(road.thing->points, *road.to_pixels, pen); }

  void paint_foot_ways() {
    for (const ShownRoad& shown : roads_) {
      const maps::TileRoad& road = *shown.thing;
      const double width = width_of(road);
      const bool ferry = road.road_class == maps::RoadClass::Ferry;
      if (width == 0 || is_tunnel(road) || !(is_foot(road.road_class) || ferry)) continue;
      QColor water = palette_.label_water;
      water.setAlphaF(0.55F);
      QPen pen(ferry ? water : palette_.foot, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
      if (road.road_class == maps::RoadClass::Steps) pen.setDashPattern({1.2, 1.2});
      if (ferry) pen.setDashPattern({5, 5});
      stroke(shown, pen);
    }
  }

  void paint_tunnels() {
    for (const ShownRoad& shown : roads_) {
      const maps::TileRoad& road = *shown.thing;
      const double width = width_of(road);
      if (!is_tunnel(road) || width == 0 || is_foot(road.road_class)) continue;
      QPen pen(palette_.tunnel, std::max(1.0, width * 0.75), Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
      const double dash = std::max(0.35, 4 / width);
      pen.setDashPattern({dash, dash});
      stroke(shown, pen);
    }
  }

  // Layer by layer; within one, all casings before all fills, small roads before wide ones: junctions stay open.
  void paint_streets() {
    std::vector<ShownRoad> roads;
    for (const ShownRoad& shown : roads_) {
      const maps::TileRoad& road = *shown.thing;
      const bool street = !is_tunnel(road) && !is_foot(road.road_class) && road.road_class != maps::RoadClass::Ferry;
      if (street && width_of(road) > 0) roads.push_back(shown);
    }
    std::ranges::stable_sort(roads, [](const ShownRoad& a, const ShownRoad& b) {
      const maps::TileRoad &one = *a.thing, &other = *b.thing;
      return one.layer != other.layer ? one.layer < other.layer : one.road_class > other.road_class;
    });
    for (auto begin = roads.begin(); begin != roads.end();) {
      const auto other_layer = [&](const ShownRoad& r) { return r.thing->layer != begin->thing->layer; };
      const auto end = std::find_if(begin, roads.end(), other_layer);
      for (auto it = begin; it != end; ++it) paint_casing(*it);
      for (auto it = begin; it != end; ++it) paint_fill(*it);
      begin = end;
    }
  }

  void paint_casing(const ShownRoad& road) {
    const double width = width_of(*road.thing);
    if (width < 2) return;
    const double edge = std::clamp(width * 0.22, 1.0, 2.4);
    // A bridge's casing ends with it; a road's runs on into the next piece.
    const Qt::PenCapStyle cap = road.thing->layer > 0 ? Qt::FlatCap : Qt::RoundCap;
    const bool major = road.thing->road_class <= maps::RoadClass::Primary;
    stroke(road,
           QPen(major ? palette_.casing_major : palette_.casing, width + edge, Qt::SolidLine, cap, Qt::RoundJoin));
  }

  void paint_fill(const ShownRoad& road) {
    const QColor& colour = palette_.road(road.thing->road_class);
    stroke(road, QPen(colour, width_of(*road.thing), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  }

  static bool is_tunnel(const maps::TileRoad& road) { return (road.flags & maps::road_flag::tunnel) != 0; }
  double width_of(const maps::TileRoad& road) const {
    return road_width(road.road_class, (road.flags & maps::road_flag::link) != 0, zoom_);
  }

  QPainter& painter_;
  const MapPalette& palette_;
  double zoom_;
  QRectF sheet_;  // what the map shows, in pixels
  std::vector<std::shared_ptr<const maps::VectorTile>> tiles_;
  std::vector<Projection> projections_;  // beside tiles_
  std::vector<ShownRoad> roads_;
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
  const MapStyle& style = map_style();
  const RoadStyle& road = style.roads[static_cast<std::size_t>(road_class)];
  if (zoom < road.from_zoom) return 0;
  // From afar roads lie close together: they grow thin faster than they grow wide.
  const double growth = zoom < style.reference_zoom ? style.shrink : style.growth;
  const double width = road.width * std::exp2((zoom - style.reference_zoom) * growth) * (link ? 0.65 : 1);
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
