// SPDX-License-Identifier: Apache-2.0
// One line of a wish against the menu: whether it can be had, and what one of it costs.
//
//   whole   item + its chosen options
//   halves  both from one section of the menu, which allows each to be a half. Where exactly one option must be chosen
//           (size, dough) it is of the whole pizza: both halves must choose the same there, sizes by what they
//           measure, others by name. One costs
//             the dearer of the two halves with those options, as if it were a whole one
//             + half of every other option on either half, each rounded up to the minor unit
//           The kitchen's times are those of the half that is more work.
#pragma once

#include <span>

#include "core/model/problem.h"
#include "core/model/records/order.h"
#include "core/model/records/order_line.h"
#include "core/model/records/restaurant.h"
#include "core/ports/unit_of_work.h"
#include "core/services/restaurant/menu_rules.h"

namespace pizza {

constexpr std::size_t max_order_lines = 50;
constexpr std::int32_t max_line_quantity = 99;
constexpr std::size_t max_line_options = 100;

// When the food is wanted, and what the restaurant's menu and clock say of that time. Prices are those of the click.
struct MenuMoment {
  Instant priced;
  LocalTime shown;
  const MenuPlan* plan = nullptr;
};
// Valid until the next event is recorded.
MenuMoment menu_moment(UnitOfWork& work, const Restaurant& restaurant, Instant wanted);

// Fills `line`, and gives the item that the kitchen's times are of. Valid until the next event is recorded.
// Problems, order.invalid, name the field below `where` ("lines[2]."): menu_item_id, quantity, options, second_item_id,
// second_options.
Result<const MenuItem*> price_line(UnitOfWork& work, const Restaurant& restaurant, const MenuMoment& moment,
                                   const OrderLine& wish, std::size_t at, BasketLine& line);

// Lines that share an item share its stock: what all of them ask for together must be there. Field: lines.
std::optional<Problem> check_stock(UnitOfWork& work, std::span<const OrderLine> lines);

}  // namespace pizza
