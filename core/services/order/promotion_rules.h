// SPDX-License-Identifier: Apache-2.0
// Which promotions hold for an order. The conditions are looked at for the instant at which the food is wanted: now, or
// when a scheduled order is due; weekdays and hours are the restaurant's own. How they add up:
// core/services/order/price_rules.h.
#pragma once

#include "core/model/records/promotion.h"
#include "core/model/records/restaurant.h"
#include "core/ports/unit_of_work.h"

namespace pizza::promotion_rules {

constexpr std::size_t most_of_a_restaurant = 20;  // that run at once
constexpr std::size_t most_of_the_house = 50;

// Whether its period, weekdays and hours hold.
bool in_time(const Promotion& promotion, const Restaurant& restaurant, Instant wanted);
// In time, and the items (before any discount) come to its minimum, in its currency.
bool holds(const Promotion& promotion, const Restaurant& restaurant, Instant wanted, Money items);

// Of the restaurant and of the house, older first. Valid until the next event is recorded.
std::vector<const Promotion*> running(UnitOfWork& work, RestaurantId restaurant);

}  // namespace pizza::promotion_rules
