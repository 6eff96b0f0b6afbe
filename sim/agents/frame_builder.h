// SPDX-License-Identifier: Apache-2.0
// A simulated city as a screen sees it (core/twin/city_frame.h). Ids are per territory; those shown are unique in the
// city: id × territories + the territory's index.
#pragma once

#include <memory>
#include <span>

#include "core/twin/city_frame.h"
#include "sim/agents/city_watch.h"

namespace pizza::sim {

using Watches = std::span<const std::unique_ptr<TerritoryWatch>>;

// Ids as people see them, and back.
struct ShownIds {
  std::uint64_t territories = 1;
  std::uint64_t index = 0;

  template <class Of>
  Id<Of> shown(Id<Of> own) const {
    return own ? Id<Of>{own.value * territories + index} : Id<Of>{};
  }
};

// The whole city at the territories' now. Asks the watches to forget what no frame shows any more.
CityFrame build_frame(Watches watches, std::uint64_t sequence);

// One order as a line of the frame; `state` is the order's, in the watch's territory.
struct OrderState;
OrderView view_of(TerritoryWatch& watch, const OrderState& state, ShownOrder& shown, const ShownIds& ids);

}  // namespace pizza::sim
