// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/restaurant/restaurant_events.h"

namespace pizza {

struct OpenRestaurant {
  Restaurant restaurant;  // id and version are given by the service
};

struct AddMenuItem {
  MenuItem item;  // id and version are given by the service
};

struct PauseRestaurant {
  RestaurantId restaurant;
  bool paused = true;
};

struct PriceMenuItem {
  MenuItemId item;
  Money price;
};

struct OfferMenuItem {
  MenuItemId item;
  bool available = true;
};

class RestaurantService {
 public:
  static constexpr std::int64_t max_price_minor = 100'000'000;

  // Problems: restaurant.invalid (names the field).
  Result<RestaurantId> open(UnitOfWork& work, const OpenRestaurant& command) const;
  // Problems: restaurant.unknown, menu.invalid.
  Result<MenuItemId> add_item(UnitOfWork& work, const AddMenuItem& command) const;
  Outcome pause(UnitOfWork& work, const PauseRestaurant& command) const;
  Outcome price_item(UnitOfWork& work, const PriceMenuItem& command) const;
  Outcome offer_item(UnitOfWork& work, const OfferMenuItem& command) const;

  // Whether the hours say open at that instant, in the restaurant's own time.
  static bool is_open(const Restaurant& restaurant, Instant at);
};

}  // namespace pizza
