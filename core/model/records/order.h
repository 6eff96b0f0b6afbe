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
  Money tax;
  Money delivery_fee;
  Money tip;
  Money total;  // the sum of the four
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

  static constexpr auto description() {
    return record("orders", key<&Order::id>("order_id"), field<&Order::user>("user_id", Index::Hash),
                  field<&Order::restaurant>("restaurant_id", Index::Hash), field<&Order::status>("status"),
                  field<&Order::items>("items"), field<&Order::tax>("tax"), field<&Order::delivery_fee>("delivery_fee"),
                  field<&Order::tip>("tip"), field<&Order::total>("total"), field<&Order::drop>("drop", Index::Geo),
                  field<&Order::placed_at>("placed_at", Index::Ordered), field<&Order::promised_at>("promised_at"),
                  field<&Order::accepted_at>("accepted_at"), field<&Order::ready_at>("ready_at"),
                  field<&Order::picked_up_at>("picked_up_at"), field<&Order::delivered_at>("delivered_at"),
                  field<&Order::closed_at>("closed_at"), field<&Order::close_reason>("close_reason"),
                  field<&Order::version>("version"), shard_by<&Order::user>(), keep_for(days(365)));
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
