// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/order_pricing.h"

#include <array>

#include "core/services/loyalty/reward_rules.h"
#include "core/services/order/price_rules.h"
#include "core/services/order/promotion_rules.h"
#include "core/services/restaurant/zone_rules.h"

namespace pizza {

namespace {

using price_rules::Line;
using price_rules::Offer;
using price_rules::Sums;
using price_rules::Terms;

using MenuItems = std::array<const MenuItem*, max_order_lines>;

Terms terms_of(const Restaurant& restaurant, const PlaceTerms* place, const PricingWish& wish) {
  Terms terms;
  terms.tip = wish.tip.minor;
  if (place == nullptr) {
    terms.taxes[0] = {restaurant.tax_per_10000, restaurant.prices_include_tax};
  } else {
    terms.taxes = place->taxes;
    terms.rounding = place->rounding;
  }
  if (place != nullptr && place->small_order_fee.minor > 0 && place->small_order_fee.currency == restaurant.currency) {
    terms.small_order_below = place->small_order_below.minor;
    terms.small_order_fee = place->small_order_fee.minor;
  } else {
    terms.small_order_below = restaurant.small_order_below.minor;
    terms.small_order_fee = restaurant.small_order_fee.minor;
  }
  return terms;
}

std::optional<Problem> check_amounts(const Restaurant& restaurant, const PricingWish& wish, Money minimum,
                                     const Sums& sums) {
  if (sums.items > price_rules::most_items)
    return problem(Status::Unprocessable, "order.invalid", "more than one order can hold", "lines");
  if (!wish.any_amount && sums.items < minimum.minor)
    return problem(Status::Unprocessable, "order.below_minimum",
                   "the items must come to " + std::to_string(minimum.minor) + " minor units", "lines");
  if (wish.tip.minor < 0 || wish.tip.minor > sums.items + 10'000)
    return problem(Status::Unprocessable, "order.invalid", "from 0 to the items' price and 100 more", "tip.minor");
  if (wish.tip.minor != 0 && wish.tip.currency != restaurant.currency)
    return problem(Status::Unprocessable, "order.invalid", "must be the restaurant's currency", "tip.currency");
  return std::nullopt;
}

Offer offer_of(const Promotion& promotion, const MenuItems& items, std::size_t lines) {
  Offer offer{.kind = promotion.kind,
              .value = promotion.amount.minor,
              .most = 0,
              .lines = ~std::uint64_t{0},
              .stackable = promotion.stackable,
              .by_restaurant = static_cast<bool>(promotion.restaurant),
              .worth = 0};
  if (promotion.kind == PromotionKind::CheapestFree) offer.value = promotion.every;
  if (promotion.kind == PromotionKind::Percent) {
    offer.value = promotion.per_10000;
    offer.most = promotion.amount.minor;
  }
  if (promotion.section.empty()) return offer;
  offer.lines = 0;
  for (std::size_t i = 0; i < lines; ++i)
    if (items[i]->section == promotion.section) offer.lines |= std::uint64_t{1} << i;
  return offer;
}

void take_promotions(UnitOfWork& work, const Restaurant& restaurant, Instant wanted, const MenuItems& items,
                     std::span<Line> lines, Sums& sums, PricedBasket& basket) {
  std::vector<const Promotion*> running = promotion_rules::running(work, restaurant.id);
  if (running.empty()) return;
  const Currency currency = restaurant.currency;
  std::erase_if(running, [&](const Promotion* promotion) {
    return !promotion_rules::holds(*promotion, restaurant, wanted, {sums.items, currency});
  });
  std::vector<Offer> offers;
  for (const Promotion* promotion : running) offers.push_back(offer_of(*promotion, items, lines.size()));
  std::vector<std::size_t> applied;
  price_rules::apply_offers(sums, lines, offers, &applied);
  for (const std::size_t i : applied)
    basket.promotions.push_back({.promotion = running[i]->id,
                                 .name = running[i]->name,
                                 .worth = {offers[i].worth, currency},
                                 .by_restaurant = offers[i].by_restaurant,
                                 .of_delivery = offers[i].kind == PromotionKind::FreeDelivery});
}

void apply_kept(const KeptReward& kept, std::span<Line> lines, Sums& sums) {
  const std::int64_t left = sums.items - sums.discount;
  const auto scaled = [&](std::int64_t amount) {
    return left < kept.quoted_for ? price_rules::part_of(amount, left, kept.quoted_for) : amount;
  };
  price_rules::apply_reward(sums, lines, scaled(kept.worth), scaled(kept.by_restaurant));
}

void fill_sums(PricedBasket& basket, const Sums& sums, Currency currency) {
  basket.items = {sums.items, currency};
  basket.discount = {sums.discount, currency};
  basket.restaurant_discount = {sums.restaurant_discount, currency};
  basket.tax = {sums.tax, currency};
  basket.tax_included = {sums.tax_included, currency};
  basket.delivery_fee = {sums.delivery_fee, currency};
  basket.small_order_fee = {sums.small_order_fee, currency};
  basket.tip = {sums.tip, currency};
  basket.total = {sums.total(), currency};
}

void fill_taxes(PricedBasket& basket, const Terms& terms, const Sums& sums, Currency currency) {
  for (std::size_t kind = 0; kind < sums.tax_base.size(); ++kind)
    if (sums.tax_base[kind] != 0)
      basket.taxes.push_back({.kind = static_cast<GoodKind>(kind),
                              .per_10000 = terms.taxes[kind].per_10000,
                              .included = terms.taxes[kind].included,
                              .base = {sums.tax_base[kind], currency},
                              .tax = {sums.tax_by_kind[kind], currency}});
}

}  // namespace

const PlaceTerms* place_terms_of(UnitOfWork& work, const std::string& region) {
  if (region.empty()) return nullptr;
  if (const auto keys = work.find_where<&PlaceTerms::region>(region, 1); !keys.empty())
    return work.find(PlaceTermsId{keys.front()});
  const std::size_t hyphen = region.find('-');
  return hyphen == std::string::npos ? nullptr : place_terms_of(work, region.substr(0, hyphen));
}

Result<PricedBasket> price_basket(UnitOfWork& work, const Restaurant& restaurant, const PricingWish& wish) {
  if (wish.lines.empty() || wish.lines.size() > max_order_lines)
    return problem(Status::Unprocessable, "order.invalid", "1 to 50 lines", "lines");
  const std::optional<zone_rules::DeliveryTerms> way = zone_rules::terms_for(restaurant, wish.drop);
  if (!way && !wish.any_amount)
    return problem(Status::Unprocessable, "order.too_far", "further than the restaurant delivers", "drop");
  const MenuMoment moment = menu_moment(work, restaurant, wish.wanted);
  PricedBasket basket;
  basket.lines.resize(wish.lines.size());
  MenuItems items;
  bool counted = false;  // some stock may be counted
  std::array<Line, max_order_lines> storage;
  const std::span<Line> lines(storage.data(), wish.lines.size());
  const PlaceTerms* place = place_terms_of(work, restaurant.tax_region);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Result<const MenuItem*> item = price_line(work, restaurant, moment, wish.lines[i], i, basket.lines[i]);
    if (!item.ok()) return item.problem();
    items[i] = *item;
    counted = counted || items[i]->counts_stock || wish.lines[i].second_item;
    lines[i].unit = basket.lines[i].unit_price.minor;
    lines[i].quantity = basket.lines[i].quantity;
    if (place != nullptr) lines[i].good = items[i]->kind;
  }
  if (counted)
    if (auto wrong = check_stock(work, wish.lines)) return *wrong;
  Terms terms = terms_of(restaurant, place, wish);
  if (way) terms.delivery_fee = way->fee.minor;
  Sums sums = price_rules::begin(lines, terms);
  if (auto wrong = check_amounts(restaurant, wish, way ? way->minimum_order : restaurant.minimum_order, sums))
    return *wrong;
  take_promotions(work, restaurant, wish.wanted, items, lines, sums, basket);
  if (wish.kept != nullptr) {
    apply_kept(*wish.kept, lines, sums);
  } else if (!wish.coupon_code.empty() || wish.points != 0) {
    const Result<Reward> reward = quote_reward(work, {.user = wish.user,
                                                      .restaurant = restaurant.id,
                                                      .coupon_code = std::string(wish.coupon_code),
                                                      .points = wish.points,
                                                      .items = {sums.items - sums.discount, restaurant.currency}});
    if (!reward.ok()) return reward.problem();
    price_rules::apply_reward(sums, lines, reward->discount.minor, reward->restaurant_discount.minor);
  }
  price_rules::finish(sums, lines, terms);
  fill_sums(basket, sums, restaurant.currency);
  if (place != nullptr) fill_taxes(basket, terms, sums, restaurant.currency);
  return basket;
}

Money items_share(const Order& order, const Basket& basket) {
  Money share = order.items - order.discount + order.tax - order.tax_included;
  for (const TaxPart& part : basket.taxes)
    if (part.kind == GoodKind::Delivery && !part.included) share = share - part.tax;
  return share;
}

}  // namespace pizza
