// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"

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
  std::optional<Instant> release_at;     // a scheduled order waits until then, before anybody hears of it
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

struct BasketLine {
  MenuItemId item;
  std::string name;  // as it stood on the menu
  std::int32_t quantity = 1;
  Money unit_price;                  // options included
  std::vector<std::string> options;  // names of the chosen ones

  static constexpr auto description() {
    return record("basket_line", field<&BasketLine::item>("menu_item_id"), field<&BasketLine::name>("name"),
                  field<&BasketLine::quantity>("quantity"), field<&BasketLine::unit_price>("unit_price"),
                  field<&BasketLine::options>("options"));
  }
};

// What was ordered. Apart from the order, because it never changes while the order changes often.
struct Basket {
  OrderId order;
  std::vector<BasketLine> lines;
  std::string drop_line;  // the address as the customer wrote it
  std::string note;
  Version version;

  static constexpr auto description() {
    return record("baskets", key<&Basket::order>("order_id"), field<&Basket::lines>("lines"),
                  field<&Basket::drop_line>("drop_line"), field<&Basket::note>("note"),
                  field<&Basket::version>("version"), keep_for(days(365)));
  }
};

}  // namespace pizza
