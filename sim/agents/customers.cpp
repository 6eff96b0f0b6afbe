// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/customers.h"

#include <algorithm>

#include "core/model/records/loyalty.h"
#include "core/services/loyalty/loyalty_service.h"
#include "core/services/restaurant/opening_rules.h"
#include "sim/agents/names.h"
#include "sim/agents/offers.h"

namespace pizza::sim {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;

}  // namespace

Customers::Customers(Stage& stage) : stage_(stage), arrivals_(stage.chance(Purpose::Arrivals, 0)) {
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

// Street and number; at a junction the first street that has a name, and a number of its own.
std::string Customers::address_line(const Home& home, std::size_t number) const {
  const maps::RoadMap& map = stage_.map;
  if (home.address != maps::none) {
    const maps::AddressRecord& address = map.addresses()[home.address];
    return std::string(map.name(address.street)).append(" ").append(map.name(address.number));
  }
  if (home.node != maps::none) {
    for (std::uint32_t e = map.first_edge(home.node); e < map.first_edge(home.node + 1); ++e) {
      const std::string_view street = map.name(map.edge(e).name);
      if (!street.empty()) return std::string(street).append(" ").append(std::to_string(home.node % 97 + 1));
    }
  }
  return "House " + std::to_string(number + 1);
}

UserId Customers::sign_up(std::size_t number, const Home& home) {
  RandomStream chance = stage_.chance(Purpose::Customer, number);
  const std::string mark = std::to_string(stage_.plan.index) + "." + std::to_string(number);
  RegisterUser wish{.name = person_name(chance.next()),
                    .email = "guest." + mark + "@example.org",
                    .phone = "+00" + std::to_string(1'000'000 + number),
                    .addresses = {{"home", address_line(home, number), home.place}}};
  const auto user = stage_.business.command(wish);
  if (!user.ok()) return {};
  redeem_referral(*user, chance);
  return *user;
}

const Customers::Customer& Customers::somebody(RandomStream& chance) {
  last_customer_ = chance.below(customers_.size());
  Customer& customer = customers_[last_customer_];
  if (!customer.user) {
    RandomStream own = stage_.chance(Purpose::Customer, last_customer_);
    own.next();  // the name's
    customer.home = draw_home(stage_.plan, own);
    customer.user = sign_up(last_customer_, customer.home);
  }
  return customer;
}

// The nearer and the better liked, the likelier.
std::size_t Customers::choose_site(const Customer& customer, RandomStream& chance) {
  const auto& sites = stage_.plan.sites;
  const std::int64_t radius_mm = std::int64_t{stage_.scenario.restaurants.delivery_radius_m} * 1'000;
  std::vector<std::uint32_t> weights(sites.size());
  stage_.business.read([&](UnitOfWork& work) {
    for (std::size_t s = 0; s < sites.size(); ++s) {
      const std::int64_t mm = distance_mm(sites[s].place, customer.home.place);
      if (mm > radius_mm) continue;
      const Restaurant* restaurant = work.find(stage_.restaurants[s]);
      if (restaurant == nullptr || !opening_rules::takes_orders(*restaurant, work.now())) continue;
      weights[s] = static_cast<std::uint32_t>(sites[s].popularity * std::int64_t{1'000'000} / (500 + mm / 1'000));
    }
    return Done{};
  });
  return chance.weighted(weights);
}

OrderLine Customers::choose_line(std::size_t site, RandomStream& chance, Money& price) const {
  const Menu& menu = stage_.scenario.restaurants.menus[stage_.plan.sites[site].menu];
  const std::size_t chosen = std::min(chance.weighted(menu.liked), menu.items.size() - 1);
  const MenuItem& item = menu.items[chosen];
  OrderLine line{.item = stage_.items[site][chosen], .quantity = 1, .options = {}};
  if (chance.chance(150'000)) line.quantity = 2;
  Money unit = item.price;
  for (std::size_t g = 0; g < item.option_groups.size(); ++g) {
    const OptionGroup& group = item.option_groups[g];
    const auto options = static_cast<std::int32_t>(group.options.size());
    std::int32_t wanted = group.minimum;
    while (wanted < std::min(group.maximum, options) && chance.chance(220'000)) ++wanted;
    // A run of neighbours, begun mostly at the first: what a menu names first sells best.
    const auto first = chance.chance(550'000) ? 0 : static_cast<std::int32_t>(chance.below(group.options.size()));
    for (std::int32_t i = 0; i < wanted; ++i) {
      const std::int32_t option = (first + i) % options;
      line.options.push_back({static_cast<std::int32_t>(g), option});
      unit = unit + group.options[static_cast<std::size_t>(option)].price;
    }
  }
  price = price + unit * line.quantity;
  return line;
}

std::string Customers::payment_token(RandomStream& chance) const {
  const CustomerPlan& plan = stage_.scenario.customers;
  auto drawn = static_cast<std::int32_t>(chance.below(1'000));
  if ((drawn -= plan.declined_permille) < 0) return chance.chance(500'000) ? "tok_declined" : "tok_insufficient_funds";
  if ((drawn -= plan.slow_permille) < 0) return "tok_slow";
  if ((drawn -= plan.timeout_permille) < 0) return "tok_timeout";
  return "tok_ok";
}

PlaceOrder Customers::wish_of(const Customer& customer, std::size_t number, std::size_t site, RandomStream& chance) {
  PlaceOrder wish;
  wish.user = customer.user;
  wish.restaurant = stage_.restaurants[site];
  wish.drop = customer.home.place;
  wish.drop_line = address_line(customer.home, number);
  Money price{0, stage_.scenario.currency};
  std::size_t lines = 1;
  while (lines < 5 && chance.chance(450'000)) ++lines;
  while (wish.lines.size() < lines || price.minor < stage_.scenario.restaurants.minimum_order.minor) {
    if (wish.lines.size() == 50) break;
    wish.lines.push_back(choose_line(site, chance, price));
  }
  wish.tip = {0, stage_.scenario.currency};
  if (happens(chance, stage_.scenario.customers.tip_permille)) wish.tip.minor = chance.between(1, 4) * 100;
  wish.payment_token = payment_token(chance);
  add_rewards(wish, chance);
  const std::int64_t ahead_min = chance.between(45, 150);
  const Instant wanted = stage_.now() + minutes(ahead_min);
  if (happens(chance, stage_.scenario.guests.schedule_permille) && wanted < stage_.scenario.closes())
    wish.scheduled_for = wanted;
  return wish;
}

// A coupon, or all the points that fill whole steps and leave something to pay.
void Customers::add_rewards(PlaceOrder& wish, RandomStream& chance) {
  const std::int32_t coupons = stage_.scenario.offers.coupons;
  const bool coupon = happens(chance, stage_.scenario.guests.coupon_permille);
  const std::uint64_t which = chance.below(static_cast<std::uint64_t>(std::max(coupons, 1)));
  const bool points = happens(chance, stage_.scenario.guests.points_permille);
  if (coupon && coupons > 0) {
    wish.coupon_code = coupon_code(which);
  } else if (points) {
    const auto account = stage_.look_at<PointsAccount>(wish.user.value);
    if (account) wish.points = std::min<std::int64_t>(account->balance / 100 * 100, 500);
  }
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

// Somebody who came before has told them of us.
void Customers::redeem_referral(UserId newcomer, RandomStream& chance) {
  if (!happens(chance, stage_.scenario.guests.referral_permille)) return;
  const Customer& friend_of = customers_[chance.below(customers_.size())];
  if (!friend_of.user || friend_of.user == newcomer) return;
  const auto seen = stage_.business.command(SeeReferral{friend_of.user});
  if (seen.ok()) static_cast<void>(stage_.business.command(RedeemReferral{newcomer, seen->code}));
}

void Customers::place(const Click& click, RandomStream& chance) {
  const auto placed = stage_.business.execute([&](UnitOfWork& work) {
    return stage_.business.gateway.place_order(work, {click.scope, click.key}, click.wish);
  });
  if (!placed.ok()) {
    ++tally_.refused;
    return;
  }
  ++tally_.orders;
  if (happens(chance, stage_.scenario.customers.cancel_permille))
    stage_.in(around(chance, stage_.scenario.customers.patience, 700), Happening::ChangeOfMind, placed->order.value);
  if (happens(chance, stage_.scenario.guests.change_permille))
    stage_.in(around(chance, seconds(12)), Happening::ChangeOrder, placed->order.value);
}

void Customers::arrive() {
  const std::uint64_t number = arrived_++;
  schedule_arrival();
  RandomStream chance = stage_.chance(Purpose::Order, number);
  const Customer& customer = somebody(chance);
  if (!customer.user) {
    ++tally_.refused;
    return;
  }
  search(customer, chance);
  const std::size_t site = choose_site(customer, chance);
  if (site >= stage_.plan.sites.size()) {
    ++tally_.nothing;
    return;
  }
  Click click{"user:" + std::to_string(customer.user.value), "order-" + std::to_string(number),
              wish_of(customer, last_customer_, site, chance)};
  place(click, chance);
  if (happens(chance, stage_.scenario.customers.twice_permille)) {
    clicks_.push_back(std::move(click));
    stage_.in(milliseconds(chance.between(300, 2'500)), Happening::SecondClick, clicks_.size() - 1);
  }
}

void Customers::click_again(std::uint64_t number) {
  const Click click = std::move(clicks_[number]);
  const auto placed = stage_.business.execute([&](UnitOfWork& work) {
    return stage_.business.gateway.place_order(work, {click.scope, click.key}, click.wish);
  });
  if (!placed.ok()) {
    ++tally_.refused;
  } else if (placed->replayed) {
    ++tally_.replayed;
  } else {
    ++tally_.orders;
  }
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
