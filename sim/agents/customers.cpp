// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/customers.h"

#include <algorithm>

#include "core/commands.h"
#include "core/model/wire.h"
#include "core/services/loyalty/loyalty_service.h"
#include "sim/agents/names.h"

namespace pizza::sim {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;

}  // namespace

Customers::Customers(Stage& stage) : stage_(stage), wishes_(stage), arrivals_(stage.chance(Purpose::Arrivals, 0)) {
  curve_sum_ = std::max<std::int64_t>(curve_sum(stage.scenario), 1);
  for (const std::int32_t orders : stage.scenario.demand.orders_per_hour)
    peak_milli_ = std::max(peak_milli_, std::int64_t{orders});
  peak_milli_ = peak_milli_ * stage.plan.milli_orders / std::max<std::int64_t>(curve_sum_ / hour_ms, 1);
  const std::int64_t crowd = stage.plan.milli_orders / stage.scenario.demand.orders_a_customer_permille;
  customers_.resize(static_cast<std::size_t>(std::max<std::int64_t>(crowd, 1)));
}

std::int64_t Customers::orders_an_hour_milli(Instant at) const {
  const auto& curve = stage_.scenario.demand.orders_per_hour;
  const auto hour = static_cast<std::size_t>((at - stage_.scenario.begins).ms / hour_ms);
  return curve[hour % curve.size()] * stage_.plan.milli_orders / std::max<std::int64_t>(curve_sum_ / hour_ms, 1);
}

