// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/order_service.h"

#include "core/model/records/kitchen.h"
#include "core/model/records/user.h"
#include "core/services/order/order_pricing.h"
#include "core/services/restaurant/restaurant_service.h"

namespace pizza {

namespace {

Problem unknown_order() {
  return problem(Status::NotFound, "order.unknown", "there is no such order", "order_id");
}

std::optional<Problem> check_texts(const PlaceOrder& wish) {
  const auto check = [](const std::string& text, const char* field, std::size_t most) -> std::optional<Problem> {
    if (text.size() > most)
      return problem(Status::Unprocessable, "order.invalid", "longer than " + std::to_string(most) + " bytes", field);
    if (looks_like_card_number(text))
      return problem(Status::Unprocessable, "order.card_number", "looks like a card number; send a token", field);
    return std::nullopt;
  };
  if (wish.payment_token.empty())
    return problem(Status::Unprocessable, "order.invalid", "must not be empty", "payment_token");
  if (auto wrong = check(wish.payment_token, "payment_token", 128)) return wrong;
  if (auto wrong = check(wish.drop_line, "drop_line", 200)) return wrong;
  return check(wish.note, "note", 500);
}

std::optional<Problem> check_place(const Restaurant& restaurant, const PlaceOrder& wish, Instant now) {
  if (restaurant.paused)
    return problem(Status::Conflict, "restaurant.paused", restaurant.name + " takes no orders now", "restaurant_id");
  if (!RestaurantService::is_open(restaurant, now))
    return problem(Status::Conflict, "restaurant.closed", restaurant.name + " is closed", "restaurant_id");
  if (!wish.drop.valid()) return problem(Status::Unprocessable, "order.invalid", "a place outside the earth", "drop");
  if (distance_mm(restaurant.place, wish.drop) > std::int64_t{restaurant.delivery_radius_m} * 1'000)
    return problem(Status::Unprocessable, "order.too_far", "further than the restaurant delivers", "drop");
  return std::nullopt;
}

void take_money(Order& order, const PricedBasket& basket) {
  order.items = basket.items;
  order.discount = basket.discount;
  order.restaurant_discount = basket.restaurant_discount;
  order.tax = basket.tax;
  order.tax_included = basket.tax_included;
  order.delivery_fee = basket.delivery_fee;
  order.small_order_fee = basket.small_order_fee;
  order.tip = basket.tip;
  order.total = basket.total;
}

}  // namespace

bool looks_like_card_number(std::string_view text) {
  std::string digits;
  const auto luhn = [](std::string_view run) {
    int sum = 0;
    for (std::size_t i = 0; i < run.size(); ++i) {
      int digit = run[run.size() - 1 - i] - '0';
      if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
    return sum % 10 == 0;
  };
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : 'x';
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
    } else if (!((c == ' ' || c == '-') && !digits.empty())) {
      if (digits.size() >= 13 && digits.size() <= 19 && luhn(digits)) return true;
      digits.clear();
    }
  }
  return false;
}

Duration OrderService::promise(UnitOfWork& work, const Restaurant& restaurant, GeoPoint drop) {
  constexpr std::int64_t metres_per_second = 4;  // door to door in a city, detours included
  std::int64_t ahead = 0;
  std::int64_t ovens = 1;
  if (const Kitchen* kitchen = work.find_at<Kitchen>(restaurant.id.value)) {
    for (const StationState& station : kitchen->stations)
      ahead += station.busy + static_cast<std::int64_t>(station.waiting.size());
    ovens = kitchen->stations[1].capacity > 0 ? kitchen->stations[1].capacity : 1;
  }
  const Duration cooking = minutes(12) + minutes(6) * ahead / ovens;
  const Duration way = milliseconds(distance_mm(restaurant.place, drop) / metres_per_second);
  return cooking + way + minutes(10);
}

Result<OrderId> OrderService::place(UnitOfWork& work, const PlaceOrder& command) const {
  if (work.find(command.user) == nullptr)
    return problem(Status::NotFound, "user.unknown", "there is no such user", "user_id");
  const Restaurant* restaurant = work.find(command.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (auto wrong = check_texts(command)) return *wrong;
  if (auto wrong = check_place(*restaurant, command, work.now())) return *wrong;
  Result<PricedBasket> priced = price_basket(work, *restaurant,
                                             {.user = command.user,
                                              .lines = command.lines,
                                              .drop = command.drop,
                                              .tip = command.tip,
                                              .coupon_code = command.coupon_code,
                                              .points = command.points,
                                              .wanted = work.now()});
  if (!priced.ok()) return priced.problem();
  PricedBasket basket = std::move(priced).value();
  OrderPlaced placed;
  Order& order = placed.order;
  order.id = work.allocate<Order>();
  order.user = command.user;
  order.restaurant = command.restaurant;
  take_money(order, basket);
  order.drop = command.drop;
  order.placed_at = work.now();
  order.promised_at = work.now() + promise(work, *restaurant, command.drop);
  placed.basket = {.order = placed.order.id,
                   .lines = std::move(basket.lines),
                   .drop_line = command.drop_line,
                   .note = command.note,
                   .version = {},
                   .taxes = std::move(basket.taxes),
                   .promotions = std::move(basket.promotions)};
  placed.payment_token = command.payment_token;
  const OrderId id = placed.order.id;
  work.record(std::move(placed));
  return id;
}

Outcome OrderService::accept(UnitOfWork& work, const AcceptOrder& command) const {
  if (work.find(command.order) == nullptr) return unknown_order();
  if (!advance(work, command.order, OrderStatus::Accepted))
    return problem(Status::Conflict, "order.not_waiting", "the order does not wait for an answer", "order_id");
  return Done{};
}

Outcome OrderService::reject(UnitOfWork& work, const RejectOrder& command) const {
  const Order* order = work.find(command.order);
  if (order == nullptr) return unknown_order();
  if (order->status != OrderStatus::Authorized)
    return problem(Status::Conflict, "order.not_waiting", "the order does not wait for an answer", "order_id");
  if (command.reason.size() > 200)
    return problem(Status::Unprocessable, "order.invalid", "at most 200 bytes", "reason");
  work.record(OrderRejected{command.order, work.now(), Actor::Restaurant, command.reason});
  return Done{};
}

bool OrderService::may_cancel(Actor by, OrderStatus status) {
  switch (by) {
    case Actor::Customer:
      return status <= OrderStatus::Accepted;
    case Actor::Restaurant:
      return status >= OrderStatus::Authorized && status <= OrderStatus::Ready;
    case Actor::Operations:
    case Actor::System:
      return status <= OrderStatus::PickedUp;
    case Actor::Rider:
      return false;
  }
  return false;
}

Outcome OrderService::cancel(UnitOfWork& work, const CancelOrder& command) const {
  const Order* order = work.find(command.order);
  if (order == nullptr) return unknown_order();
  if (!may_cancel(command.by, order->status))
    return problem(Status::Conflict, "order.not_cancellable",
                   "an order that is " + std::string(order_status_names[static_cast<std::size_t>(order->status)]) +
                       " cannot be cancelled by " + std::string(actor_names[static_cast<std::size_t>(command.by)]),
                   "order_id");
  if (command.reason.size() > 200)
    return problem(Status::Unprocessable, "order.invalid", "at most 200 bytes", "reason");
  work.record(OrderCancelled{command.order, work.now(), command.by, command.reason});
  return Done{};
}

bool OrderService::advance(UnitOfWork& work, OrderId id, OrderStatus to) const {
  const Order* order = work.find(id);
  if (order == nullptr || static_cast<int>(order->status) + 1 != static_cast<int>(to)) return false;
  switch (to) {
    case OrderStatus::Authorized:
      work.record(OrderAuthorized{id, work.now()});
      return true;
    case OrderStatus::Accepted:
      work.record(OrderAccepted{id, work.now()});
      return true;
    case OrderStatus::Preparing:
      work.record(OrderPreparing{id, work.now()});
      return true;
    case OrderStatus::Ready:
      work.record(OrderReady{id, work.now()});
      return true;
    case OrderStatus::PickedUp:
      work.record(OrderPickedUp{id, work.now()});
      return true;
    case OrderStatus::Delivered:
      work.record(OrderDelivered{id, work.now()});
      return true;
    case OrderStatus::Completed:
      work.record(OrderCompleted{id, work.now()});
      return true;
    default:
      return false;
  }
}

bool OrderService::fail(UnitOfWork& work, OrderId id, std::string reason) const {
  const Order* order = work.find(id);
  if (order == nullptr || order->status >= OrderStatus::Delivered) return false;
  work.record(OrderFailed{id, work.now(), Actor::System, std::move(reason)});
  return true;
}

bool OrderService::cancel_by_system(UnitOfWork& work, OrderId id, std::string reason) const {
  const Order* order = work.find(id);
  if (order == nullptr || !may_cancel(Actor::System, order->status)) return false;
  work.record(OrderCancelled{id, work.now(), Actor::System, std::move(reason)});
  return true;
}

void fold(Changes& changes, const OrderPlaced& event) {
  changes.insert(event.order);
  changes.insert(event.basket);
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

void fold_end(Changes& changes, OrderId id, OrderStatus to, Instant at, const std::string& reason) {
  Order& order = changes.edit(id);
  order.status = to;
  order.closed_at = at;
  order.close_reason = reason;
}

}  // namespace pizza
