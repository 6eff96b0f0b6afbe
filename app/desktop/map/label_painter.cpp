// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/label_painter.h"

#include <QFont>
#include <QGlyphRun>
#include <QGuiApplication>
#include <QRawFont>
#include <QTextLayout>

#include "app/desktop/map/base_painter.h"
#include "app/desktop/map/collision_grid.h"
#include "app/desktop/map/course.h"
#include "app/desktop/map/map_style.h"

namespace pizza::desktop {
namespace {

constexpr double halo_pixels = 3;
constexpr double room_step = 8;
constexpr double repeat_pixels = 520;  // a long street is named again after that much
constexpr double most_bend = 26;       // degrees between two letters
constexpr double most_turn = 75;       // degrees between any two letters of a name
constexpr double district_gap = 34;
constexpr double place_spacing = 2.2;
constexpr std::size_t most_labels = 220;

struct Letter {
  QPainterPath outline;  // foot of its middle at the origin
  double middle = 0;     // from the start of the text
};

struct Lettering {
  std::vector<Letter> letters;
  double width = 0, height = 0;
};

QFont label_font(double pixels, QFont::Weight weight) {
  QFont font = QGuiApplication::font();
  font.setPixelSize(static_cast<int>(std::lround(pixels)));
  font.setWeight(weight);
  font.setHintingPreference(QFont::PreferNoHinting);
  return font;
}

Lettering shape(const QString& text, const QFont& font, double ascent_share) {
  Lettering lettering;
  QTextLayout layout(text, font);
  layout.beginLayout();
  QTextLine line = layout.createLine();
  layout.endLayout();
  if (!line.isValid()) return lettering;
  lettering.width = line.naturalTextWidth();
  lettering.height = line.height();
  for (const QGlyphRun& run : layout.glyphRuns()) {
    const QRawFont raw = run.rawFont();
    const auto indexes = run.glyphIndexes();
    const auto positions = run.positions();
    const auto advances = raw.advancesForGlyphIndexes(indexes);
    for (qsizetype i = 0; i < indexes.size(); ++i) {
      const double half = advances[i].x() / 2;
      QPainterPath outline = raw.pathForGlyph(indexes[i]);
      outline.translate(-half, raw.capHeight() * ascent_share);
      lettering.letters.push_back({std::move(outline), positions[i].x() + half});
    }
  }
  return lettering;
}

class LabelPlacer {
 public:
  LabelPlacer(const BaseMap& map, QRectF world, double zoom)
      : tiles_(map.tiles(world, zoom)),
        world_(world),
        zoom_(zoom),
        scale_(world_pixels(zoom)),
        sheet_((map.bounds().topLeft() - world.topLeft()) * scale_, map.bounds().size() * scale_),
        taken_(world.size() * scale_),
        districts_(world.size() * scale_) {}

  std::vector<PlacedLabel> place() {
    place_districts();
    // The same street from several tiles: the part that reaches furthest names it.
    std::map<std::uint32_t, std::vector<QPointF>> streets;
    std::map<std::uint32_t, const maps::TileStreet*> by_id;
    for (const auto& tile : tiles_) {
      const TileFrame frame(tile->id);
      for (const maps::TileStreet& street : tile->streets) {
        std::vector<QPointF> line;
        for (const maps::TilePoint p : street.points) line.push_back(to_pixels(frame(p)));
        std::vector<QPointF>& known = streets[street.id];
        if (!known.empty() && extent_of(known) >= extent_of(line)) continue;
        known = std::move(line);
        by_id[street.id] = &street;
      }
    }
    for (const auto& [id, line] : streets) {
      if (labels_.size() >= most_labels) break;
      place_street(*by_id[id], line);
    }
    return std::move(labels_);
  }

 private:
  QPointF to_pixels(QPointF world) const { return (world - world_.topLeft()) * scale_; }

  static double extent_of(const std::vector<QPointF>& line) {
    const auto [left, right] = std::ranges::minmax(line, {}, [](QPointF p) { return p.x(); });
    const auto [top, bottom] = std::ranges::minmax(line, {}, [](QPointF p) { return p.y(); });
    return std::hypot(right.x() - left.x(), bottom.y() - top.y());
  }

  struct District {
    QString name;
    QPointF at;  // world
    maps::PlaceKind kind;
  };

  void place_districts() {
    std::vector<District> places;
    for (const auto& tile : tiles_) {
      const TileFrame frame(tile->id);
      for (const maps::TilePlace& place : tile->places) {
        const PlaceStyle& style = map_style().places[static_cast<std::size_t>(place.kind)];
        const QPointF at = frame(place.at);
        if (zoom_ >= style.from_zoom && zoom_ <= style.to_zoom && world_.contains(at))
          places.push_back({QString::fromStdString(place.name), at, place.kind});
      }
    }
    std::ranges::stable_sort(places, {}, &District::kind);
    for (const District& place : places) place_district(place);
  }

  void place_district(const District& place) {
    QFont font = label_font(map_style().places[static_cast<std::size_t>(place.kind)].pixels, QFont::Medium);
    font.setLetterSpacing(QFont::AbsoluteSpacing, place_spacing);
    const Lettering lettering = shape(place.name.toUpper(), font, 0.5);
    const QPointF at = to_pixels(place.at);
    const QRectF room(at.x() - lettering.width / 2 - 6, at.y() - lettering.height / 2, lettering.width + 12,
                      lettering.height);
    if (lettering.letters.empty() || !sheet_.contains(at) || !taken_.free(room) || !districts_.free(room)) return;
    // Districts keep a distance: they name an area, not a point.
    districts_.take(room.adjusted(-district_gap, -district_gap, district_gap, district_gap));
    taken_.take(room);
    PlacedLabel label{place.name, true, {}, {room}};
    for (const Letter& letter : lettering.letters) {
      label.glyphs.push_back({letter.outline, {at.x() - lettering.width / 2 + letter.middle, at.y()}, 0});
    }
    labels_.push_back(std::move(label));
  }

