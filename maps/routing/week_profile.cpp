// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/week_profile.h"

#include "maps/routing/travel_times.h"

namespace pizza::maps {

namespace {

using Day = std::array<std::uint16_t, 24>;

constexpr Day working_day = {1'000, 1'000, 1'000, 1'000, 1'000, 1'030, 1'120, 1'320, 1'400, 1'220, 1'130, 1'150,
                             1'180, 1'170, 1'180, 1'250, 1'380, 1'450, 1'300, 1'150, 1'080, 1'050, 1'030, 1'000};
constexpr Day friday = {1'000, 1'000, 1'000, 1'000, 1'000, 1'030, 1'100, 1'280, 1'340, 1'200, 1'150, 1'180,
                        1'220, 1'250, 1'300, 1'390, 1'470, 1'500, 1'380, 1'240, 1'150, 1'100, 1'070, 1'040};
constexpr Day saturday = {1'020, 1'010, 1'000, 1'000, 1'000, 1'000, 1'000, 1'030, 1'080, 1'140, 1'200, 1'240,
                          1'240, 1'220, 1'200, 1'190, 1'190, 1'200, 1'190, 1'150, 1'100, 1'080, 1'060, 1'040};
constexpr Day sunday = {1'020, 1'010, 1'000, 1'000, 1'000, 1'000, 1'000, 1'000, 1'000, 1'030, 1'060, 1'090,
                        1'100, 1'100, 1'100, 1'120, 1'140, 1'150, 1'130, 1'090, 1'060, 1'040, 1'020, 1'000};

WeekProfile make_usual() {
  WeekProfile profile{};
  profile.share_permille = {1'000, 500, 0, 0};
  for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
    const std::size_t day = hour / 24;
    const Day& today = day < 4 ? working_day : day == 4 ? friday : day == 5 ? saturday : sunday;
    const std::uint16_t main = today[hour % 24];
    profile.main_roads[hour] = main;
    // Streets suffer half as much.
    profile.streets[hour] = static_cast<std::uint16_t>(1'000 + (main - 1'000) / 2);
  }
  return profile;
}

}  // namespace

const WeekProfile& WeekProfile::usual() {
  static const WeekProfile profile = make_usual();
  return profile;
}

std::uint32_t WeekProfile::factor_permille(RoadClass road, Vehicle vehicle, std::size_t hour_of_week) const {
  const std::size_t hour = hour_of_week % hours_of_week;
  std::int32_t factor = 1'000;
  if (road <= RoadClass::Secondary) {
    factor = main_roads[hour];
  } else if (road <= RoadClass::Residential) {
    factor = streets[hour];
  }
  return static_cast<std::uint32_t>(1'000 +
                                    (factor - 1'000) * share_permille[static_cast<std::size_t>(vehicle)] / 1'000);
}

std::vector<std::uint32_t> times_at(const RoadMap& map, Vehicle vehicle, const WeekProfile& profile,
                                    std::size_t hour_of_week) {
  std::array<std::uint64_t, road_class_names.size()> factors{};
  for (std::size_t c = 0; c < factors.size(); ++c)
    factors[c] = profile.factor_permille(static_cast<RoadClass>(c), vehicle, hour_of_week);
  std::vector<std::uint32_t> times = free_flow_times(map, vehicle);
  for (std::uint32_t e = 0; e < times.size(); ++e) {
    if (times[e] == unreached) continue;
    const std::uint64_t ms = times[e] * factors[static_cast<std::size_t>(map.edge(e).road_class)] / 1'000;
    times[e] = static_cast<std::uint32_t>(ms < unreached ? ms : unreached - 1);
  }
  return times;
}

}  // namespace pizza::maps
