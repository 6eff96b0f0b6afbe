// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/map_palette.h"

namespace pizza::desktop {
namespace {

MapPalette dark_palette() {
  MapPalette p;
  p.land = QColor(0x141b23);
  p.sea = QColor(0x0c2030);
  p.green = QColor(0x15251f);
  p.wood = QColor(0x13221d);
  p.pitch = QColor(0x1a2b27);
  p.beach = QColor(0x2a261e);
  p.square = QColor(0x1b242e);
  p.pier = QColor(0x1a232d);
  p.residential = QColor(0x151c25);
  p.building = QColor(0x1b2530);
  p.building_edge = QColor(0x222d39);
  p.road_major = QColor(0x4b5664);
  p.road_middle = QColor(0x404a57);
  p.road_minor = QColor(0x2f3945);
  p.road_small = QColor(0x29323d);
  p.casing = QColor(0x0e141b);
  p.tunnel = QColor(0x333d49);
  p.foot = QColor(0x2c3641);
  p.rail = QColor(0x2a333d);
  p.label = QColor(0x93a0ae);
  p.label_water = QColor(0x4a7693);
  p.place = QColor(0x8d99a7);
  p.halo = QColor(0x11171e);
  p.surface = QColor(0x171e27);
  p.line = QColor(0x2a3542);
  p.text = QColor(0xe8ecf1);
  p.muted = QColor(0x9aa7b5);
  p.on_time = QColor(0x56b4e9);
  p.at_risk = QColor(0xe69f00);
  p.late = QColor(0xff7a45);
  return p;
}

MapPalette light_palette() {
  MapPalette p;
  p.land = QColor(0xf1efea);
  p.sea = QColor(0xc9dde8);
  p.green = QColor(0xdde8d6);
  p.wood = QColor(0xd6e3cf);
  p.pitch = QColor(0xd3e4d0);
  p.beach = QColor(0xf3e8cd);
  p.square = QColor(0xece9e2);
  p.pier = QColor(0xe8e5de);
  p.residential = QColor(0xefede7);
  p.building = QColor(0xe5e2db);
  p.building_edge = QColor(0xdad6cd);
  p.road_major = QColor(0xffffff);
  p.road_middle = QColor(0xffffff);
  p.road_minor = QColor(0xffffff);
  p.road_small = QColor(0xfbfaf7);
  p.casing = QColor(0xd2cdc3);
  p.tunnel = QColor(0xdedad2);
  p.foot = QColor(0xd3cec4);
  p.rail = QColor(0xcfcac1);
  p.label = QColor(0x5f6771);
  p.label_water = QColor(0x4b83a3);
  p.place = QColor(0x6a727c);
  p.halo = QColor(0xfaf9f6);
  p.surface = QColor(0xffffff);
  p.line = QColor(0xdde1e7);
  p.text = QColor(0x14181f);
  p.muted = QColor(0x55606e);
  p.on_time = QColor(0x0067a3);
  p.at_risk = QColor(0x8a5a00);
  p.late = QColor(0xb23a00);
  return p;
}

}  // namespace

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
  static const MapPalette night = dark_palette(), day = light_palette();
  return dark ? night : day;
}

}  // namespace pizza::desktop
