// SPDX-License-Identifier: Apache-2.0
// Who may cancel an order, until when, and what the customer pays then: one table.
//
//   nothing   nobody has lost anything yet, or it is the restaurant's or the house's doing
//   items     the kitchen works on food that nobody will eat: the items after discounts with their tax; no fees, no tip
//   all       the food is made and was carried: everything but the tip
// Never more than the order's total. A scheduled order that waits is `placed`.
#pragma once

#include <algorithm>
#include <array>

#include "core/model/records/order.h"

namespace pizza {

enum class EndShare : std::uint8_t { Nothing, Items, AllButTip };

namespace cancel_rules {

struct Cell {
  bool allowed = false;
  EndShare pays = EndShare::Nothing;
};

inline constexpr Cell no{};
inline constexpr Cell free{true, EndShare::Nothing};
inline constexpr Cell items{true, EndShare::Items};

// By status, then by who asks.
inline constexpr std::array<std::array<Cell, actor_names.size()>, order_status_names.size()> table{{
    //               customer restaurant rider operations system
    /* placed     */ {free, no, no, free, free},
    /* authorized */ {free, free, no, free, free},
    /* accepted   */ {free, free, no, free, free},
    /* preparing  */ {items, free, no, free, free},
    /* ready      */ {no, free, no, free, free},
    /* picked_up  */ {no, no, no, free, free},
    /* delivered  */ {no, no, no, no, no},
    /* completed  */ {no, no, no, no, no},
    /* rejected   */ {no, no, no, no, no},
    /* cancelled  */ {no, no, no, no, no},
    /* failed     */ {no, no, no, no, no},
}};

constexpr Cell cell(OrderStatus status, Actor by) {
  return table[static_cast<std::size_t>(status)][static_cast<std::size_t>(by)];
}

}  // namespace cancel_rules

// What may be said when an order is not taken: the first are the restaurant's own trouble, the rest the order's.
inline constexpr std::array<std::string_view, 9> reject_reasons{
    "too_busy", "sold_out", "out_of_dough", "closing", "equipment", "no_rider", "address", "suspicious", "other"};
constexpr bool is_reject_reason(std::string_view word) {
  return std::find(reject_reasons.begin(), reject_reasons.end(), word) != reject_reasons.end();
}

}  // namespace pizza
