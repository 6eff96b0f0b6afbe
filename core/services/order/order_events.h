// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/order.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct OrderPlaced {
  static constexpr std::string_view service = "order";
  Order order;
  Basket basket;
  std::string payment_token;
  std::uint64_t aggregate() const { return order.id.value; }
  static constexpr auto description() {
    return record("OrderPlaced", field<&OrderPlaced::order>("order"), field<&OrderPlaced::basket>("basket"),
                  field<&OrderPlaced::payment_token>("payment_token", Index::None, Secrecy::Secret));
  }
};

constexpr std::string_view order_event_name(OrderStatus to) {
  constexpr std::array<std::string_view, 11> names{
      "OrderPlaced",    "OrderAuthorized", "OrderAccepted", "OrderPreparing", "OrderReady", "OrderPickedUp",
      "OrderDelivered", "OrderCompleted",  "OrderRejected", "OrderCancelled", "OrderFailed"};
  return names[static_cast<std::size_t>(to)];
}

// A step forward on the order's way.
template <OrderStatus To>
struct OrderAdvanced {
  static constexpr std::string_view service = "order";
  static constexpr OrderStatus to = To;
  OrderId order;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record(order_event_name(To), field<&OrderAdvanced::order>("order_id"), field<&OrderAdvanced::at>("at"));
  }
};
using OrderAuthorized = OrderAdvanced<OrderStatus::Authorized>;
using OrderAccepted = OrderAdvanced<OrderStatus::Accepted>;
using OrderPreparing = OrderAdvanced<OrderStatus::Preparing>;
using OrderReady = OrderAdvanced<OrderStatus::Ready>;
using OrderPickedUp = OrderAdvanced<OrderStatus::PickedUp>;
using OrderDelivered = OrderAdvanced<OrderStatus::Delivered>;
using OrderCompleted = OrderAdvanced<OrderStatus::Completed>;

// An end that nobody hoped for.
template <OrderStatus To>
struct OrderEnded {
  static constexpr std::string_view service = "order";
  static constexpr OrderStatus to = To;
  OrderId order;
  Instant at;
  Actor by = Actor::System;
  std::string reason;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record(order_event_name(To), field<&OrderEnded::order>("order_id"), field<&OrderEnded::at>("at"),
                  field<&OrderEnded::by>("by"), field<&OrderEnded::reason>("reason"));
  }
};
using OrderRejected = OrderEnded<OrderStatus::Rejected>;
using OrderCancelled = OrderEnded<OrderStatus::Cancelled>;
using OrderFailed = OrderEnded<OrderStatus::Failed>;

void fold(Changes& changes, const OrderPlaced& event);
void fold_advance(Changes& changes, OrderId order, OrderStatus to, Instant at);
void fold_end(Changes& changes, OrderId order, OrderStatus to, Instant at, const std::string& reason);

template <OrderStatus To>
void fold(Changes& changes, const OrderAdvanced<To>& event) {
  fold_advance(changes, event.order, To, event.at);
}
template <OrderStatus To>
void fold(Changes& changes, const OrderEnded<To>& event) {
  fold_end(changes, event.order, To, event.at, event.reason);
}

using OrderEvents = TypeList<OrderPlaced, OrderAuthorized, OrderAccepted, OrderPreparing, OrderReady, OrderPickedUp,
                             OrderDelivered, OrderCompleted, OrderRejected, OrderCancelled, OrderFailed>;

}  // namespace pizza
