// SPDX-License-Identifier: Apache-2.0
// What a coupon or points are worth for an order that is about to be placed. Pricing asks; nothing is spent here: that
// happens when loyalty hears OrderPlaced.
//
// The coupon comes first, then points; together they are never worth more than the items. A coupon is worth its share
// of the items (rounded half away from zero, at most its cap) or its amount. A restaurant's coupon is borne by the
// restaurant; one of the house, and points, by the house.
#pragma once

#include "core/model/problem.h"
#include "core/model/records/loyalty.h"
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

// Problems, field coupon_code: coupon.unknown, coupon.other_restaurant, coupon.over, coupon.not_begun,
// coupon.other_currency, coupon.below_minimum, coupon.used_up (in total), coupon.used_by_you, coupon.first_order_only,
// coupon.too_many_tries. Field points: points.invalid (negative, or no whole steps), points.too_few,
// points.more_than_items.
// After coupon.unknown, whoever ran the command says so by LoyaltyService::note_miss, in a unit of work of its own.
Result<Reward> quote_reward(UnitOfWork& work, const RewardWish& wish);

// Codes that do not exist, by one person in an hour; then no code is looked at until the hour is over.
inline constexpr std::int32_t guesses_an_hour = 10;

namespace reward_rules {

// A code as it stands on the coupon: small letters made large, blanks and hyphens left out. Empty where it cannot be
// the code of a coupon.
std::string coupon_code_of(std::string_view written);
const Coupon* coupon_by_code(UnitOfWork& work, std::string_view written);
bool may_try(UnitOfWork& work, UserId user);
// Null where a use is left; else the problem's word. Orders from `before` on do not count (none: all count).
const char* limit_reached(UnitOfWork& work, const Coupon& coupon, UserId user, OrderId before);
Money coupon_worth(const Coupon& coupon, Money items);
// What the coupon is worth for a wish whose points do not matter.
Result<Money> quote_coupon(UnitOfWork& work, const Coupon* coupon, const RewardWish& wish);

}  // namespace reward_rules

}  // namespace pizza
