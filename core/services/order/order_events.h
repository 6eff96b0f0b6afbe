// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/cart.h"
#include "core/model/records/order.h"
#include "core/model/records/place_terms.h"
#include "core/model/records/promotion.h"
#include "core/services/event_type_of.h"

namespace pizza {

// Where `order.release_at` is set nobody acts on it before OrderReleased.
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

// A scheduled order's time has come: as if it were placed now.
struct OrderReleased {
  static constexpr std::string_view service = "order";
  OrderId order;
  Instant at;
  std::string payment_token;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("OrderReleased", field<&OrderReleased::order>("order_id"), field<&OrderReleased::at>("at"),
                  field<&OrderReleased::payment_token>("payment_token", Index::None, Secrecy::Secret));
  }
};

// The customer wants it otherwise. `open`: it costs more, and stands only when the payment has followed
// (OrderChangeKept) or is put back (OrderChangeUndone); the restaurant cannot accept it before.
struct OrderChanged {
  static constexpr std::string_view service = "order";
  Order before;
  Basket basket_before;
  Order after;
  Basket basket_after;
  Instant at;
  bool open = false;
  std::uint64_t aggregate() const { return after.id.value; }
  static constexpr auto description() {
    return record("OrderChanged", field<&OrderChanged::before>("before"),
                  field<&OrderChanged::basket_before>("basket_before"), field<&OrderChanged::after>("after"),
                  field<&OrderChanged::basket_after>("basket_after"), field<&OrderChanged::at>("at"),
                  field<&OrderChanged::open>("open"));
  }
};

struct OrderChangeKept {
  static constexpr std::string_view service = "order";
  OrderId order;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("OrderChangeKept", field<&OrderChangeKept::order>("order_id"), field<&OrderChangeKept::at>("at"));
  }
};

// Carries what is as it was again.
struct OrderChangeUndone {
  static constexpr std::string_view service = "order";
  Order order;
  Basket basket;
  Instant at;
  std::string reason;
  std::uint64_t aggregate() const { return order.id.value; }
  static constexpr auto description() {
    return record("OrderChangeUndone", field<&OrderChangeUndone::order>("order"),
                  field<&OrderChangeUndone::basket>("basket"), field<&OrderChangeUndone::at>("at"),
                  field<&OrderChangeUndone::reason>("reason"));
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

// An end that nobody hoped for. `charge` is what the customer pays all the same.
template <OrderStatus To>
struct OrderEnded {
  static constexpr std::string_view service = "order";
  static constexpr OrderStatus to = To;
  OrderId order;
  Instant at;
  Actor by = Actor::System;
  std::string reason;
  Money charge = {};
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record(order_event_name(To), field<&OrderEnded::order>("order_id"), field<&OrderEnded::at>("at"),
                  field<&OrderEnded::by>("by"), field<&OrderEnded::reason>("reason"),
                  field<&OrderEnded::charge>("charge"));
  }
};
using OrderRejected = OrderEnded<OrderStatus::Rejected>;
using OrderCancelled = OrderEnded<OrderStatus::Cancelled>;
using OrderFailed = OrderEnded<OrderStatus::Failed>;

// Carries all of the cart as it is now.
struct CartChanged {
  static constexpr std::string_view service = "order";
  Cart cart;
  std::uint64_t aggregate() const { return cart.id.value; }
  static constexpr auto description() { return record("CartChanged", field<&CartChanged::cart>("cart")); }
};

// Bought, emptied, or given up for a newer one.
struct CartCleared {
  static constexpr std::string_view service = "order";
  CartId cart;
  OrderId bought;  // none: not bought
  std::uint64_t aggregate() const { return cart.value; }
  static constexpr auto description() {
    return record("CartCleared", field<&CartCleared::cart>("cart_id"), field<&CartCleared::bought>("bought"));
  }
};

struct PromotionAdded {
  static constexpr std::string_view service = "order";
  Promotion promotion;
  std::uint64_t aggregate() const { return promotion.id.value; }
  static constexpr auto description() {
    return record("PromotionAdded", field<&PromotionAdded::promotion>("promotion"));
  }
};

struct PromotionEnded {
  static constexpr std::string_view service = "order";
  PromotionId promotion;
  Instant at;
  std::uint64_t aggregate() const { return promotion.value; }
  static constexpr auto description() {
    return record("PromotionEnded", field<&PromotionEnded::promotion>("promotion_id"),
                  field<&PromotionEnded::at>("at"));
  }
};

// Carries all of the terms as they are now.
struct PlaceTermsSet {
  static constexpr std::string_view service = "order";
  PlaceTerms terms;
  std::uint64_t aggregate() const { return terms.id.value; }
  static constexpr auto description() { return record("PlaceTermsSet", field<&PlaceTermsSet::terms>("terms")); }
};

struct PlaceTermsRemoved {
  static constexpr std::string_view service = "order";
  PlaceTermsId terms;
  std::uint64_t aggregate() const { return terms.value; }
  static constexpr auto description() {
    return record("PlaceTermsRemoved", field<&PlaceTermsRemoved::terms>("place_terms_id"));
  }
};

void fold(Changes& changes, const OrderPlaced& event);
void fold(Changes& changes, const OrderReleased& event);
void fold(Changes& changes, const OrderChanged& event);
void fold(Changes& changes, const OrderChangeKept& event);
void fold(Changes& changes, const OrderChangeUndone& event);
void fold(Changes& changes, const CartChanged& event);
void fold(Changes& changes, const CartCleared& event);
void fold(Changes& changes, const PromotionAdded& event);
void fold(Changes& changes, const PromotionEnded& event);
void fold(Changes& changes, const PlaceTermsSet& event);
void fold(Changes& changes, const PlaceTermsRemoved& event);
void fold_advance(Changes& changes, OrderId order, OrderStatus to, Instant at);
void fold_end(Changes& changes, OrderId order, OrderStatus to, Instant at, const std::string& reason, Money charge);

template <OrderStatus To>
void fold(Changes& changes, const OrderAdvanced<To>& event) {
  fold_advance(changes, event.order, To, event.at);
}
template <OrderStatus To>
void fold(Changes& changes, const OrderEnded<To>& event) {
  fold_end(changes, event.order, To, event.at, event.reason, event.charge);
}

using OrderEvents = TypeList<OrderPlaced, OrderAuthorized, OrderAccepted, OrderPreparing, OrderReady, OrderPickedUp,
                             OrderDelivered, OrderCompleted, OrderRejected, OrderCancelled, OrderFailed, OrderReleased,
                             OrderChanged, OrderChangeKept, OrderChangeUndone, CartChanged, CartCleared, PromotionAdded,
                             PromotionEnded, PlaceTermsSet, PlaceTermsRemoved>;

}  // namespace pizza
