// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "maps/generate/city_plan.h"

namespace pizza::maps {

// Every road of the plan as one list, main roads first: cut at their junctions and given enough points to bend.
std::vector<PlanStreet> all_streets(CityPlan& plan, std::vector<std::uint16_t>& flags);

// Opens one-way streets to both directions, and drops pieces that hang on nothing, until every point reaches every
// other. Returns how many junctions are left.
std::uint32_t connect_streets(std::vector<PlanStreet>& streets, std::vector<std::uint16_t>& flags,
                              std::uint32_t points);

}  // namespace pizza::maps
