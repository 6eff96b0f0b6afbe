// SPDX-License-Identifier: Apache-2.0
// How much longer streets take by the hour of the week. The times it gives are laid over a router (with_times,
// set_times); closures and incidents come on top, edge by edge.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "maps/road_map.h"

namespace pizza::maps {

inline constexpr std::size_t hours_of_week = 168;  // from Monday, 00:00 local time

struct WeekProfile {
  using Factors = std::array<std::uint16_t, hours_of_week>;  // thousandths of the time on the empty road
  Factors main_roads;                                        // motorway to secondary
  Factors streets;                                           // tertiary to residential
  // Of what the profile adds, by Vehicle: scooters slip through, bicycles and walkers are not held up.
  std::array<std::uint16_t, vehicle_names.size()> share_permille = {1'000, 500, 0, 0};

  // A town of middling size: peaks on working days at eight and at five, Friday's the highest, quiet nights and
  // Sundays. An assumption, of the order of what TomTom's index reports for such towns (30 to 50 per cent in the peak).
  static const WeekProfile& usual();

  std::uint32_t factor_permille(RoadClass road, Vehicle vehicle, std::size_t hour_of_week) const;
};

// One entry an edge, ms.
std::vector<std::uint32_t> times_at(const RoadMap& map, Vehicle vehicle, const WeekProfile& profile,
                                    std::size_t hour_of_week);

}  // namespace pizza::maps
