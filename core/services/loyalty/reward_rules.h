// SPDX-License-Identifier: Apache-2.0
// What a coupon or points are worth for an order that is about to be placed. Pricing asks; nothing is spent here: that
// happens when loyalty hears OrderPlaced.
#pragma once

#include "core/model/problem.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

struct RewardWish {
  UserId user;
  RestaurantId restaurant;
  std::string coupon_code;  // empty: none
  std::int64_t points = 0;
  Money items;  // what is left of the items after promotions
};

struct Reward {
  Money discount;             // 0 .. the wish's items
  Money restaurant_discount;  // the part that the restaurant bears
};

// Problems name the field: coupon_code (unknown, over, used up, too small an order, another restaurant's), points.
Result<Reward> quote_reward(UnitOfWork& work, const RewardWish& wish);

}  // namespace pizza
