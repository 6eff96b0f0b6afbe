// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"
#include "core/model/records/order.h"
#include "core/services/command.h"

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
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  UserId user;
  RestaurantId restaurant;
  std::vector<OrderLine> lines;
  GeoPoint drop;
  std::string drop_line;
  Money tip;
  std::string payment_token;
  std::string note;
  std::string coupon_code;               // empty: none
  std::int64_t points = 0;               // to spend
  std::optional<Instant> scheduled_for;  // at the door then; none: as soon as may be

  static constexpr auto description() {
    return record("place_order", field<&PlaceOrder::user>("user_id"), field<&PlaceOrder::restaurant>("restaurant_id"),
                  field<&PlaceOrder::lines>("lines"), field<&PlaceOrder::drop>("drop"),
                  field<&PlaceOrder::drop_line>("drop_line"), field<&PlaceOrder::tip>("tip"),
                  field<&PlaceOrder::payment_token>("payment_token", Index::None, Secrecy::Secret),
                  field<&PlaceOrder::note>("note"), field<&PlaceOrder::coupon_code>("coupon_code"),
                  field<&PlaceOrder::points>("points"), field<&PlaceOrder::scheduled_for>("scheduled_for"));
  }
};

struct AcceptOrder {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::AnswerOrder;
  OrderId order;

  static constexpr auto description() { return record("accept_order", field<&AcceptOrder::order>("order_id")); }
};

struct RejectOrder {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::AnswerOrder;
  OrderId order;
  std::string reason;

  static constexpr auto description() {
    return record("reject_order", field<&RejectOrder::order>("order_id"), field<&RejectOrder::reason>("reason"));
  }
};

struct CancelOrder {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::CancelOrder;
  OrderId order;
  Actor by = Actor::Customer;
  std::string reason;

  static constexpr auto description() {
    return record("cancel_order", field<&CancelOrder::order>("order_id"), field<&CancelOrder::by>("by"),
                  field<&CancelOrder::reason>("reason"));
  }
};

using OrderCommands = TypeList<PlaceOrder, AcceptOrder, RejectOrder, CancelOrder>;

}  // namespace pizza
