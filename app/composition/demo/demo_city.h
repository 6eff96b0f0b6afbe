// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/business.h"
#include "core/model/problem.h"

namespace pizza {

struct DemoOptions {
  std::string city;                      // name or .map file; empty: the scenario's own
  std::string scenario = "friday-rush";  // whose restaurants, menus and fees
  int customers = 300;
  int riders = 2'000;
  // Where the city is shared by several businesses: this one's part, 0 to parts - 1. Each gets its own restaurants, and
  // as many customers and riders as told above.
  std::uint32_t part = 0;
  std::uint32_t parts = 1;
};

// Fills a business that has no restaurants yet: restaurants with menus and large kitchens, open around the clock,
// customers at home, riders on shift for years. Everything is durable when it returns. Says what it made, or that the
// business was not empty and is left as it is. Problems: those of the scenario and the map.
Result<std::string> fill_demo_city(Business& business, const DemoOptions& options);

}  // namespace pizza
