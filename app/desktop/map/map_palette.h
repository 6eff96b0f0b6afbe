// SPDX-License-Identifier: Apache-2.0
// The map's colours, from the style: desaturated, so that riders and orders carry the colour.
#pragma once

#include <QColor>

#include "core/twin/city_frame.h"
#include "maps/map_format.h"

namespace pizza::desktop {

struct MapPalette {
  QColor land, beyond, border, sea, green, wood, pitch, beach, square, pier, residential, building, building_edge;
  QColor road_major, road_middle, road_minor, road_small, casing, casing_major, tunnel, foot, rail;
  QColor label, label_water, place, halo;
  // Of the things that move: the same as the tokens of qml/Theme, which a test compares.
  QColor surface, line, text, muted, on_time, at_risk, late;

  const QColor& of(Concern concern) const {
    switch (concern) {
      case Concern::OnTime:
        return on_time;
      case Concern::AtRisk:
        return at_risk;
      case Concern::Late:
        return late;
      case Concern::None:
        break;
    }
    return muted;
  }
  const QColor& area(maps::AreaKind kind) const;
  const QColor& road(maps::RoadClass road_class) const;
};

const MapPalette& map_palette(bool dark);

}  // namespace pizza::desktop
