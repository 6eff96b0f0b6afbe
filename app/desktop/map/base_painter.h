// SPDX-License-Identifier: Apache-2.0
// Paints what stands still with a QPainter: into tiles for the screen, or straight into a picture.
#pragma once

#include <QImage>
#include <QPainter>

#include "app/desktop/map/base_map.h"
#include "app/desktop/map/map_camera.h"
#include "app/desktop/map/map_palette.h"

namespace pizza::desktop {

// One tile: 512 logical pixels square, counted from the world's north-west corner at a resting zoom.
struct TileKey {
  int level = 0;  // zoom in quarters
  int x = 0, y = 0;
  bool dark = true;

  friend auto operator<=>(const TileKey&, const TileKey&) = default;
};

inline constexpr int tile_pixels = 512;

QRectF tile_world(const TileKey& key);
std::vector<TileKey> tiles_of(QRectF world, int level, bool dark);  // row by row

// Land, water, roads without any text. `world` is mapped onto the painter's rectangle (0, 0, pixels).
void paint_base(QPainter& painter, const BaseMap& map, const MapPalette& palette, QRectF world, double zoom);

QImage paint_tile(const BaseMap& map, const TileKey& key, double device_pixel_ratio);

// Width of a road in logical pixels; 0 where the zoom leaves it out.
double road_width(maps::RoadClass road_class, bool link, double zoom);

}  // namespace pizza::desktop
