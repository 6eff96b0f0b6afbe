// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/order_events.h"

namespace pizza {

namespace {

// What a change may change; where the order stands is not among it.
void take_terms(Changes& changes, const Order& from, const Basket& basket) {
  Order& order = changes.edit(from.id);
  order.items = from.items;
  order.tax = from.tax;
  order.delivery_fee = from.delivery_fee;
  order.tip = from.tip;
  order.total = from.total;
  order.drop = from.drop;
  order.promised_at = from.promised_at;
  order.discount = from.discount;
  order.restaurant_discount = from.restaurant_discount;
  order.small_order_fee = from.small_order_fee;
  order.tax_included = from.tax_included;
  order.revision = from.revision;
  Basket& kept = changes.edit_at<Basket>(from.id.value);
  const Version version = kept.version;
  kept = basket;
  kept.version = version;
}

template <class T>
void put(Changes& changes, const T& record) {
  const std::uint64_t key = key_of(record);
  if (changes.find_at<T>(key) == nullptr) {
    changes.insert(record);
    return;
  }
  T& kept = changes.edit_at<T>(key);
  const Version version = kept.version;
  kept = record;
  kept.version = version;
}

template <class T>
void drop(Changes& changes, std::uint64_t key) {
  if (changes.find_at<T>(key) != nullptr) changes.erase(record_type<T>(), key);
}

}  // namespace

void fold(Changes& changes, const OrderPlaced& event) {
  changes.insert(event.order);
  changes.insert(event.basket);
  if (event.order.release_at) changes.insert(WaitingOrder{event.order.id, event.payment_token, {}});
}

void fold(Changes& changes, const OrderReleased& event) {
  changes.edit(event.order).release_at.reset();
  drop<WaitingOrder>(changes, event.order.value);
}

void fold(Changes& changes, const OrderChanged& event) {
  take_terms(changes, event.after, event.basket_after);
  if (event.open) changes.insert(OpenChange{event.after.id, event.before, event.basket_before, {}});
}

void fold(Changes& changes, const OrderChangeKept& event) {
  changes.erase(record_type<OpenChange>(), event.order.value);
}

void fold(Changes& changes, const OrderChangeUndone& event) {
  take_terms(changes, event.order, event.basket);
  changes.erase(record_type<OpenChange>(), event.order.id.value);
}

void fold_advance(Changes& changes, OrderId id, OrderStatus to, Instant at) {
  Order& order = changes.edit(id);
  order.status = to;
  if (to == OrderStatus::Accepted) order.accepted_at = at;
  if (to == OrderStatus::Ready) order.ready_at = at;
  if (to == OrderStatus::PickedUp) order.picked_up_at = at;
  if (to == OrderStatus::Delivered) order.delivered_at = at;
  if (to == OrderStatus::Completed) order.closed_at = at;
}

void fold_end(Changes& changes, OrderId id, OrderStatus to, Instant at, const std::string& reason, Money charge) {
  Order& order = changes.edit(id);
  order.status = to;
  order.closed_at = at;
  order.close_reason = reason;
  order.end_charge = charge;
  const bool waited = order.release_at.has_value();
  const bool changed = order.revision > 0;
  order.release_at.reset();
  if (waited) drop<WaitingOrder>(changes, id.value);
  if (changed) drop<OpenChange>(changes, id.value);
}

void fold(Changes& changes, const CartChanged& event) {
  put(changes, event.cart);
}

void fold(Changes& changes, const CartCleared& event) {
  changes.erase(event.cart);
}

void fold(Changes& changes, const PromotionAdded& event) {
  changes.insert(event.promotion);
}

void fold(Changes& changes, const PromotionEnded& event) {
  changes.edit(event.promotion).running_for.reset();
}

void fold(Changes& changes, const PlaceTermsSet& event) {
  put(changes, event.terms);
}

void fold(Changes& changes, const PlaceTermsRemoved& event) {
  changes.erase(event.terms);
}

}  // namespace pizza
