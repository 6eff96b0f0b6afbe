// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/stage.h"

namespace pizza::sim {

// Opens the territory's restaurants with their menus and kitchens, by the business's commands. Fills stage.restaurants
// and stage.items. Throws std::runtime_error where the business refuses what the scenario says.
void open_restaurants(Stage& stage);

}  // namespace pizza::sim
