// SPDX-License-Identifier: Apache-2.0
// A menu as a scenario's restaurants offer it; prices in minor units of the scenario's currency.
#pragma once

#include <string>
#include <vector>

#include "core/model/records/restaurant.h"

namespace pizza::sim {

struct Menu {
  std::string name;                  // "napoletana"
  std::string cuisine;               // "Neapolitan pizza"
  std::vector<std::string> signs;    // names for restaurants that the map does not name
  std::vector<MenuItem> items;       // without ids
  std::vector<std::uint32_t> liked;  // beside items: how often one is chosen against the others
};

}  // namespace pizza::sim
