// SPDX-License-Identifier: Apache-2.0
// What placing an order and changing it have in common.
#pragma once

#include "core/services/order/order_pricing.h"

namespace pizza::order_checks {

Problem unknown_order();
// Not longer than `most` bytes, and no card number.
std::optional<Problem> text(const std::string& text, const char* field, std::size_t most);
// On the earth, and near enough.
std::optional<Problem> drop(const Restaurant& restaurant, GeoPoint drop);
void take_money(Order& order, const PricedBasket& basket);

}  // namespace pizza::order_checks
