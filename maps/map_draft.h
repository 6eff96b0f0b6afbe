// SPDX-License-Identifier: Apache-2.0
// A map in the making: whole streets as a source knows them, not yet cut at junctions. Import, generator and tests fill
// one, build_map() makes a road graph of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "maps/map_format.h"

namespace pizza::maps {

// Each text once; 0 is "". Texts longer than 255 bytes are cut at a character.
class NameTable {
 public:
  NameTable() { intern(""); }
  std::uint32_t intern(std::string_view text);
  std::string_view text(std::uint32_t name) const {
    return std::string_view(bytes_).substr(offsets_[name], offsets_[name + 1] - offsets_[name]);
  }
  const std::vector<std::uint32_t>& offsets() const { return offsets_; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::vector<std::uint32_t> offsets_ = {0};
  std::string bytes_;
  std::unordered_map<std::string, std::uint32_t> known_;
};

// What the rules of the road say of one street; forward is along its points.
struct RoadRules {
  RoadClass road_class = RoadClass::Residential;
  std::uint8_t speed_forward = 30, speed_backward = 30;  // free speed of a car, km/h
  VehicleMask access_forward = all_vehicles, access_backward = all_vehicles;
  std::int8_t layer = 0;
  std::uint16_t flags = 0;
};

// What holds at one point of the roads.
struct PointRules {
  VehicleMask closed = 0;      // nobody of these goes through
  std::uint16_t delay_ds = 0;  // tenths of a second
  bool delays_forward = true, delays_backward = true;

  bool plain() const { return closed == 0 && delay_ds == 0; }
};

struct DraftRoad {
  std::vector<std::uint32_t> points;  // into MapDraft::points; roads meet where they share one
  std::uint32_t name = 0;
  RoadRules rules;
  bool reversed = false;              // its points run against the source's
  std::int32_t incline_permille = 0;  // along its points, where no heights are known
};

struct DraftRestriction {
  std::uint32_t from_road = none;
  std::uint32_t via_point = none;        // one of these two is set
  std::vector<std::uint32_t> via_roads;  // in any order
  std::uint32_t to_road = none;
  bool only = false;
  VehicleMask vehicles = 0;
};

struct DraftRing {
  std::vector<GeoPoint> points;  // closed without repeating the first
  bool inner = false;
};

struct DraftArea {
  AreaKind kind = AreaKind::Green;
  std::uint32_t name = 0;
  std::vector<DraftRing> rings;
};

struct DraftLine {
  LineKind kind = LineKind::Stream;
  std::uint32_t name = 0;
  bool tunnel = false;
  std::vector<GeoPoint> points;
};

struct MapDraft {
  NameTable names;
  std::string city;
  std::string attribution;
  std::int32_t utc_offset_minutes = unknown_utc_offset;
  GeoPoint south_west{1, 1}, north_east{0, 0};  // empty (south above north): the box of all road points

  std::vector<GeoPoint> points;
  std::vector<std::pair<std::uint32_t, PointRules>> point_rules;  // by point
  std::vector<std::pair<std::uint32_t, std::int32_t>> heights;    // of points, dm above the sea
  std::vector<DraftRoad> roads;
  std::vector<DraftRestriction> restrictions;
  std::vector<AddressRecord> addresses;  // their road is found by build_map()
  std::vector<PlaceRecord> places;
  std::vector<DraftArea> areas;
  std::vector<DraftLine> lines;
  std::vector<PoiRecord> pois;
  std::vector<AliasRecord> aliases;
};

// Cuts roads at junctions, sorts nodes along the Morton curve, resolves restrictions (those that name no turn of the
// graph are left out), marks the largest components, finds each address its road. Consumes the draft.
MapContents build_map(MapDraft draft);

}  // namespace pizza::maps
