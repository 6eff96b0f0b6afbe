// SPDX-License-Identifier: Apache-2.0
// A street is cut at every junction; its name wants the whole of it. Pieces of one name and class are joined where they
// run on most nearly straight.
#pragma once

#include <vector>

#include "maps/road_map.h"
#include "maps/tiles/tile_id.h"

namespace pizza::maps {

struct StreetLine {
  std::uint32_t name = 0;  // of the map
  RoadClass road_class = RoadClass::Residential;
  std::vector<WorldPoint> points;
};

// Wider streets first, then longer ones. Slip roads, tunnels and ferries bear no name here.
std::vector<StreetLine> street_lines(const RoadMap& map);

}  // namespace pizza::maps
