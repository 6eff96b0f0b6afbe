// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/order_line.h"

namespace pizza {

using CartId = Id<struct Cart>;

struct CartLine {
  std::int32_t number = 0;  // from 1; stays while the line stays
  OrderLine wish;

  static constexpr auto description() {
    return record("cart_line", field<&CartLine::number>("line"), field<&CartLine::wish>("wish"));
  }
};

// What somebody means to order of one restaurant. It holds wishes, never prices: those are the menu's at every look.
struct Cart {
  CartId id;
  UserId user;
  RestaurantId restaurant;
  std::vector<CartLine> lines;
  std::int32_t last_number = 0;  // the highest that a line ever had
  Instant changed_at;
  Version version;

  static constexpr auto description() {
    return record("carts", key<&Cart::id>("cart_id"), field<&Cart::user>("user_id", Index::Hash),
                  field<&Cart::restaurant>("restaurant_id"), field<&Cart::lines>("lines"),
                  field<&Cart::last_number>("last_number"), field<&Cart::changed_at>("changed_at"),
                  field<&Cart::version>("version"), shard_by<&Cart::user>(), keep_for(days(90)));
  }
};

}  // namespace pizza
