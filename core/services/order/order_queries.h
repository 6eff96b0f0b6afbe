// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/order.h"
#include "core/services/command.h"

namespace pizza {

struct SeeOrder {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::SeeOrder;
  static constexpr bool is_query = true;
  OrderId order;

  static constexpr auto description() { return record("see_order", field<&SeeOrder::order>("order_id")); }
};

struct WholeOrder {
  Order order;
  Basket basket;
  std::string restaurant;    // its name
  bool may_change = false;   // by the customer, now
  bool may_cancel = false;   // by the customer, now …
  Money cancel_costs;        // … for this
  bool change_open = false;  // its payment has not followed a change yet

  static constexpr auto description() {
    return record("order_view", field<&WholeOrder::order>("order"), field<&WholeOrder::basket>("basket"),
                  field<&WholeOrder::restaurant>("restaurant"), field<&WholeOrder::may_change>("may_change"),
                  field<&WholeOrder::may_cancel>("may_cancel"), field<&WholeOrder::cancel_costs>("cancel_costs"),
                  field<&WholeOrder::change_open>("change_open"));
  }
};

// The orders of a person or of a restaurant (one of them), the newest first.
struct ListOrders {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::SeeOrder;
  static constexpr bool is_query = true;
  UserId user;
  RestaurantId restaurant;
  bool open = false;       // only those that have not ended
  OrderId before;          // only older ones than this: the last of the page before
  std::int32_t limit = 0;  // 1..100; 0 = 20

  static constexpr auto description() {
    return record("list_orders", field<&ListOrders::user>("user_id"), field<&ListOrders::restaurant>("restaurant_id"),
                  field<&ListOrders::open>("open"), field<&ListOrders::before>("before"),
                  field<&ListOrders::limit>("limit"));
  }
};

struct OrderSummary {
  OrderId order;
  RestaurantId restaurant;
  std::string restaurant_name;
  OrderStatus status = OrderStatus::Placed;
  Money total;
  std::string first_dish;
  std::int32_t lines = 0;
  Instant placed_at;
  Instant promised_at;
  std::optional<Instant> scheduled_for;
  std::string close_reason;

  static constexpr auto description() {
    return record(
        "order_summary", field<&OrderSummary::order>("order_id"), field<&OrderSummary::restaurant>("restaurant_id"),
        field<&OrderSummary::restaurant_name>("restaurant_name"), field<&OrderSummary::status>("status"),
        field<&OrderSummary::total>("total"), field<&OrderSummary::first_dish>("first_dish"),
        field<&OrderSummary::lines>("lines"), field<&OrderSummary::placed_at>("placed_at"),
        field<&OrderSummary::promised_at>("promised_at"), field<&OrderSummary::scheduled_for>("scheduled_for"),
        field<&OrderSummary::close_reason>("close_reason"));
  }
};

struct OrderPage {
  std::vector<OrderSummary> orders;
  bool more = false;  // older ones follow

  static constexpr auto description() {
    return record("order_page", field<&OrderPage::orders>("orders"), field<&OrderPage::more>("more"));
  }
};

// Where an order stands, for whoever waits for it.
struct TrackOrder {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::SeeOrder;
  static constexpr bool is_query = true;
  OrderId order;

  static constexpr auto description() { return record("track_order", field<&TrackOrder::order>("order_id")); }
};

struct TrackStep {
  OrderStatus status = OrderStatus::Placed;
  bool reached = false;
  std::optional<Instant> at;  // where it is kept

  static constexpr auto description() {
    return record("track_step", field<&TrackStep::status>("status"), field<&TrackStep::reached>("reached"),
                  field<&TrackStep::at>("at"));
  }
};

struct TrackLine {
  std::string name;
  std::int32_t quantity = 0;
  Money price;  // of all of them, before discounts
  std::vector<std::string> options;
  std::vector<BasketHalf> halves;

  static constexpr auto description() {
    return record("track_line", field<&TrackLine::name>("name"), field<&TrackLine::quantity>("quantity"),
                  field<&TrackLine::price>("price"), field<&TrackLine::options>("options"),
                  field<&TrackLine::halves>("halves"));
  }
};

struct TrackView {
  OrderId order;
  OrderStatus status = OrderStatus::Placed;
  bool waits = false;            // scheduled, and nobody has begun
  std::vector<TrackStep> steps;  // the order's way, and the end it took
  // It comes between the two; not set once it is over.
  std::optional<Instant> promised_from;
  std::optional<Instant> promised_until;
  std::optional<GeoPoint> rider_at;  // while somebody is on the way, and only when it was reported just now
  std::optional<Instant> rider_seen;
  std::vector<TrackLine> lines;
  std::string drop_line;
  Money items, discount, delivery_fee, small_order_fee, tip, tax, tax_included, total;
  Money end_charge;
  std::string close_reason;

  static constexpr auto description() {
    return record("track_view", field<&TrackView::order>("order_id"), field<&TrackView::status>("status"),
                  field<&TrackView::waits>("waits"), field<&TrackView::steps>("steps"),
                  field<&TrackView::promised_from>("promised_from"),
                  field<&TrackView::promised_until>("promised_until"), field<&TrackView::rider_at>("rider_at"),
                  field<&TrackView::rider_seen>("rider_seen"), field<&TrackView::lines>("lines"),
                  field<&TrackView::drop_line>("drop_line"), field<&TrackView::items>("items"),
                  field<&TrackView::discount>("discount"), field<&TrackView::delivery_fee>("delivery_fee"),
                  field<&TrackView::small_order_fee>("small_order_fee"), field<&TrackView::tip>("tip"),
                  field<&TrackView::tax>("tax"), field<&TrackView::tax_included>("tax_included"),
                  field<&TrackView::total>("total"), field<&TrackView::end_charge>("end_charge"),
                  field<&TrackView::close_reason>("close_reason"));
  }
};

using OrderQueries = TypeList<SeeOrder, ListOrders, TrackOrder>;

}  // namespace pizza
