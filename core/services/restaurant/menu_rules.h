// SPDX-License-Identifier: Apache-2.0
// What can be ordered from a menu at an instant, and for how much. Pure, and cheap enough for every line of an order.
#pragma once

#include <cstdint>

#include "core/model/records/menu.h"
#include "core/model/time_zone.h"

namespace pizza::menu_rules {

// The price in force; options come on top.
Money price_at(const MenuItem& item, Instant at);

enum class Offer : std::uint8_t {
  Yes,
  Removed,   // no longer on the menu
  TakenOff,  // not available until it is offered again
  SoldOut,   // none, or fewer than wanted, are left
  NotNow,    // the hours of the item or of its section do not cover the time
};

// Whether `quantity` of an item can be ordered for a time at which the restaurant's clock shows `shown`. `plan` and
// `stock` are null where there is none; the stock is asked for only where item.counts_stock. Two lines of one item
// share its stock: give their sum.
Offer offer_of(const MenuItem& item, const MenuPlan* plan, const ItemStock* stock, LocalTime shown,
               std::int64_t quantity = 1);

// The size of an option that is one (MenuOption::size); 0 for options that are none.
inline std::int32_t size_of(const OptionGroup& group, const MenuOption& option) {
  return group.sizes ? option.size : 0;
}
// Whether both may be halves of one pizza: each allows it, and they have a size in common or no sizes at all.
bool halves_fit(const MenuItem& one, const MenuItem& other);

// Seconds of work at a station for one, in a size of so many per cent of the work (MenuOption::work_per_100; 0 = 100),
// rounded up.
constexpr std::int32_t sized_work_s(std::int32_t work_s, std::int32_t work_per_100) {
  return work_per_100 == 0 ? work_s : static_cast<std::int32_t>((std::int64_t{work_s} * work_per_100 + 99) / 100);
}

}  // namespace pizza::menu_rules
