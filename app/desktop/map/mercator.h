// SPDX-License-Identifier: Apache-2.0
// Web Mercator (EPSG:3857) as a square of side 1: x grows east from the date line, y grows south from 85.05° N.
#pragma once

#include <QPointF>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/model/geo_point.h"

namespace pizza::desktop {

inline constexpr double most_mercator_latitude = 85.0511;
inline constexpr double equator_metres = 40'075'016.686;

inline QPointF world_of(GeoPoint p) {
  const double lat = std::clamp(lat_degrees(p), -most_mercator_latitude, most_mercator_latitude);
  const double radians = lat * std::numbers::pi / 180;
  const double y = std::asinh(std::tan(radians)) / (2 * std::numbers::pi);
  return {lon_degrees(p) / 360 + 0.5, 0.5 - y};
}

inline GeoPoint geo_of(QPointF world) {
  const double radians = std::atan(std::sinh((0.5 - world.y()) * 2 * std::numbers::pi));
  const double lat = radians * 180 / std::numbers::pi;
  return geo_point(std::clamp(lat, -most_mercator_latitude, most_mercator_latitude),
                   std::clamp((world.x() - 0.5) * 360, -180.0, 180.0));
}

// Metres on the ground of one unit of the square, at that height on it.
inline double metres_per_unit(double world_y) {
  const double radians = std::atan(std::sinh((0.5 - world_y) * 2 * std::numbers::pi));
  return equator_metres * std::cos(radians);
}

}  // namespace pizza::desktop
