// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/opening.h"

#include <stdexcept>

namespace pizza::sim {

namespace {

template <class T>
T expect(Result<T> result, const char* what) {
  if (!result.ok()) throw std::runtime_error(std::string(what) + ": " + result.problem().detail);
  return std::move(result).value();
}

Restaurant restaurant_of(const Stage& stage, const Site& site) {
  const RestaurantPlan& plan = stage.scenario.restaurants;
  Restaurant restaurant;
  restaurant.name = site.name;
  restaurant.city = std::string(stage.map.city());
  restaurant.cuisine = plan.menus[site.menu].cuisine;
  restaurant.place = site.place;
  restaurant.currency = stage.scenario.currency;
  restaurant.utc_offset_minutes = stage.scenario.utc_offset_minutes;
  restaurant.hours.fill({0, 1'440});
  restaurant.delivery_radius_m = plan.delivery_radius_m;
  restaurant.tax_per_10000 = plan.tax_per_10000;
  restaurant.commission_per_10000 = plan.commission_per_10000;
  restaurant.delivery_fee = plan.delivery_fee;
  restaurant.delivery_fee_per_km = plan.delivery_fee_per_km;
  restaurant.minimum_order = plan.minimum_order;
  return restaurant;
}

}  // namespace

void open_restaurants(Stage& stage) {
  Business& business = stage.business;
  for (const Site& site : stage.plan.sites) {
    const Restaurant wish = restaurant_of(stage, site);
    const RestaurantId id = expect(business.command(OpenRestaurant{wish}), "a restaurant");
    stage.restaurants.push_back(id);
    std::vector<MenuItemId>& items = stage.items.emplace_back();
    for (MenuItem item : stage.scenario.restaurants.menus[site.menu].items) {
      item.restaurant = id;
      items.push_back(expect(business.command(AddMenuItem{item}), "a menu"));
    }
    for (std::size_t s = 0; s < 3; ++s) {
      const EquipKitchen wanted{id, static_cast<Station>(s), stage.scenario.restaurants.stations[s]};
      expect(business.command(wanted), "a kitchen");
    }
  }
}

}  // namespace pizza::sim
