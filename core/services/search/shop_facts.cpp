// SPDX-License-Identifier: Apache-2.0
#include "core/services/search/shop_facts.h"

#include <algorithm>

#include "core/model/records/search.h"
#include "core/services/restaurant/menu_rules.h"
#include "core/services/restaurant/opening_rules.h"
#include "core/services/restaurant/zone_rules.h"
#include "core/services/review/rating_rules.h"
#include "core/services/search/search_words.h"
#include "core/services/search/taste_rules.h"

namespace pizza {

namespace {

std::int64_t lately(UnitOfWork& work, PopularityId id) {
  const Popularity* popularity = work.find(id);
  return popularity == nullptr ? 0 : taste_rules::faded(popularity->weight, popularity->period, work.now());
}

}  // namespace

std::vector<Cuisine> cuisines_of(const Restaurant& restaurant) {
  std::vector<Cuisine> cuisines;
  const auto add = [&](const std::string& name) {
    std::string key = search_words::indexed(name);
    if (!key.empty() && !has_cuisine(cuisines, key)) cuisines.push_back({std::move(key), name});
  };
  add(restaurant.cuisine);
  for (const std::string& further : restaurant.cuisines) add(further);
  return cuisines;
}

bool has_cuisine(const std::vector<Cuisine>& cuisines, std::string_view key) {
  return std::any_of(cuisines.begin(), cuisines.end(), [key](const Cuisine& one) { return one.key == key; });
}

const ShopFacts* ShopBook::shop(RestaurantId id) {
  const auto [known, fresh] = shops_.try_emplace(id);
  ShopFacts& facts = known->second;
  if (fresh) {
    facts.restaurant = work_.find(id);
    if (facts.restaurant == nullptr) return nullptr;
    const Restaurant& restaurant = *facts.restaurant;
    facts.plan = work_.find_at<MenuPlan>(id.value);
    facts.shown = opening_rules::clock_of(restaurant).local(work_.now());
    facts.cuisines = cuisines_of(restaurant);
    facts.in_business = restaurant.status == RestaurantStatus::Open;
    facts.takes_orders = opening_rules::takes_orders(restaurant, work_.now());
    facts.delivers = !place_ || zone_rules::terms_for(restaurant, *place_).has_value();
    if (place_) facts.distance_m = distance_mm(*place_, restaurant.place) / 1'000;
    facts.rating = rating_rules::shown_rating(work_.find(pizza::rating_of(id)), work_.now());
    facts.orders = lately(work_, popularity_of(id));
  }
  return facts.restaurant == nullptr ? nullptr : &facts;
}

bool ShopBook::to_be_had(const MenuItem& item, const ShopFacts& shop) {
  if (!shop.takes_orders) return false;
  const ItemStock* stock = item.counts_stock ? work_.find_at<ItemStock>(item.id.value) : nullptr;
  return menu_rules::offer_of(item, shop.plan, stock, shop.shown) == menu_rules::Offer::Yes;
}

std::int32_t ShopBook::rating_of_dish(MenuItemId item) {
  return rating_rules::shown_rating(work_.find(pizza::rating_of(item)), work_.now());
}

std::int64_t ShopBook::orders_of(MenuItemId item) {
  return lately(work_, popularity_of(item));
}

}  // namespace pizza