// Thinning (Lewis and Shedler 1979): candidates at the peak rate, each kept with the share that the curve has there.
void Customers::schedule_arrival() {
  expecting_ = false;
  if (peak_milli_ <= 0) return;
  const Duration mean = milliseconds(hour_ms * 1'000 / peak_milli_);
  for (Instant at = stage_.now();;) {
    at = at + arrivals_.exponential(mean);
    if (at >= stage_.scenario.closes()) return;
    const auto kept = static_cast<std::uint64_t>(orders_an_hour_milli(at));
    if (arrivals_.below(static_cast<std::uint64_t>(peak_milli_)) >= kept) continue;
    stage_.at(at, Happening::Arrival);
    expecting_ = true;
    return;
  }
}

UserId Customers::sign_up(std::size_t number, const Customer& customer) {
  constexpr std::int32_t far_away = 4'000'000;  // of 1e-7 degree: more than 40 km
  RandomStream chance = stage_.chance(Purpose::Customer, number);
  const std::string mark = std::to_string(stage_.plan.index) + "." + std::to_string(number);
  GeoPoint place = customer.home.place;
  if (customer.stranger) place.lat += place.lat > 0 ? -far_away : far_away;
  RegisterUser wish{.name = person_name(chance.next()),
                    .email = "guest." + mark + "@example.org",
                    .phone = "+00" + std::to_string(1'000'000 + number),
                    .addresses = {{"home", wishes_.address_line(customer.home, number), place}}};
  const auto user = stage_.business.command(wish);
  if (!user.ok()) return {};
  redeem_referral(*user, chance);
  choose_messages(*user, mark, chance);
  return *user;
}

Customer& Customers::somebody(RandomStream& chance) {
  last_customer_ = chance.below(customers_.size());
  Customer& customer = customers_[last_customer_];
  if (!customer.user) {
    RandomStream own = stage_.chance(Purpose::Customer, last_customer_);
    own.next();  // the name's
    customer.home = draw_home(stage_.plan, own);
    customer.stranger = happens(own, stage_.scenario.customers.stranger_permille);
    customer.user = sign_up(last_customer_, customer);
  }
  return customer;
}

// What people type, as they type it.
void Customers::search(const Customer& customer, RandomStream& chance) {
  constexpr std::array<std::string_view, 6> words{"margherita", "cheesy piza", "vegan", "salami", "peperoni", "cola"};
  if (!happens(chance, stage_.scenario.guests.search_permille)) return;
  SearchFood wish;
  wish.text = words[chance.below(words.size())];
  wish.place = customer.home.place;
  wish.limit = 10;
  static_cast<void>(stage_.business.command(wish));
}

// Some want to hear of each step on their telephone, some of none.
void Customers::choose_messages(UserId user, const std::string& mark, RandomStream& chance) {
  const GuestPlan& plan = stage_.scenario.guests;
  if (happens(chance, plan.device_permille))
    static_cast<void>(stage_.business.command(RegisterDevice{user, "device." + mark, "telephone"}));
  if (!happens(chance, plan.quiet_permille)) return;
  SetNotificationSettings wish;
  wish.user = user;
  for (const Channel channel : {Channel::Push, Channel::Sms, Channel::Email})
    wish.refused.push_back({Topic::Progress, channel});
  static_cast<void>(stage_.business.command(wish));
}

// Somebody who came before has told them of us.
void Customers::redeem_referral(UserId newcomer, RandomStream& chance) {
  if (!happens(chance, stage_.scenario.guests.referral_permille)) return;
  const Customer& friend_of = customers_[chance.below(customers_.size())];
  if (!friend_of.user || friend_of.user == newcomer) return;
  const auto seen = stage_.business.command(SeeReferral{friend_of.user});
  if (seen.ok()) static_cast<void>(stage_.business.command(RedeemReferral{newcomer, seen->code}));
}

std::optional<Customers::Placed> Customers::call(const Click& click) {
  static const CommandType& type = *command_type_by_name("place_order");
  PlaceOrder wish = click.wish;
  const Caller caller{click.user, {}, {}, {{Role::Customer, {}}}, {}, {}};
  CallRequest request;
  request.key = click.key;
  const CallAnswer answer = stage_.business.call(type, &wish, caller, request);
  MadeId made;
  if (!answer.ok() || !wire::decode(answer.bytes, made)) {
    ++tally_.refused;
    return std::nullopt;
  }
  ++(answer.replayed ? tally_.replayed : tally_.orders);
  return Placed{{made.id}, answer.replayed};
}

void Customers::place(Customer& customer, Click click, RandomStream& chance) {
  if (const auto placed = call(click)) {
    customer.last_order = placed->order;
    if (click.wish.cart) ++tally_.carts;
    if (happens(chance, stage_.scenario.customers.cancel_permille))
      stage_.in(around(chance, stage_.scenario.customers.patience, 700), Happening::ChangeOfMind, placed->order.value);
    if (happens(chance, stage_.scenario.guests.change_permille))
      stage_.in(around(chance, seconds(12)), Happening::ChangeOrder, placed->order.value);
  }
  if (!happens(chance, stage_.scenario.customers.twice_permille)) return;
  clicks_.push_back(std::move(click));
  stage_.in(milliseconds(chance.between(300, 2'500)), Happening::SecondClick, clicks_.size() - 1);
}

void Customers::arrive() {
  const std::uint64_t number = arrived_++;
  schedule_arrival();
  RandomStream chance = stage_.chance(Purpose::Order, number);
  Customer& customer = somebody(chance);
  if (!customer.user) {
    ++tally_.refused;
    return;
  }
  if (customer.last_order && happens(chance, stage_.scenario.customers.again_permille) &&
      order_again(customer, number, chance))
    return;
  search(customer, chance);
  const std::size_t site = wishes_.choose_site(customer, chance);
  if (site >= stage_.plan.sites.size()) {
    ++tally_.nothing;
    return;
  }
  PlaceOrder wish = wishes_.of(customer, last_customer_, site, chance);
  if (happens(chance, stage_.scenario.customers.cart_permille)) {
    shopping_.push_back({last_customer_, number, std::move(wish), 0, {}});
    ++shopping_open_;
    return fill_cart(shopping_.size() - 1);
  }
  place(customer, {customer.user, "order-" + std::to_string(number), std::move(wish)}, chance);
}

bool Customers::order_again(Customer& customer, std::uint64_t number, RandomStream& chance) {
  const auto cart = stage_.business.command(OrderAgain{customer.last_order});
  if (!cart.ok()) return false;
  if (!cart->open || cart->too_far || cart->missing.minor > 0 || !cart->lost.empty()) {
    static_cast<void>(stage_.business.command(ClearCart{cart->cart}));
    return false;
  }
  PlaceOrder wish = wishes_.without_lines(customer, last_customer_, cart->restaurant, chance);
  wish.cart = cart->cart;
  ++tally_.again;
  place(customer, {customer.user, "order-" + std::to_string(number), std::move(wish)}, chance);
  return true;
}

// A line at a time; then some think of one more, and some of something else.
void Customers::fill_cart(std::uint64_t number) {
  Shopping& shopping = shopping_[number];
  RandomStream chance = stage_.chance(Purpose::Order, shopping.number);
  chance.seek(1'024 + 8 * shopping.next);
  if (shopping.next < shopping.wish.lines.size()) {
    const AddToCart line{shopping.wish.user, shopping.wish.restaurant, shopping.wish.lines[shopping.next++]};
    const auto cart = stage_.business.command(line);
    if (cart.ok()) shopping.cart = cart->cart;
    stage_.in(around(chance, seconds(15)), Happening::FillCart, number);
    return;
  }
  --shopping_open_;
  const auto cart = stage_.look(shopping.cart);
  if (!cart || happens(chance, 80)) {
    ++tally_.left_carts;
    return;
  }
  if (happens(chance, 150)) {
    const CartLine& last = cart->lines.back();
    ChangeCartLine more{cart->id, last.number, last.wish};
    ++more.wish.quantity;
    static_cast<void>(stage_.business.command(more));
  }
  PlaceOrder wish = std::move(shopping.wish);
  wish.lines.clear();
  wish.cart = cart->id;
  place(customers_[shopping.customer], {wish.user, "order-" + std::to_string(shopping.number), wish}, chance);
}

void Customers::click_again(std::uint64_t number) {
  static_cast<void>(call(std::move(clicks_[number])));
}

// The bank asks; most people have their telephone at hand.
void Customers::hear(const PaymentChallenged& event) {
  RandomStream chance = stage_.chance(Purpose::Payment, event.challenge.payment.value);
  if (happens(chance, stage_.scenario.customers.abandon_permille)) return;
  stage_.in(around(chance, seconds(25)), Happening::AnswerChallenge, event.challenge.payment.value);
}

void Customers::answer_challenge(PaymentId payment) {
  RandomStream chance = stage_.chance(Purpose::Payment, payment.value);
  chance.seek(64);
  const bool wrong = happens(chance, stage_.scenario.customers.abandon_permille);
  if (stage_.business.command(AnswerChallenge{payment, wrong ? "wrong" : "ok"}).ok()) ++tally_.answered;
}

CustomerTally Customers::tally() const {
  CustomerTally tally = tally_;
  tally.halves = wishes_.halves();
  return tally;
}

void Customers::change_mind(OrderId order) {
  const Outcome outcome = stage_.business.command(CancelOrder{order, Actor::Customer, "changed_mind"});
  ++(outcome.ok() ? tally_.cancelled : tally_.too_late);
}

// A word to the rider, or a better tip, which makes the order dearer.
void Customers::change_order(OrderId id) {
  const auto order = stage_.look(id);
  RandomStream chance = stage_.chance(Purpose::Guest, id.value);
  chance.seek(320);
  ChangeOrder wish;
  wish.order = id;
  if (chance.chance(500'000)) {
    wish.note = "Second door, ring twice";
  } else {
    wish.tip = order->tip + Money{chance.between(1, 3) * 100, stage_.scenario.currency};
  }
  ++(stage_.business.command(wish).ok() ? tally_.changed : tally_.unchanged);
}

}  // namespace pizza::sim
