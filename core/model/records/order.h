// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"
#include "core/model/records/good_kind.h"
#include "core/model/records/promotion.h"

namespace pizza {

// The order's way. The last four are terminal.
enum class OrderStatus : std::uint8_t {
  Placed,
  Authorized,
  Accepted,
  Preparing,
  Ready,
  PickedUp,
  Delivered,
  Completed,
  Rejected,
  Cancelled,
  Failed,
};
inline constexpr std::array<std::string_view, 11> order_status_names{"placed",   "authorized", "accepted",  "preparing",
                                                                     "ready",    "picked_up",  "delivered", "completed",
                                                                     "rejected", "cancelled",  "failed"};
constexpr std::span<const std::string_view> names_of(OrderStatus) {
  return order_status_names;
}
constexpr bool is_terminal(OrderStatus status) {
  return status >= OrderStatus::Completed;
}

// Who asks for something.
enum class Actor : std::uint8_t { Customer, Restaurant, Rider, Operations, System };
inline constexpr std::array<std::string_view, 5> actor_names{"customer", "restaurant", "rider", "operations", "system"};
constexpr std::span<const std::string_view> names_of(Actor) {
  return actor_names;
}

struct Order {
  OrderId id;
  UserId user;
  RestaurantId restaurant;
  OrderStatus status = OrderStatus::Placed;
  Money items;  // all lines with their options
  Money tax;    // all of it: what is contained in prices, and what comes on top
  Money delivery_fee;
  Money tip;
  Money total;  // items - discount + tax - tax_included + delivery_fee + small_order_fee + tip
  GeoPoint drop;
  Instant placed_at;
  Instant promised_at;
  std::optional<Instant> accepted_at;
  std::optional<Instant> ready_at;
  std::optional<Instant> picked_up_at;
  std::optional<Instant> delivered_at;
  std::optional<Instant> closed_at;
  std::string close_reason;  // a stable word; empty for completed orders
  Version version;
  Money discount;             // 0 or more: promotions, coupon and points together, never more than the items
  Money restaurant_discount;  // the part of it that the restaurant bears; the house bears the rest
  Money small_order_fee;      // the house's
  Money tax_included;         // the part of `tax` that the prices contain already
  std::string coupon_code;    // as it stands on the coupon; empty = none
  std::int64_t points_spent = 0;
  Money end_charge;                      // what is taken although the order was cancelled or has failed
  std::optional<Instant> scheduled_for;  // wanted at the door then; none: as soon as may be
  std::optional<Instant> release_at;     // set while a scheduled order waits for that instant
  std::int32_t revision = 0;             // how often its lines were changed

  static constexpr auto description() {
    return record("orders", key<&Order::id>("order_id"), field<&Order::user>("user_id", Index::Hash),
                  field<&Order::restaurant>("restaurant_id", Index::Hash), field<&Order::status>("status"),
                  field<&Order::items>("items"), field<&Order::tax>("tax"), field<&Order::delivery_fee>("delivery_fee"),
                  field<&Order::tip>("tip"), field<&Order::total>("total"), field<&Order::drop>("drop", Index::Geo),
                  field<&Order::placed_at>("placed_at", Index::Ordered), field<&Order::promised_at>("promised_at"),
                  field<&Order::accepted_at>("accepted_at"), field<&Order::ready_at>("ready_at"),
                  field<&Order::picked_up_at>("picked_up_at"), field<&Order::delivered_at>("delivered_at"),
                  field<&Order::closed_at>("closed_at"), field<&Order::close_reason>("close_reason"),
                  field<&Order::version>("version"), field<&Order::discount>("discount"),
                  field<&Order::restaurant_discount>("restaurant_discount"),
                  field<&Order::small_order_fee>("small_order_fee"), field<&Order::tax_included>("tax_included"),
                  field<&Order::coupon_code>("coupon_code"), field<&Order::points_spent>("points_spent"),
                  field<&Order::end_charge>("end_charge"), field<&Order::scheduled_for>("scheduled_for"),
                  field<&Order::release_at>("release_at", Index::Ordered), field<&Order::revision>("revision"),
                  shard_by<&Order::user>(), keep_for(days(365)));
  }
};

// One half of a pizza of two halves.
struct BasketHalf {
  MenuItemId item;
  std::string name;
  std::vector<std::string> options;

