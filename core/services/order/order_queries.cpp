// SPDX-License-Identifier: Apache-2.0
// Looking at orders: one, many, and where one stands.
#include "core/model/records/delivery.h"
#include "core/model/records/restaurant.h"
#include "core/services/order/order_checks.h"
#include "core/services/order/order_service.h"

namespace pizza {

namespace {

constexpr std::size_t looked_at = 2'000;         // of the latest, for one page
constexpr Duration promise_early = minutes(10);  // the promise is an interval: from ten minutes before …
constexpr Duration promise_late = minutes(5);    // … to five minutes after
constexpr Duration position_fresh = minutes(2);  // an older one tells nothing

std::string name_of(UnitOfWork& work, RestaurantId id) {
  const Restaurant* restaurant = work.find(id);
  return restaurant == nullptr ? std::string() : restaurant->name;
}

OrderSummary summary_of(UnitOfWork& work, const Order& order) {
  OrderSummary summary;
  summary.order = order.id;
  summary.restaurant = order.restaurant;
  summary.restaurant_name = name_of(work, order.restaurant);
  summary.status = order.status;
  summary.total = order.total;
  if (const Basket* basket = work.find_at<Basket>(order.id.value); basket != nullptr && !basket->lines.empty()) {
    summary.first_dish = basket->lines.front().name;
    summary.lines = static_cast<std::int32_t>(basket->lines.size());
  }
  summary.placed_at = order.placed_at;
  summary.promised_at = order.promised_at;
  summary.scheduled_for = order.scheduled_for;
  summary.close_reason = order.close_reason;
  return summary;
}

std::optional<Instant> reached_at(const Order& order, OrderStatus status) {
  switch (status) {
    case OrderStatus::Placed:
      return order.placed_at;
    case OrderStatus::Accepted:
      return order.accepted_at;
    case OrderStatus::Ready:
      return order.ready_at;
    case OrderStatus::PickedUp:
      return order.picked_up_at;
    case OrderStatus::Delivered:
      return order.delivered_at;
    case OrderStatus::Authorized:
    case OrderStatus::Preparing:
      return std::nullopt;
    default:
      return order.closed_at;
  }
}

// How far an order came that has ended otherwise, as its instants tell.
OrderStatus furthest(const Order& order) {
  if (order.status <= OrderStatus::Completed) return order.status;
  if (order.picked_up_at) return OrderStatus::PickedUp;
  if (order.ready_at) return OrderStatus::Ready;
  return order.accepted_at ? OrderStatus::Accepted : OrderStatus::Placed;
}

std::vector<TrackStep> steps_of(const Order& order) {
  std::vector<TrackStep> steps;
  const OrderStatus came = furthest(order);
  const bool ended_otherwise = order.status > OrderStatus::Completed;
  for (int s = 0; s <= static_cast<int>(OrderStatus::Completed); ++s) {
    const auto status = static_cast<OrderStatus>(s);
    const bool reached = status <= came;
    if (!reached && ended_otherwise) break;
    steps.push_back({status, reached, reached ? reached_at(order, status) : std::nullopt});
  }
  if (ended_otherwise) steps.push_back({order.status, true, order.closed_at});
  return steps;
}

// Only while somebody is on the way with this order or for it.
void show_rider(UnitOfWork& work, TrackView& view) {
  for (const std::uint64_t key : work.find_where<&Delivery::order>(view.order)) {
    const Delivery* delivery = work.find(DeliveryId{key});
    if (delivery->status < DeliveryStatus::Assigned || delivery->status > DeliveryStatus::PickedUp) continue;
    const Rider* rider = work.find(delivery->rider);
    if (rider == nullptr || rider->delivery != delivery->id || work.now() - rider->place_at > position_fresh) continue;
    view.rider_at = rider->place;
    view.rider_seen = rider->place_at;
  }
}

}  // namespace

Result<WholeOrder> OrderService::see(UnitOfWork& work, const SeeOrder& query) const {
  const Order* order = work.find(query.order);
  if (order == nullptr) return order_checks::unknown_order();
  WholeOrder view;
  view.order = *order;
  if (const Basket* basket = work.find_at<Basket>(query.order.value)) view.basket = *basket;
  view.restaurant = name_of(work, order->restaurant);
  view.change_open = order->revision > 0 && work.find_at<OpenChange>(query.order.value) != nullptr;
  view.may_change = may_change(*order) && !view.change_open && order->revision < max_changes;
  const cancel_rules::Cell rule = cancel_rules::cell(order->status, Actor::Customer);
  view.may_cancel = rule.allowed;
  view.cancel_costs = end_charge(work, *order, rule.pays);
  return view;
}

Result<OrderPage> OrderService::list(UnitOfWork& work, const ListOrders& query) const {
  const std::int32_t limit = query.limit == 0 ? 20 : query.limit;
  if (limit < 1 || limit > 100) return problem(Status::Unprocessable, "order.invalid", "1 to 100", "limit");
  if (static_cast<bool>(query.user) == static_cast<bool>(query.restaurant))
    return problem(Status::Unprocessable, "order.invalid", "name a user or a restaurant, not both", "user_id");
  std::vector<std::uint64_t> keys =
      query.user ? work.find_where<&Order::user>(query.user) : work.find_where<&Order::restaurant>(query.restaurant);
  if (query.before) keys.erase(std::lower_bound(keys.begin(), keys.end(), query.before.value), keys.end());
  OrderPage page;
  std::size_t looked = 0;
  for (auto key = keys.rbegin(); key != keys.rend() && looked < looked_at; ++key, ++looked) {
    const Order* order = work.find(OrderId{*key});
    if (query.open && is_terminal(order->status)) continue;
    if (page.orders.size() == static_cast<std::size_t>(limit)) {
      page.more = true;
      break;
    }
    page.orders.push_back(summary_of(work, *order));
  }
  return page;
}

Result<TrackView> OrderService::track(UnitOfWork& work, const TrackOrder& query) const {
  const Order* order = work.find(query.order);
  if (order == nullptr) return order_checks::unknown_order();
  TrackView view;
  view.order = order->id;
  view.status = order->status;
  view.waits = order->release_at.has_value();
  view.steps = steps_of(*order);
  if (order->status < OrderStatus::Delivered) {
    view.promised_from = order->promised_at - promise_early;
    view.promised_until = order->promised_at + promise_late;
    show_rider(work, view);
  }
  if (const Basket* basket = work.find_at<Basket>(query.order.value)) {
    view.drop_line = basket->drop_line;
    for (const BasketLine& line : basket->lines)
      view.lines.push_back({line.name, line.quantity, line.unit_price * line.quantity, line.options, line.halves});
  }
  view.items = order->items;
  view.discount = order->discount;
  view.delivery_fee = order->delivery_fee;
  view.small_order_fee = order->small_order_fee;
  view.tip = order->tip;
  view.tax = order->tax;
  view.tax_included = order->tax_included;
  view.total = order->total;
  view.end_charge = order->end_charge;
  view.close_reason = order->close_reason;
  return view;
}

}  // namespace pizza
