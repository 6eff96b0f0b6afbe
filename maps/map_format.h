// SPDX-License-Identifier: Apache-2.0
// The records of a .map file, as they lie on disk: little endian, no padding, addressed by index.
// All lengths are millimetres, all speeds km/h, all places GeoPoint (1e-7 degree).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/model/geo_point.h"
#include "core/model/vehicle.h"

namespace pizza::maps {

// Stands for "no node", "no road", "no edge" wherever an index is kept.
inline constexpr std::uint32_t none = 0xffff'ffff;

// From the widest to the narrowest; map painters take this order for the level of detail.
enum class RoadClass : std::uint8_t {
  Motorway,
  Trunk,
  Primary,
  Secondary,
  Tertiary,
  Unclassified,
  Residential,
  LivingStreet,
  Service,
  Pedestrian,
  Track,
  Cycleway,
  Path,
  Footway,
  Steps,
  Ferry,
};
inline constexpr std::array<std::string_view, 16> road_class_names = {
    "motorway", "trunk",      "primary", "secondary", "tertiary", "unclassified", "residential", "living_street",
    "service",  "pedestrian", "track",   "cycleway",  "path",     "footway",      "steps",       "ferry"};

// Bits of RoadRecord::flags and EdgeRecord::flags.
namespace road_flag {
inline constexpr std::uint16_t tunnel = 1;
inline constexpr std::uint16_t bridge = 2;
inline constexpr std::uint16_t roundabout = 4;
inline constexpr std::uint16_t ferry = 8;
inline constexpr std::uint16_t link = 16;    // slip road
inline constexpr std::uint16_t oneway = 32;  // for cars, along the points (drawn with arrows)
inline constexpr std::uint16_t toll = 64;
inline constexpr std::uint16_t rough = 128;  // cobbles, gravel: slow by bicycle
}  // namespace road_flag

// Sets of vehicles are bit masks.
using VehicleMask = std::uint8_t;
constexpr VehicleMask mask_of(Vehicle vehicle) {
  return static_cast<VehicleMask>(1U << static_cast<unsigned>(vehicle));
}
inline constexpr VehicleMask all_vehicles = 0b1111;

// A piece of street between two nodes, kept once whatever directions it may be driven: what painters draw.
struct RoadRecord {
  std::uint32_t from = 0, to = 0;  // nodes
  std::uint32_t first_point = 0;   // in points(), both ends included
  std::uint32_t point_count = 0;   // at least 2
  std::uint32_t name = 0;
  std::uint32_t length = 0;                                 // mm
  std::uint32_t forward_edge = none, backward_edge = none;  // along the points and against them; none: nobody may
  RoadClass road_class = RoadClass::Residential;
  std::int8_t layer = 0;  // drawing order where roads cross without meeting, -5..5
  std::uint16_t flags = 0;
};

// One direction of a road that at least one vehicle may take. Sorted by source node.
struct EdgeRecord {
  std::uint32_t target = 0;  // node
  std::uint32_t road = 0;
  std::uint32_t length = 0;  // mm
  std::uint32_t name = 0;
  std::uint8_t speed = 0;  // free speed of a car, km/h, at least 1
  RoadClass road_class = RoadClass::Residential;
  VehicleMask access = 0;
  std::uint8_t against = 0;  // 1: runs against the road's points
  std::uint16_t flags = 0;
  std::uint16_t delay_ds = 0;  // tenths of a second that motor traffic waits on it: signals, stops, crossings
};

// A forbidden (or, with only = 1, the one allowed) turn into to_edge, for who has come by from_edge and then by all the
// edges in between, if any: restriction_vias[first_via, first_via + via_count). Each edge begins where the one before
// it ends.
struct RestrictionRecord {
  std::uint32_t from_edge = 0;
  std::uint32_t first_via = 0;
  std::uint32_t to_edge = 0;
  std::uint8_t only = 0;
  VehicleMask vehicles = 0;
  std::uint16_t via_count = 0;
};

struct AddressRecord {
  GeoPoint at;
  std::uint32_t street = 0;   // name
  std::uint32_t number = 0;   // name: "12", "12 bis"
  std::uint32_t road = none;  // nearest road of that name, else nearest road for cars
};

enum class PlaceKind : std::uint8_t { City, Town, Village, Suburb, Quarter, Neighbourhood, Hamlet, Island };
inline constexpr std::array<std::string_view, 8> place_kind_names = {"city",    "town",          "village", "suburb",
                                                                     "quarter", "neighbourhood", "hamlet",  "island"};

struct PlaceRecord {
  GeoPoint at;
  std::uint32_t name = 0;
  PlaceKind kind = PlaceKind::Suburb;
  std::uint8_t reserved = 0;
  std::uint16_t demand = 0;  // how much is ordered there: 100 is the average district; 0 is unknown
};

// In the order in which they should be painted.
enum class AreaKind : std::uint8_t { Residential, Green, Wood, Pitch, Beach, Sea, Water, Pool, Square, Pier, Building };
inline constexpr std::array<std::string_view, 11> area_kind_names = {
    "residential", "green", "wood", "pitch", "beach", "sea", "water", "pool", "square", "pier", "building"};

// Rings are closed without repeating the first point; fill by the even-odd rule over all rings of the area.
struct AreaRecord {
  std::uint32_t first_ring = 0;
  std::uint32_t ring_count = 0;
  std::uint32_t name = 0;
  AreaKind kind = AreaKind::Green;
  std::array<std::uint8_t, 3> reserved{};
  GeoPoint south_west, north_east;  // of all rings
};

struct RingRecord {
  std::uint32_t first_point = 0;  // in area_points()
  std::uint32_t point_count = 0;  // at least 3
  std::uint32_t inner = 0;        // 1: a hole
};

enum class LineKind : std::uint8_t { River, Stream, Rail, Tram, Pier };
inline constexpr std::array<std::string_view, 5> line_kind_names = {"river", "stream", "rail", "tram", "pier"};

struct LineRecord {
  std::uint32_t first_point = 0;  // in line_points()
  std::uint32_t point_count = 0;  // at least 2
  std::uint32_t name = 0;
  LineKind kind = LineKind::Stream;
  std::uint8_t tunnel = 0;  // 1: hidden or dashed
  std::uint16_t reserved = 0;
};

// Candidate kitchens.
enum class PoiKind : std::uint8_t { Pizzeria, Restaurant, FastFood, Cafe };
inline constexpr std::array<std::string_view, 4> poi_kind_names = {"pizzeria", "restaurant", "fast_food", "cafe"};

struct PoiRecord {
  GeoPoint at;
  std::uint32_t name = 0;
  PoiKind kind = PoiKind::Restaurant;
  std::array<std::uint8_t, 3> reserved{};
};

// A name in another language. Sorted by name, then language.
struct AliasRecord {
  std::uint32_t name = 0;      // as the map writes it
  std::uint32_t language = 0;  // name: "en", "zh-Hant"
  std::uint32_t text = 0;      // name
};

inline constexpr std::int32_t unknown_utc_offset = -100'000;

struct InfoRecord {
  GeoPoint south_west, north_east;  // what the map shows; roads and areas may reach beyond
  std::uint32_t city = 0;           // name
  std::uint32_t attribution = 0;    // name: must be shown with the map
  std::int32_t utc_offset_minutes = unknown_utc_offset;
  std::uint32_t reserved = 0;
};

// Every section of the file, in file order. `Of` is how a sequence is kept: owned while a map is made, a view of the
// mapped file once it is read.
template <template <class> class Of>
struct MapSections {
  Of<InfoRecord> info;  // exactly one
  Of<GeoPoint> nodes;   // in Morton order
  // For each node the vehicles for which it lies in the largest strongly connected component of their road graph
  // (one-ways and access honoured, turn restrictions not).
  Of<VehicleMask> node_components;
  Of<std::uint32_t> first_edge;  // nodes + 1
  Of<EdgeRecord> edges;
  Of<RoadRecord> roads;
  Of<GeoPoint> points;
  Of<RestrictionRecord> restrictions;
  Of<std::uint32_t> restriction_vias;  // edges
  Of<std::uint32_t> name_offsets;      // names + 1; name 0 is ""
  Of<char> name_bytes;                 // UTF-8
  Of<AddressRecord> addresses;
  Of<PlaceRecord> places;
  Of<AreaRecord> areas;  // by kind, then as found
  Of<RingRecord> rings;
  Of<GeoPoint> area_points;
  Of<LineRecord> lines;
  Of<GeoPoint> line_points;
  Of<PoiRecord> pois;
  Of<AliasRecord> aliases;
  // Of each road, how much higher its last point lies than its first, in decimetres; empty where no heights are known.
  Of<std::int16_t> rises;

