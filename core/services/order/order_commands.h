// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"
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
