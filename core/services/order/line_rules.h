// SPDX-License-Identifier: Apache-2.0
// One line of a wish against the menu: whether it can be had, and what one of it costs.
//
//   whole   item + its chosen options
//   halves  both from one section of the menu. Where exactly one option must be chosen (size, dough) it is of the whole
//           pizza: both halves must choose the same there, by name. One costs
//             the dearer of the two halves with those options, as if it were a whole one
//             + half of every other option on either half, each rounded up to the minor unit
//           The kitchen's times are those of the half that is more work.
#pragma once

#include "core/model/problem.h"
#include "core/model/records/order.h"
#include "core/model/records/order_line.h"
#include "core/model/records/restaurant.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

constexpr std::size_t max_order_lines = 50;
constexpr std::int32_t max_line_quantity = 99;
constexpr std::size_t max_line_options = 100;

// Fills `line`, and gives the item that the kitchen's times are of. Valid until the next event is recorded.
// Problems, order.invalid, name the field below `where` ("lines[2]."): menu_item_id, quantity, options, second_item_id,
// second_options.
Result<const MenuItem*> price_line(UnitOfWork& work, const Restaurant& restaurant, const OrderLine& wish,
                                   std::size_t at, BasketLine& line);

}  // namespace pizza
