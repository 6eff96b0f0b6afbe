// SPDX-License-Identifier: Apache-2.0
// The map's style as data (qml/Map/map_style.json): colours, widths, letters, and from which zoom on things are drawn.
// The web page reads the same file.
#pragma once

#include <QByteArray>
#include <array>

#include "app/desktop/map/map_palette.h"
#include "core/model/problem.h"

namespace pizza::desktop {

struct RoadStyle {
  double width = 0;      // logical pixels at the reference zoom
  double from_zoom = 0;  // drawn from here on
};

struct PlaceStyle {
  double pixels = 0;  // of its letters
  double from_zoom = 0, to_zoom = 0;
};

struct MapStyle {
  double reference_zoom = 0;
  double shrink = 0;  // as growth, below the reference zoom
  double growth = 0;  // roads widen slower than the ground, so that cities do not clog
  double buildings_from_zoom = 0, building_edges_from_zoom = 0;
  std::array<RoadStyle, 16> roads;   // by maps::RoadClass
  std::array<PlaceStyle, 8> places;  // by maps::PlaceKind
  MapPalette dark, light;
};

// Everything must be there; the problem names the first key that is not, or is not what it should be.
Result<MapStyle> read_map_style(const QByteArray& json);

// The one that goes with the program.
const MapStyle& map_style();

}  // namespace pizza::desktop
