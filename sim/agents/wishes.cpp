// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/wishes.h"

#include <algorithm>

#include "core/model/records/loyalty.h"
#include "core/services/restaurant/opening_rules.h"
#include "sim/agents/offers.h"

namespace pizza::sim {

// Street and number; at a junction the first street that has a name, and a number of its own.
std::string Wishes::address_line(const Home& home, std::size_t number) const {
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

// The nearer and the better liked, the likelier.
std::size_t Wishes::choose_site(const Customer& customer, RandomStream& chance) const {
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

OrderLine Wishes::choose_line(std::size_t site, RandomStream& chance, Money& price) {
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
  if (item.half_allowed && happens(chance, stage_.scenario.customers.half_permille)) halve(site, chosen, line, chance);
  price = price + unit * line.quantity;
  return line;
}

// Another pizza of the same section as the second half, with what is of the whole pizza (its size) chosen alike.
void Wishes::halve(std::size_t site, std::size_t chosen, OrderLine& line, RandomStream& chance) {
  const Menu& menu = stage_.scenario.restaurants.menus[stage_.plan.sites[site].menu];
  const std::size_t second = chance.below(menu.items.size());
  const MenuItem& one = menu.items[chosen];
  const MenuItem& other = menu.items[second];
  if (second == chosen || !other.half_allowed || other.section != one.section) return;
  std::vector<ChosenOption> options;
  for (const ChosenOption& choice : line.options) {
    const auto group = static_cast<std::size_t>(choice.group);
    const bool shared = group < other.option_groups.size() &&
                        other.option_groups[group].name == one.option_groups[group].name &&
                        other.option_groups[group].options.size() == one.option_groups[group].options.size();
    if (shared && one.option_groups[group].minimum > 0) options.push_back(choice);
    if (!shared && one.option_groups[group].minimum > 0) return;
  }
  line.second_item = stage_.items[site][second];
  line.second_options = std::move(options);
  ++halves_;
}

std::string Wishes::payment_token(RandomStream& chance) const {
  const CustomerPlan& plan = stage_.scenario.customers;
  auto drawn = static_cast<std::int32_t>(chance.below(1'000));
  if ((drawn -= plan.declined_permille) < 0) return chance.chance(500'000) ? "tok_declined" : "tok_insufficient_funds";
  if ((drawn -= plan.slow_permille) < 0) return "tok_slow";
  if ((drawn -= plan.timeout_permille) < 0) return "tok_timeout";
  if ((drawn -= plan.challenge_permille) < 0) return "tok_challenge";
  return "tok_ok";
}

PlaceOrder Wishes::without_lines(const Customer& customer, std::size_t number, RestaurantId restaurant,
                                 RandomStream& chance) const {
  PlaceOrder wish;
  wish.user = customer.user;
  wish.restaurant = restaurant;
  wish.drop = customer.home.place;
  wish.drop_line = address_line(customer.home, number);
  wish.tip = {0, stage_.scenario.currency};
  if (happens(chance, stage_.scenario.customers.tip_permille)) wish.tip.minor = chance.between(1, 4) * 100;
  wish.payment_token = payment_token(chance);
  return wish;
}

PlaceOrder Wishes::of(const Customer& customer, std::size_t number, std::size_t site, RandomStream& chance) {
  std::vector<OrderLine> wanted;
  Money price{0, stage_.scenario.currency};
  std::size_t lines = 1;
  while (lines < 5 && chance.chance(450'000)) ++lines;
  while (wanted.size() < lines || price.minor < stage_.scenario.restaurants.minimum_order.minor) {
    if (wanted.size() == 50) break;
    wanted.push_back(choose_line(site, chance, price));
  }
  PlaceOrder wish = without_lines(customer, number, stage_.restaurants[site], chance);
  wish.lines = std::move(wanted);
  // Somebody else's card: everything for a good welcome.
  if (customer.stranger && !customer.last_order) wish.tip = price;
  add_rewards(wish, chance);
  const std::int64_t ahead_min = chance.between(45, 150);
  const Instant at = stage_.now() + minutes(ahead_min);
  if (happens(chance, stage_.scenario.guests.schedule_permille) && at < stage_.scenario.closes())
    wish.scheduled_for = at;
  return wish;
}

// A coupon, or all the points that fill whole steps and leave something to pay.
void Wishes::add_rewards(PlaceOrder& wish, RandomStream& chance) {
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

}  // namespace pizza::sim
