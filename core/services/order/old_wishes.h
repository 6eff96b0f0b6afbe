// SPDX-License-Identifier: Apache-2.0
// An old order as a new wish. A basket keeps names, because menus change: items are found by their number, options by
// their name in the item as it is now. A line that lacks anything is lost as a whole, and the loss says what.
#pragma once

#include "core/model/records/order.h"
#include "core/model/records/order_line.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

struct OldWishes {
  std::vector<OrderLine> lines;
  std::vector<std::string> lost;  // "Margherita: olives are no more"
};

OldWishes old_wishes(UnitOfWork& work, RestaurantId restaurant, const Basket& basket);

}  // namespace pizza
