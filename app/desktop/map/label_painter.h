// SPDX-License-Identifier: Apache-2.0
// The names on a map: districts in spaced capitals, streets along their course. Greedy: the more important name takes
// the room, what would overlap is left out.
#pragma once

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include "app/desktop/map/base_map.h"
#include "app/desktop/map/map_camera.h"
#include "app/desktop/map/map_palette.h"

namespace pizza::desktop {

// One letter of a name: its outline is turned by `angle` (degrees, clockwise) about its foot on the line.
struct PlacedGlyph {
  QPainterPath outline;
  QPointF at;
  double angle = 0;
};

struct PlacedLabel {
  QString text;
  bool place = false;  // a district, else a street
  std::vector<PlacedGlyph> glyphs;
  std::vector<QRectF> room;  // what it covers
};

// Pixels are counted from the north-west corner of `world`.
std::vector<PlacedLabel> place_labels(const BaseMap& map, QRectF world, double zoom);

void paint_labels(QPainter& painter, const std::vector<PlacedLabel>& labels, const MapPalette& palette);

// A transparent picture of all names over a part of the world, at a resting zoom.
struct LabelImage {
  QImage image;
  QRectF world;
  int level = 0;
  bool dark = true;
};
LabelImage paint_label_image(const BaseMap& map, QRectF world, int level, bool dark, double device_pixel_ratio);

}  // namespace pizza::desktop
