// SPDX-License-Identifier: Apache-2.0
// Where one looks at the map from. A value: painters and pickers get copies.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "app/desktop/map/mercator.h"

namespace pizza::desktop {

inline constexpr double least_zoom = 3;
inline constexpr double most_zoom = 19;
inline constexpr int levels_per_zoom = 4;  // resting zooms are quarters, so that tiles are shown at their own size

// Pixels of the whole world's side at a zoom; 256 at 0, doubled with each step, as web maps count.
inline double world_pixels(double zoom) {
  return 256 * std::exp2(zoom);
}

struct MapCamera {
  QPointF center{0.5, 0.5};  // in the square of mercator.h
  double zoom = 12;
  QSizeF size{1, 1};  // of the view, in logical pixels

  friend bool operator==(const MapCamera&, const MapCamera&) = default;

  double scale() const { return world_pixels(zoom); }
  QPointF to_screen(QPointF world) const {
    const double s = scale();
    return {(world.x() - center.x()) * s + size.width() / 2, (world.y() - center.y()) * s + size.height() / 2};
  }
  QPointF to_world(QPointF screen) const {
    const double s = scale();
    return {center.x() + (screen.x() - size.width() / 2) / s, center.y() + (screen.y() - size.height() / 2) / s};
  }
  QRectF visible() const { return QRectF(to_world({0, 0}), to_world({size.width(), size.height()})); }
  double metres_per_pixel() const { return metres_per_unit(center.y()) / scale(); }

  MapCamera panned(QPointF pixels) const;                              // the map follows the hand
  MapCamera zoomed(double to_zoom, QPointF fixed) const;               // what lies under `fixed` stays there
  static MapCamera fitting(QRectF world, QSizeF size, double margin);  // at the largest resting zoom that shows all
};

// The nearest resting zoom.
double resting_zoom(double zoom);
inline int level_of(double zoom) {
  return static_cast<int>(std::lround(zoom * levels_per_zoom));
}
inline double zoom_of_level(int level) {
  return static_cast<double>(level) / levels_per_zoom;
}

// A round number of metres for the scale bar, and its length.
struct ScaleBar {
  int metres = 0;
  double pixels = 0;
};
ScaleBar scale_bar(const MapCamera& camera, double most_pixels);

}  // namespace pizza::desktop
