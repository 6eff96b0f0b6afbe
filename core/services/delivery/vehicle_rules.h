// SPDX-License-Identifier: Apache-2.0
// What a vehicle can do. House rules, generous: they keep nonsense out and leave the rest to dispatch.
#pragma once

#include <array>
#include <cstdint>

#include "core/model/vehicle.h"

namespace pizza {

struct VehicleLimits {
  std::int32_t boxes;          // that go into its bag or rack at once
  std::int32_t reach_m;        // from the restaurant to the door, as the crow flies
  std::int32_t top_speed_mms;  // millimetres a second; a fix that needs more is a mistake
  std::int32_t usual_mms;      // on the way, stops at lights included
};

// By Vehicle: car, scooter, bicycle, foot.
inline constexpr std::array<VehicleLimits, 4> vehicle_limits{
    {{24, 60'000, 60'000, 8'000}, {12, 25'000, 35'000, 7'500}, {8, 12'000, 20'000, 4'500}, {5, 6'000, 8'000, 1'350}}};

constexpr const VehicleLimits& limits_of(Vehicle vehicle) {
  return vehicle_limits[static_cast<std::size_t>(vehicle)];
}

inline constexpr std::int32_t most_carried = 4;  // deliveries at once

}  // namespace pizza
