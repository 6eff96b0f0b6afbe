// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"
#include "core/model/records/order.h"

namespace pizza {

// One option of a menu item, by its place in the menu: group and option, from 0.
struct ChosenOption {
  std::int32_t group = 0;
  std::int32_t option = 0;

  static constexpr auto description() {
    return record("chosen_option", field<&ChosenOption::group>("group"), field<&ChosenOption::option>("option"));
  }
};

struct OrderLine {
  MenuItemId item;
  std::int32_t quantity = 1;
  std::vector<ChosenOption> options;

  static constexpr auto description() {
    return record("order_line", field<&OrderLine::item>("menu_item_id"), field<&OrderLine::quantity>("quantity"),
                  field<&OrderLine::options>("options"));
  }
};

// The customer's wish. There is no price in it: prices are the menu's, and the service's to compute.
struct PlaceOrder {
  UserId user;
  RestaurantId restaurant;
  std::vector<OrderLine> lines;
  GeoPoint drop;
  std::string drop_line;
  Money tip;
  std::string payment_token;
  std::string note;

  static constexpr auto description() {
    return record("place_order", field<&PlaceOrder::user>("user_id"), field<&PlaceOrder::restaurant>("restaurant_id"),
                  field<&PlaceOrder::lines>("lines"), field<&PlaceOrder::drop>("drop"),
                  field<&PlaceOrder::drop_line>("drop_line"), field<&PlaceOrder::tip>("tip"),
                  field<&PlaceOrder::payment_token>("payment_token"), field<&PlaceOrder::note>("note"));
  }
};

struct AcceptOrder {
  OrderId order;
};

struct RejectOrder {
  OrderId order;
  std::string reason;
};

struct CancelOrder {
  OrderId order;
  Actor by = Actor::Customer;
  std::string reason;
};

}  // namespace pizza
