// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/map_camera.h"

namespace pizza::desktop {

double resting_zoom(double zoom) {
  return std::clamp(zoom_of_level(level_of(zoom)), least_zoom, most_zoom);
}

MapCamera MapCamera::panned(QPointF pixels) const {
  MapCamera next = *this;
  next.center -= pixels / scale();
  next.center.setX(std::clamp(next.center.x(), 0.0, 1.0));
  next.center.setY(std::clamp(next.center.y(), 0.0, 1.0));
  return next;
}

MapCamera MapCamera::zoomed(double to_zoom, QPointF fixed) const {
  MapCamera next = *this;
  next.zoom = std::clamp(to_zoom, least_zoom, most_zoom);
  const QPointF before = to_world(fixed), after = next.to_world(fixed);
  next.center += before - after;
  return next;
}

MapCamera MapCamera::fitting(QRectF world, QSizeF size, double margin) {
  MapCamera camera;
  camera.center = world.center();
  camera.size = size;
  const double width = std::max(size.width() - 2 * margin, 1.0), height = std::max(size.height() - 2 * margin, 1.0);
  const double units_per_pixel = std::max({world.width() / width, world.height() / height, 1e-12});
  const double zoom = std::log2(1 / units_per_pixel / 256);
  camera.zoom = std::clamp(std::floor(zoom * levels_per_zoom) / levels_per_zoom, least_zoom, most_zoom);
  return camera;
}

ScaleBar scale_bar(const MapCamera& camera, double most_pixels) {
  const double most_metres = camera.metres_per_pixel() * most_pixels;
  int metres = 1;
  for (int decade = 1; decade <= 1'000'000; decade *= 10) {
    for (const int step : {1, 2, 5}) {
      if (decade * step <= most_metres) metres = decade * step;
    }
  }
  return {metres, metres / camera.metres_per_pixel()};
}

}  // namespace pizza::desktop
