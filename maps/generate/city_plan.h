// SPDX-License-Identifier: Apache-2.0
// A city on the drawing board: straight lines, in metres, before it is bent and put on the globe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/random_bits.h"
#include "maps/generate/name_maker.h"
#include "maps/generate/plan_geometry.h"
#include "maps/map_draft.h"

namespace pizza::maps {

// A junction made on a main road.
struct PlanJunction {
  double share;  // of the way from a to b
  std::uint32_t point;
};

// A main road, embankment or bridge: a straight line between two points, with the junctions made on it.
struct Arterial {
  std::uint32_t a = 0, b = 0;  // points
  std::vector<PlanJunction> junctions;
  RoadClass road_class = RoadClass::Secondary;
  std::uint16_t flags = 0;
  std::string name;
};

struct PlanStreet {
  std::vector<std::uint32_t> points;
  RoadClass road_class = RoadClass::Residential;
  bool oneway = false;
  std::string name;
};

enum class BlockUse : std::uint8_t { Courtyard, Rows, Houses, Green };

// A dead end that leads into a block; from and to are one where there is none.
struct PlanClose {
  Vec from, to;
};

// Four streets around it, counter-clockwise.
struct PlanBlock {
  std::array<Vec, 4> corners;
  BlockUse use = BlockUse::Houses;
  PlanClose close;
};

struct PlanArea {
  AreaKind kind = AreaKind::Green;
  std::string name;
  std::vector<Vec> ring;
};

struct PlanPlace {
  Vec at;
  PlaceKind kind = PlaceKind::Suburb;
  std::string name;
  double demand = 0;  // people who order: area times how densely it is lived in
};

struct CityPlan {
  std::vector<Vec> points;
  std::vector<Arterial> arterials;
  std::vector<PlanStreet> streets;
  std::vector<PlanBlock> blocks;
  std::vector<std::array<Vec, 4>> frontage;  // outlines of houses along main roads
  std::vector<PlanArea> areas;
  std::vector<PlanPlace> places;
  std::vector<Vec> river;  // its middle, from edge to edge of the map
  std::string river_name;
  double radius = 0;  // of the built-up part, m
};

// One quarter between main roads, to be filled with streets.
struct PlanCell {
  struct Side {
    std::uint32_t arterial;
    bool reversed;  // the cell's border runs from b to a
  };
  std::vector<Vec> border;  // counter-clockwise; side i runs from border[i] to border[i + 1]
  std::vector<Side> sides;
  std::uint32_t ring = 0;  // 0 is the old town, then outward
  std::uint32_t rings = 0;
};

// Main roads, river, bridges and the cells between them, for a city of that radius.
std::vector<PlanCell> plan_skeleton(CityPlan& plan, NameMaker& names, RandomBits random, double radius);

// Fills a cell with streets, blocks and parks.
void plan_district(CityPlan& plan, NameMaker& names, RandomBits random, const PlanCell& cell);

}  // namespace pizza::maps
