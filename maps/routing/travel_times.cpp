// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/travel_times.h"

#include <algorithm>
#include <array>

namespace pizza::maps {

namespace {

// Per cent of the free speed that motor traffic keeps on average, by class: few stops on motorways, many in streets.
std::int64_t kept_percent(RoadClass road) {
  switch (road) {
    case RoadClass::Motorway:
    case RoadClass::Ferry:
      return 100;
    case RoadClass::Trunk:
      return 90;
    case RoadClass::Primary:
    case RoadClass::Secondary:
      return 75;
    case RoadClass::Tertiary:
    case RoadClass::Unclassified:
      return 70;
    default:
      return 65;
  }
}

// In hundredths of km/h.
std::int64_t pace(const EdgeRecord& edge, Vehicle vehicle) {
  const std::int64_t free = edge.speed;
  if (edge.road_class == RoadClass::Ferry) return free * 100;
  switch (vehicle) {
    case Vehicle::Car:
      return free * kept_percent(edge.road_class);
    case Vehicle::Scooter:  // slips through queues, so keeps five per cent more
      return std::min<std::int64_t>(free, 45) * std::min<std::int64_t>(kept_percent(edge.road_class) + 5, 100);
    case Vehicle::Bicycle:
      if (edge.road_class >= RoadClass::Path || edge.road_class == RoadClass::Pedestrian) return 1'000;
      if ((edge.flags & road_flag::rough) != 0) return 1'000;
      return edge.road_class == RoadClass::Track ? 1'200 : 1'600;
    case Vehicle::Foot:
      break;
  }
  return edge.road_class == RoadClass::Steps ? 250 : 480;
}

// Milliseconds for a tenth of a second that motor traffic waits: scooters go to the front, walkers see a gap.
constexpr std::array<std::int64_t, vehicle_names.size()> waiting_ms_per_ds = {100, 90, 80, 50};

// A walker takes six seconds more for each metre up (Naismith's hour for 600 m) and none less down; a cyclist about as
// many, and gains two for each metre down, but never more than four tenths of the time on the level. Motors do not
// care.
std::int64_t slope_ms(std::int64_t level_ms, Vehicle vehicle, std::int32_t rise_dm) {
  if (vehicle != Vehicle::Bicycle && vehicle != Vehicle::Foot) return level_ms;
  if (rise_dm >= 0) return level_ms + std::int64_t{rise_dm} * 600;
  if (vehicle == Vehicle::Foot) return level_ms;
  return std::max(level_ms * 6 / 10, level_ms + std::int64_t{rise_dm} * 200);
}

}  // namespace

std::uint32_t edge_time_ms(const EdgeRecord& edge, Vehicle vehicle, std::int32_t rise_dm) {
  if ((edge.access & mask_of(vehicle)) == 0) return unreached;
  // 1 km/h is 1 mm in 3.6 ms, a hundredth of it 1 mm in 360 ms.
  const std::int64_t level = std::int64_t{edge.length} * 360 / std::max<std::int64_t>(pace(edge, vehicle), 1);
  const std::int64_t ms = slope_ms(level, vehicle, rise_dm) +
                          std::int64_t{edge.delay_ds} * waiting_ms_per_ds[static_cast<std::size_t>(vehicle)];
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(ms, 1, unreached - 1));
}

std::vector<std::uint32_t> free_flow_times(const RoadMap& map, Vehicle vehicle) {
  std::vector<std::uint32_t> times;
  times.reserve(map.edge_count());
  for (std::uint32_t e = 0; e < map.edge_count(); ++e) times.push_back(edge_time_ms(map.edge(e), vehicle, map.rise(e)));
  return times;
}

}  // namespace pizza::maps
