// SPDX-License-Identifier: Apache-2.0
// Houses, addresses and restaurants for a plan that has its streets.
#pragma once

#include "maps/generate/city_plan.h"

namespace pizza::maps {

// Outlines of houses in the blocks; `per_block` bounds how many a block gets (1: one outline for all).
void add_houses(CityPlan& plan, RandomBits random, int per_block);

struct PlanAddress {
  Vec at;
  std::uint32_t street = 0;  // in the list given
  std::uint32_t number = 0;
};
// Odd numbers on the left, even on the right, `gap` metres apart.
std::vector<PlanAddress> plan_addresses(const CityPlan& plan, const std::vector<PlanStreet>& streets, double gap);

struct PlanKitchen {
  Vec at;
  PoiKind kind = PoiKind::Restaurant;
  std::string name;
};
// At addresses, thick in the middle of the city and thin at its edge; every fourth bakes pizza.
std::vector<PlanKitchen> plan_kitchens(const CityPlan& plan, NameMaker& names, RandomBits random,
                                       const std::vector<PlanAddress>& addresses, std::size_t count);

}  // namespace pizza::maps
