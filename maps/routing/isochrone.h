// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "maps/routing/road_router.h"

namespace pizza::maps {

// A part of a road, mm along its points.
struct ReachedStretch {
  std::uint32_t road = none;
  std::uint32_t begin = 0, end = 0;  // begin < end
  friend bool operator==(const ReachedStretch&, const ReachedStretch&) = default;
};

struct Isochrone {
  std::vector<ReachedStretch> stretches;        // by road; those of one road do not touch
  std::vector<std::vector<GeoPoint>> outlines;  // rings around all of them, holes included: fill by the even-odd rule
};

// What can be reached from the tree's place (a tree_from) within the time. The outlines follow cells of `cell_mm`.
Isochrone isochrone(const RoadMap& map, const TravelTree& tree, std::uint32_t limit_ms, std::int64_t cell_mm = 60'000);

}  // namespace pizza::maps
