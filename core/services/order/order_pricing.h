// SPDX-License-Identifier: Apache-2.0
// What a basket costs. Rules, in this order:
//   line   = quantity × (item + its chosen options)
//   items  = sum of the lines; at least the restaurant's minimum
//   tax    = items × tax_per_10000 / 10000, rounded half away from zero, once for the order
//   fee    = delivery_fee + delivery_fee_per_km for each kilometre begun beyond the first, as the crow flies
//   total  = items + tax + fee + tip
#pragma once

#include "core/model/problem.h"
#include "core/model/records/order.h"
#include "core/model/records/restaurant.h"
#include "core/ports/unit_of_work.h"
#include "core/services/order/order_commands.h"

namespace pizza {

struct PricedBasket {
  std::vector<BasketLine> lines;
  Money items, tax, delivery_fee, tip, total;
};

constexpr std::size_t max_order_lines = 50;
constexpr std::int32_t max_line_quantity = 99;

// Problems name the field: lines, lines[i].menu_item_id, lines[i].quantity, lines[i].options, tip.
Result<PricedBasket> price_basket(UnitOfWork& work, const Restaurant& restaurant, const PlaceOrder& wish);

}  // namespace pizza
