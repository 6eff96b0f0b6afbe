// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"
#include "core/model/records/cart.h"
#include "core/model/records/order.h"
#include "core/model/records/order_line.h"
#include "core/services/command.h"

namespace pizza {

// The customer's wish. There is no price in it: prices are the menu's, and the service's to compute.
struct PlaceOrder {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  static constexpr bool needs_key = true;
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
  CartId cart = {};                      // its lines, and it is empty afterwards; none: `lines`

  static constexpr auto description() {
    return record("place_order", field<&PlaceOrder::user>("user_id"), field<&PlaceOrder::restaurant>("restaurant_id"),
                  field<&PlaceOrder::lines>("lines"), field<&PlaceOrder::drop>("drop"),
                  field<&PlaceOrder::drop_line>("drop_line"), field<&PlaceOrder::tip>("tip"),
                  field<&PlaceOrder::payment_token>("payment_token", Index::None, Secrecy::Secret),
                  field<&PlaceOrder::note>("note"), field<&PlaceOrder::coupon_code>("coupon_code"),
                  field<&PlaceOrder::points>("points"), field<&PlaceOrder::scheduled_for>("scheduled_for"),
                  field<&PlaceOrder::cart>("cart_id"));
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
  std::string reason;  // a word of core/services/order/cancel_rules.h

  static constexpr auto description() {
    return record("reject_order", field<&RejectOrder::order>("order_id"), field<&RejectOrder::reason>("reason"));
  }
};

// Whoever lets a caller in must write `by` and `by_user` from what the caller has proven, never take them from the
// request: `by` from the role that gave the right (operations and support: operations; restaurant staff and admin:
// restaurant; else customer), `by_user` the caller. The order's own customer counts as the customer whatever `by` says.
struct CancelOrder {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::CancelOrder;
  OrderId order;
  Actor by = Actor::Customer;
  std::string reason;
  UserId by_user = {};

  static constexpr auto description() {
    return record("cancel_order", field<&CancelOrder::order>("order_id"), field<&CancelOrder::by>("by"),
                  field<&CancelOrder::reason>("reason"), field<&CancelOrder::by_user>("by_user"));
  }
};

// What is not given stays. New lines take the place of all the old ones, at today's prices; coupon and points keep
// their worth, or less in proportion where less is ordered.
struct ChangeOrder {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  OrderId order;
  std::vector<OrderLine> lines;  // empty: as they are
  std::optional<std::string> note;
  std::optional<Money> tip;
  std::optional<GeoPoint> drop;
  std::optional<std::string> drop_line;

  static constexpr auto description() {
    return record("change_order", field<&ChangeOrder::order>("order_id"), field<&ChangeOrder::lines>("lines"),
                  field<&ChangeOrder::note>("note"), field<&ChangeOrder::tip>("tip"), field<&ChangeOrder::drop>("drop"),
                  field<&ChangeOrder::drop_line>("drop_line"));
  }
};

using OrderCommands = TypeList<PlaceOrder, AcceptOrder, RejectOrder, CancelOrder, ChangeOrder>;

}  // namespace pizza
