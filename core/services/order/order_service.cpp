// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/order_service.h"
#include "core/services/kitchen/estimate_rules.h"
#include "core/services/kitchen/throttle_rules.h"

#include "core/model/records/kitchen.h"
#include "core/model/records/user.h"
#include "core/services/order/order_checks.h"
#include "core/services/restaurant/opening_rules.h"
#include "core/services/restaurant/zone_rules.h"

namespace pizza {

namespace order_checks {

Problem unknown_order() {
  return problem(Status::NotFound, "order.unknown", "there is no such order", "order_id");
}

std::optional<Problem> text(const std::string& text, const char* field, std::size_t most) {
  if (text.size() > most)
    return problem(Status::Unprocessable, "order.invalid", "longer than " + std::to_string(most) + " bytes", field);
  if (looks_like_card_number(text))
    return problem(Status::Unprocessable, "order.card_number", "looks like a card number; send a token", field);
  return std::nullopt;
}

std::optional<Problem> drop(const Restaurant& restaurant, GeoPoint drop) {
  if (!drop.valid()) return problem(Status::Unprocessable, "order.invalid", "a place outside the earth", "drop");
  if (!zone_rules::terms_for(restaurant, drop))
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

}  // namespace order_checks

namespace {

using order_checks::unknown_order;

std::optional<Problem> check_texts(const PlaceOrder& wish) {
  if (wish.payment_token.empty())
    return problem(Status::Unprocessable, "order.invalid", "must not be empty", "payment_token");
  if (auto wrong = order_checks::text(wish.payment_token, "payment_token", 128)) return wrong;
  if (auto wrong = order_checks::text(wish.drop_line, "drop_line", 200)) return wrong;
  if (auto wrong = order_checks::text(wish.coupon_code, "coupon_code", 64)) return wrong;
  return order_checks::text(wish.note, "note", 500);
}

std::optional<Problem> check_time(const Restaurant& restaurant, const PlaceOrder& wish, Instant now) {
  if (restaurant.status != RestaurantStatus::Open)
    return problem(Status::Conflict, "restaurant.closed", restaurant.name + " is closed", "restaurant_id");
  if (!wish.scheduled_for) {
    if (opening_rules::is_paused(restaurant, now))
      return problem(Status::Conflict, "restaurant.paused", restaurant.name + " takes no orders now", "restaurant_id");
    if (!opening_rules::is_open(restaurant, now))
      return problem(Status::Conflict, "restaurant.closed", restaurant.name + " is closed", "restaurant_id");
    return std::nullopt;
  }
  const Instant wanted = *wish.scheduled_for;
  if (wanted < now + OrderService::schedule_from || wanted > now + OrderService::schedule_until)
    return problem(Status::Unprocessable, "order.invalid", "from 30 minutes to 7 days ahead", "scheduled_for");
  if (!opening_rules::is_open(restaurant, wanted))
    return problem(Status::Conflict, "restaurant.closed", restaurant.name + " is closed then", "scheduled_for");
  return std::nullopt;
}

bool change_open(UnitOfWork& work, const Order& order) {
  return order.revision > 0 && work.find_at<OpenChange>(order.id.value) != nullptr;
}

// The lines of the cart that the wish names, in its place.
std::optional<Problem> take_cart(UnitOfWork& work, const PlaceOrder& wish, std::vector<OrderLine>& lines) {
  const Cart* cart = work.find(wish.cart);
  if (cart == nullptr || cart->user != wish.user)
    return problem(Status::NotFound, "order.cart_unknown", "there is no such cart", "cart_id");
  if (cart->restaurant != wish.restaurant)
    return problem(Status::Unprocessable, "order.invalid", "the cart is another restaurant's", "restaurant_id");
  if (!wish.lines.empty())
    return problem(Status::Unprocessable, "order.invalid", "give a cart or lines, not both", "lines");
  for (const CartLine& line : cart->lines) lines.push_back(line.wish);
  return std::nullopt;
}

void set_times(UnitOfWork& work, const Restaurant& restaurant, const PlaceOrder& wish, Order& order) {
  const Duration promise = OrderService::promise(work, restaurant, wish.drop);
  order.placed_at = work.now();
  order.promised_at = work.now() + promise;
  if (!wish.scheduled_for) return;
  order.scheduled_for = wish.scheduled_for;
  order.promised_at = *wish.scheduled_for;
  const Instant release = *wish.scheduled_for - promise - OrderService::release_slack;
  if (release > work.now()) order.release_at = release;
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
  constexpr StationSeconds usual{150, 360, 60};  // of an order for two
  const Duration cooking = estimate_ready(work, restaurant.id, usual) - work.now();
  const Duration way = milliseconds(distance_mm(restaurant.place, drop) / metres_per_second);
  Duration extra = minutes(restaurant.busy_minutes);
  if (!restaurant.zones.empty())
    if (const auto terms = zone_rules::terms_for(restaurant, drop)) extra = terms->extra_time;
  return cooking + way + minutes(14) + extra;
}

Result<OrderId> OrderService::place(UnitOfWork& work, const PlaceOrder& command) const {
  if (work.find(command.user) == nullptr)
    return problem(Status::NotFound, "user.unknown", "there is no such user", "user_id");
  const Restaurant* restaurant = work.find(command.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (!command.scheduled_for && !kitchen_accepts(work, command.restaurant))
    return problem(Status::Conflict, "restaurant.busy", restaurant->name + " has more orders than it can bake now",
                   "restaurant_id");
  if (auto wrong = check_texts(command)) return *wrong;
  if (auto wrong = check_time(*restaurant, command, work.now())) return *wrong;
  if (!command.drop.valid())
    return problem(Status::Unprocessable, "order.invalid", "a place outside the earth", "drop");
  std::vector<OrderLine> of_cart;
  if (command.cart)
    if (auto wrong = take_cart(work, command, of_cart)) return *wrong;
  Result<PricedBasket> priced = price_basket(work, *restaurant,
                                             {.user = command.user,
                                              .lines = command.cart ? of_cart : command.lines,
                                              .drop = command.drop,
                                              .tip = command.tip,
                                              .coupon_code = command.coupon_code,
                                              .points = command.points,
                                              .wanted = command.scheduled_for.value_or(work.now())});
  if (!priced.ok()) return priced.problem();
  PricedBasket basket = std::move(priced).value();
  OrderPlaced placed;
  Order& order = placed.order;
  order.id = work.allocate<Order>();
  order.user = command.user;
  order.restaurant = command.restaurant;
  order_checks::take_money(order, basket);
  order.coupon_code = command.coupon_code;
  order.points_spent = command.points;
  order.drop = command.drop;
  set_times(work, *restaurant, command, order);
  placed.basket = {.order = order.id,
                   .lines = std::move(basket.lines),
                   .drop_line = command.drop_line,
                   .note = command.note,
                   .version = {},
                   .taxes = std::move(basket.taxes),
                   .promotions = std::move(basket.promotions)};
  placed.payment_token = command.payment_token;
  const OrderId id = order.id;
  if (order.release_at) work.after_commit(Timer{TimerKind::OrderRelease, id.value, *order.release_at});
  work.record(std::move(placed));
  if (command.cart) work.record(CartCleared{command.cart, id});
  return id;
}

bool OrderService::release(UnitOfWork& work, OrderId id) const {
  const Order* order = work.find(id);
  if (order == nullptr || !order->release_at || *order->release_at > work.now()) return false;
  const WaitingOrder* waiting = work.find_at<WaitingOrder>(id.value);
  work.record(OrderReleased{id, work.now(), waiting == nullptr ? std::string() : waiting->payment_token});
  return true;
}

Outcome OrderService::accept(UnitOfWork& work, const AcceptOrder& command) const {
  const Order* order = work.find(command.order);
  if (order == nullptr) return unknown_order();
  if (change_open(work, *order))
    return problem(Status::Conflict, "order.change_open", "the customer is changing the order", "order_id");
  if (!advance(work, command.order, OrderStatus::Accepted))
    return problem(Status::Conflict, "order.not_waiting", "the order does not wait for an answer", "order_id");
  return Done{};
}

Outcome OrderService::reject(UnitOfWork& work, const RejectOrder& command) const {
  const Order* order = work.find(command.order);
  if (order == nullptr) return unknown_order();
  if (order->status != OrderStatus::Authorized)
    return problem(Status::Conflict, "order.not_waiting", "the order does not wait for an answer", "order_id");
  if (!is_reject_reason(command.reason)) {
    std::string words;
    for (const std::string_view word : reject_reasons) words.append(words.empty() ? "" : ", ").append(word);
    return problem(Status::Unprocessable, "order.invalid", "one of " + words, "reason");
  }
  work.record(OrderRejected{command.order, work.now(), Actor::Restaurant, command.reason, {}});
  return Done{};
}

Money OrderService::end_charge(UnitOfWork& work, const Order& order, EndShare pays) {
  Money charge{0, order.total.currency};
  if (pays == EndShare::AllButTip) charge = order.total - order.tip;
  if (pays == EndShare::Items)
    if (const Basket* basket = work.find_at<Basket>(order.id.value)) charge = items_share(order, *basket);
  charge.minor = std::clamp<std::int64_t>(charge.minor, 0, order.total.minor);
  return charge;
}

Outcome OrderService::cancel(UnitOfWork& work, const CancelOrder& command) const {
  const Order* order = work.find(command.order);
  if (order == nullptr) return unknown_order();
  const Actor by = command.by_user && command.by_user == order->user ? Actor::Customer : command.by;
  const cancel_rules::Cell rule = cancel_rules::cell(order->status, by);
  if (!rule.allowed)
    return problem(Status::Conflict, "order.not_cancellable",
                   "an order that is " + std::string(order_status_names[static_cast<std::size_t>(order->status)]) +
                       " cannot be cancelled by " + std::string(actor_names[static_cast<std::size_t>(by)]),
                   "order_id");
  if (auto wrong = order_checks::text(command.reason, "reason", 200)) return *wrong;
  const Money charge = end_charge(work, *order, rule.pays);
  work.record(OrderCancelled{command.order, work.now(), by, command.reason, charge});
  return Done{};
}

bool OrderService::advance(UnitOfWork& work, OrderId id, OrderStatus to) const {
  const Order* order = work.find(id);
  if (order == nullptr || static_cast<int>(order->status) + 1 != static_cast<int>(to)) return false;
  if (order->release_at) return false;  // it waits
  if (to == OrderStatus::Accepted && change_open(work, *order)) return false;
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

bool OrderService::fail(UnitOfWork& work, OrderId id, std::string reason, EndShare pays) const {
  const Order* order = work.find(id);
  if (order == nullptr || order->status >= OrderStatus::Delivered) return false;
  const Money charge = end_charge(work, *order, pays);
  work.record(OrderFailed{id, work.now(), Actor::System, std::move(reason), charge});
  return true;
}

bool OrderService::cancel_by_system(UnitOfWork& work, OrderId id, std::string reason) const {
  const Order* order = work.find(id);
  if (order == nullptr || !may_cancel(Actor::System, order->status)) return false;
  const Money charge{0, order->total.currency};
  work.record(OrderCancelled{id, work.now(), Actor::System, std::move(reason), charge});
  return true;
}

std::span<const TimerRule> order_timers() {
  static const std::array<TimerRule, 1> rules{timer_rule<&Order::release_at>(
      TimerKind::OrderRelease,
      [](UnitOfWork& work, std::uint64_t key) { static_cast<void>(OrderService{}.release(work, OrderId{key})); })};
  return rules;
}

std::span<const Reaction> order_reactions() {
  static const std::array<Reaction, 1> table{reaction<CartService, UserErased>("order")};
  return table;
}

}  // namespace pizza
