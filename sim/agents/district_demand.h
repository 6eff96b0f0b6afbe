// SPDX-License-Identifier: Apache-2.0
// How likely each home is to order, where the map tells how much its districts do.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "maps/road_map.h"

namespace pizza::sim {

// The districts of a map: its places with a demand. A home belongs to the nearest. A function of the map alone.
class DistrictDemand {
 public:
  explicit DistrictDemand(const maps::RoadMap& map);

  // False where no place tells its demand: then all homes are alike.
  bool known() const { return !districts_.empty(); }

  // Counted once for each home of the city, before the first share().
  void settle(GeoPoint home);
  // What a district orders, shared by all that live there; at least 1. In millionths of a hundredth of an average
  // district's demand. The place was settled.
  std::uint64_t share(GeoPoint home) const;

 private:
  struct District {
    GeoPoint at;
    std::uint64_t demand;
    std::uint64_t homes = 0;
  };
  std::size_t nearest(GeoPoint home) const;

  std::vector<District> districts_;  // from south to north
};

}  // namespace pizza::sim
