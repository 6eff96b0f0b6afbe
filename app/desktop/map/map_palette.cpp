// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/map_palette.h"

#include "app/desktop/map/map_style.h"

namespace pizza::desktop {

const QColor& MapPalette::area(maps::AreaKind kind) const {
  switch (kind) {
    case maps::AreaKind::Residential:
      return residential;
    case maps::AreaKind::Green:
      return green;
    case maps::AreaKind::Wood:
      return wood;
    case maps::AreaKind::Pitch:
      return pitch;
    case maps::AreaKind::Beach:
      return beach;
    case maps::AreaKind::Sea:
    case maps::AreaKind::Water:
    case maps::AreaKind::Pool:
      return sea;
    case maps::AreaKind::Square:
      return square;
    case maps::AreaKind::Pier:
      return pier;
    case maps::AreaKind::Building:
      return building;
  }
  return land;
}

const QColor& MapPalette::road(maps::RoadClass road_class) const {
  if (road_class <= maps::RoadClass::Primary) return road_major;
  if (road_class <= maps::RoadClass::Tertiary) return road_middle;
  return road_class <= maps::RoadClass::LivingStreet ? road_minor : road_small;
}

const MapPalette& map_palette(bool dark) {
  const MapStyle& style = map_style();
  return dark ? style.dark : style.light;
}

}  // namespace pizza::desktop