  // Calls visit(section, what) for each, in file order.
  template <class Self, class Visit>
  static void for_each(Self& self, Visit&& visit) {
    visit(self.info, "info");
    visit(self.nodes, "nodes");
    visit(self.node_components, "node components");
    visit(self.first_edge, "first edges");
    visit(self.edges, "edges");
    visit(self.roads, "roads");
    visit(self.points, "road points");
    visit(self.restrictions, "restrictions");
    visit(self.restriction_vias, "edges of restrictions");
    visit(self.name_offsets, "name offsets");
    visit(self.name_bytes, "names");
    visit(self.addresses, "addresses");
    visit(self.places, "places");
    visit(self.areas, "areas");
    visit(self.rings, "rings");
    visit(self.area_points, "area points");
    visit(self.lines, "lines");
    visit(self.line_points, "line points");
    visit(self.pois, "kitchens");
    visit(self.aliases, "other names");
    visit(self.rises, "rises");
  }
};

template <class T>
using Owned = std::vector<T>;
template <class T>
using View = std::span<const T>;
using MapContents = MapSections<Owned>;
using MapView = MapSections<View>;

inline constexpr std::array<char, 8> map_magic = {'P', 'Z', 'M', 'A', 'P', '\r', '\n', '\x1a'};
inline constexpr std::uint32_t map_version = 4;
inline constexpr std::uint32_t map_section_count = 21;

// A file is the header, the section table, and the sections, each at a multiple of eight bytes.
struct MapHeader {
  std::array<char, 8> magic = map_magic;
  std::uint32_t version = map_version;
  std::uint32_t section_count = map_section_count;
  std::uint64_t file_size = 0;
  std::uint64_t checksum = 0;  // map_checksum of all that follows the header
};

struct SectionEntry {
  std::uint64_t offset = 0;  // from the start of the file
  std::uint64_t count = 0;   // of elements
  std::uint32_t element_size = 0;
  std::uint32_t index = 0;
};

static_assert(std::is_trivially_copyable_v<RoadRecord> && sizeof(RoadRecord) == 36);
static_assert(std::is_trivially_copyable_v<EdgeRecord> && sizeof(EdgeRecord) == 24);
static_assert(sizeof(RestrictionRecord) == 16 && sizeof(AddressRecord) == 20 && sizeof(PlaceRecord) == 16);
static_assert(sizeof(AreaRecord) == 32 && sizeof(RingRecord) == 12 && sizeof(LineRecord) == 16);
static_assert(sizeof(AliasRecord) == 12 && sizeof(PoiRecord) == 16 && sizeof(InfoRecord) == 32 &&
              sizeof(MapHeader) == 32);
static_assert(sizeof(SectionEntry) == 24);

// 64 bits over the bytes; any single changed word changes it. Not a defence against forgery.
std::uint64_t map_checksum(std::span<const std::byte> bytes);

}  // namespace pizza::maps