  void place_street(const maps::TileStreet& street, const std::vector<QPointF>& line) {
    const double width = road_width(street.road_class, false, zoom_);
    const bool small = street.road_class >= maps::RoadClass::Service;
    if (width < 2.2 && !(small && zoom_ >= 16.5)) return;
    if (extent_of(line) < 40) return;
    const QString name = QString::fromStdString(street.name);
    const double pixels = street.road_class <= maps::RoadClass::Secondary ? 12 : 11;
    const Lettering lettering = shape(name, label_font(pixels, QFont::Normal), 0.5);
    const Course course(line);
    if (lettering.letters.empty() || course.length() < lettering.width + 12) return;
    const int repeats = std::max(1, static_cast<int>(course.length() / repeat_pixels));
    for (int i = 0; i < repeats; ++i) {
      const double middle = course.length() * (2 * i + 1) / (2.0 * repeats);
      // A little to either side there may be a straighter or freer stretch.
      for (const double shift : {0.0, -40.0, 40.0, -90.0, 90.0, -150.0, 150.0}) {
        if (try_along(name, lettering, course, middle + shift)) break;
      }
    }
  }

  // Both carriageways of a road carry its name; one of them is enough to read.
  bool named_near(const QString& name, QPointF at) const {
    return std::ranges::any_of(labels_, [&](const PlacedLabel& label) {
      return !label.place && label.text == name &&
             (label.room.front().center() - at).manhattanLength() < repeat_pixels / 2;
    });
  }

  bool try_along(const QString& name, const Lettering& lettering, const Course& course, double middle) {
    const double start = middle - lettering.width / 2;
    if (start < 4 || start + lettering.width > course.length() - 4) return false;
    if (!sheet_.contains(course.at(middle))) return false;
    const bool backwards = std::cos(course.angle(middle) * std::numbers::pi / 180) < 0;
    PlacedLabel label{name, false, {}, {}};
    double last_angle = 0, turned = 0, least = 0, most = 0;
    for (const Letter& letter : lettering.letters) {
      const double along = backwards ? start + lettering.width - letter.middle : start + letter.middle;
      const double angle = course.angle(along) + (backwards ? 180 : 0);
      const double bend = std::remainder(angle - last_angle, 360);
      if (!label.glyphs.empty()) {
        turned += bend;
        least = std::min(least, turned);
        most = std::max(most, turned);
        if (std::abs(bend) > most_bend || most - least > most_turn) return false;
      }
      last_angle = angle;
      label.glyphs.push_back({letter.outline, course.at(along), angle});
    }
    const double half = lettering.height / 2 - 1;
    for (double s = 0; s <= lettering.width; s += room_step) {
      const QPointF p = course.at(start + s);
      const QRectF room(p.x() - half, p.y() - half, 2 * half, 2 * half);
      if (!taken_.free(room)) return false;
      label.room.push_back(room);
    }
    if (named_near(name, course.at(middle))) return false;
    for (const QRectF& room : label.room) taken_.take(room);
    labels_.push_back(std::move(label));
    return true;
  }

  std::vector<std::shared_ptr<const maps::VectorTile>> tiles_;
  QRectF world_;
  double zoom_;
  double scale_;
  QRectF sheet_;  // what the map shows, in pixels
  CollisionGrid taken_, districts_;
  std::vector<PlacedLabel> labels_;
};

}  // namespace

std::vector<PlacedLabel> place_labels(const BaseMap& map, QRectF world, double zoom) {
  return LabelPlacer(map, world, zoom).place();
}

void paint_labels(QPainter& painter, const std::vector<PlacedLabel>& labels, const MapPalette& palette) {
  painter.setRenderHint(QPainter::Antialiasing);
  for (const PlacedLabel& label : labels) {
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (const PlacedGlyph& glyph : label.glyphs) {
      const QTransform turn = QTransform().translate(glyph.at.x(), glyph.at.y()).rotate(glyph.angle);
      path.addPath(turn.map(glyph.outline));
    }
    QColor halo = palette.halo;
    halo.setAlphaF(0.85F);
    painter.strokePath(path, QPen(halo, halo_pixels, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.fillPath(path, label.place ? palette.place : palette.label);
  }
}

LabelImage paint_label_image(const BaseMap& map, QRectF world, int level, bool dark, double device_pixel_ratio) {
  const QSizeF size = world.size() * world_pixels(zoom_of_level(level)) * device_pixel_ratio;
  LabelImage result{QImage(static_cast<int>(std::lround(size.width())), static_cast<int>(std::lround(size.height())),
                           QImage::Format_ARGB32_Premultiplied),
                    world, level, dark};
  result.image.setDevicePixelRatio(device_pixel_ratio);
  result.image.fill(Qt::transparent);
  QPainter painter(&result.image);
  paint_labels(painter, place_labels(map, world, zoom_of_level(level)), map_palette(dark));
  return result;
}

}  // namespace pizza::desktop
