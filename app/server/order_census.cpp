// SPDX-License-Identifier: Apache-2.0
#include "app/server/order_census.h"

namespace pizza::server {

namespace {

template <class... E>
std::unordered_map<const EventType*, OrderStatus> statuses() {
  return {{&event_type<E>(), E::to}...};
}

// What an order has become when such an event is heard.
const std::unordered_map<const EventType*, OrderStatus>& status_by_event() {
  static const auto table = statuses<OrderAuthorized, OrderAccepted, OrderPreparing, OrderReady, OrderPickedUp,
                                     OrderDelivered, OrderCompleted, OrderRejected, OrderCancelled, OrderFailed>();
  return table;
}

}  // namespace

OrderCensus::OrderCensus(Store& store) {
  store.scan(record_type<Order>(), [this](std::uint64_t, const void* record) {
    const auto* order = static_cast<const Order*>(record);
    enter(order->id, order->status);
  });
}

void OrderCensus::enter(OrderId order, OrderStatus status) {
  if (const auto known = open_.find(order); known != open_.end()) {
    --counts_[static_cast<std::size_t>(known->second)];
    open_.erase(known);
  }
  ++counts_[static_cast<std::size_t>(status)];
  if (!is_terminal(status)) open_.emplace(order, status);
}

void OrderCensus::heard(const EventEnvelope& event) {
  if (const OrderPlaced* placed = event.as<OrderPlaced>()) return enter(placed->order.id, OrderStatus::Placed);
  const EventType& type = event.event.type();
  const auto found = status_by_event().find(&type);
  if (found != status_by_event().end()) enter(OrderId{type.aggregate(event.event.get())}, found->second);
}

}  // namespace pizza::server