  static constexpr auto description() {
    return record("basket_half", field<&BasketHalf::item>("menu_item_id"), field<&BasketHalf::name>("name"),
                  field<&BasketHalf::options>("options"));
  }
};

struct BasketLine {
  MenuItemId item;   // of two halves the one that is more work: the kitchen's times are its
  std::string name;  // as it stood on the menu
  std::int32_t quantity = 1;
  Money unit_price;                     // options included
  std::vector<std::string> options;     // names of the chosen ones; empty where there are halves
  std::vector<BasketHalf> halves = {};  // none, or two, as the customer named them

  static constexpr auto description() {
    return record("basket_line", field<&BasketLine::item>("menu_item_id"), field<&BasketLine::name>("name"),
                  field<&BasketLine::quantity>("quantity"), field<&BasketLine::unit_price>("unit_price"),
                  field<&BasketLine::options>("options"), field<&BasketLine::halves>("halves"));
  }
};

// What a receipt says of one rate: `tax` is in `base` where it is included, else on top of it.
struct TaxPart {
  GoodKind kind = GoodKind::Food;
  std::int32_t per_10000 = 0;
  bool included = false;
  Money base;  // after discounts
  Money tax;

  static constexpr auto description() {
    return record("tax_part", field<&TaxPart::kind>("kind"), field<&TaxPart::per_10000>("per_10000"),
                  field<&TaxPart::included>("included"), field<&TaxPart::base>("base"), field<&TaxPart::tax>("tax"));
  }
};

struct AppliedPromotion {
  PromotionId promotion;
  std::string name;
  Money worth;                 // taken off the items, or off the delivery fee
  bool by_restaurant = false;  // who bears it
  bool of_delivery = false;

  static constexpr auto description() {
    return record("applied_promotion", field<&AppliedPromotion::promotion>("promotion_id"),
                  field<&AppliedPromotion::name>("name"), field<&AppliedPromotion::worth>("worth"),
                  field<&AppliedPromotion::by_restaurant>("by_restaurant"),
                  field<&AppliedPromotion::of_delivery>("of_delivery"));
  }
};

// What was ordered. Apart from the order, because it seldom changes while the order changes often.
struct Basket {
  OrderId order;
  std::vector<BasketLine> lines;
  std::string drop_line;  // the address as the customer wrote it
  std::string note;
  Version version;
  std::vector<TaxPart> taxes = {};                // by rate; empty where the restaurant's own tax holds
  std::vector<AppliedPromotion> promotions = {};  // in the order in which they were taken off

  static constexpr auto description() {
    return record("baskets", key<&Basket::order>("order_id"), field<&Basket::lines>("lines"),
                  field<&Basket::drop_line>("drop_line"), field<&Basket::note>("note"),
                  field<&Basket::version>("version"), field<&Basket::taxes>("taxes"),
                  field<&Basket::promotions>("promotions"), keep_for(days(365)));
  }
};

// A scheduled order that nobody has heard of yet: how it will be paid. Gone when it is released or has ended.
struct WaitingOrder {
  OrderId order;
  std::string payment_token;
  Version version;

  static constexpr auto description() {
    return record("waiting_orders", key<&WaitingOrder::order>("order_id"),
                  field<&WaitingOrder::payment_token>("payment_token", Index::None, Secrecy::Secret),
                  field<&WaitingOrder::version>("version"), keep_for(days(30)));
  }
};

// How an order was before it was changed, until its payment has followed: then it is kept, or put back.
struct OpenChange {
  OrderId order;
  Order before;
  Basket basket_before;
  Version version;

  static constexpr auto description() {
    return record("open_changes", key<&OpenChange::order>("order_id"), field<&OpenChange::before>("before"),
                  field<&OpenChange::basket_before>("basket_before"), field<&OpenChange::version>("version"),
                  keep_for(days(30)));
  }
};

}  // namespace pizza
