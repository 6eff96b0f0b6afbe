// SPDX-License-Identifier: Apache-2.0
// What the records say of a restaurant and a dish now, as far as hits and recommendations ask: for the search service
// only.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/model/records/menu.h"
#include "core/model/records/restaurant.h"
#include "core/model/time_zone.h"
#include "core/ports/search_index.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

struct Cuisine {
  std::string key;   // as search_words::indexed gives it
  std::string name;  // as the restaurant writes it
};
// Each once.
std::vector<Cuisine> cuisines_of(const Restaurant& restaurant);
bool has_cuisine(const std::vector<Cuisine>& cuisines, std::string_view key);

struct ShopFacts {
  const Restaurant* restaurant = nullptr;
  const MenuPlan* plan = nullptr;  // null: none
  LocalTime shown;                 // by its clock, now
  std::vector<Cuisine> cuisines;
  std::optional<std::int64_t> distance_m;
  bool in_business = false;
  bool takes_orders = false;  // now
  bool delivers = false;      // to the place; true where there is none
  std::int32_t rating = 0;    // thousandths of a star
  std::int64_t orders = 0;    // thousandths, of late
};

// Looks each restaurant up once. Valid while the unit of work records nothing.
class ShopBook {
 public:
  ShopBook(UnitOfWork& work, std::optional<GeoPoint> place) : work_(work), place_(place) {}

  // Null when there is no such restaurant.
  const ShopFacts* shop(RestaurantId id);
  // Whether a dish of the shop can be had now.
  bool to_be_had(const MenuItem& item, const ShopFacts& shop);
  std::int32_t rating_of_dish(MenuItemId item);
  std::int64_t orders_of(MenuItemId item);
  Instant now() const { return work_.now(); }

 private:
  UnitOfWork& work_;
  std::optional<GeoPoint> place_;
  std::map<RestaurantId, ShopFacts> shops_;
};

}  // namespace pizza
