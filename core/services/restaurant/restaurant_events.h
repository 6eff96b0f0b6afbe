// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/restaurant.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct RestaurantOpened {
  static constexpr std::string_view service = "restaurant";
  Restaurant restaurant;
  std::uint64_t aggregate() const { return restaurant.id.value; }
  static constexpr auto description() {
    return record("RestaurantOpened", field<&RestaurantOpened::restaurant>("restaurant"));
  }
};

struct RestaurantPaused {
  static constexpr std::string_view service = "restaurant";
  RestaurantId restaurant;
  bool paused = false;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("RestaurantPaused", field<&RestaurantPaused::restaurant>("restaurant_id"),
                  field<&RestaurantPaused::paused>("paused"));
  }
};

struct MenuItemAdded {
  static constexpr std::string_view service = "restaurant";
  MenuItem item;
  std::uint64_t aggregate() const { return item.restaurant.value; }
  static constexpr auto description() { return record("MenuItemAdded", field<&MenuItemAdded::item>("item")); }
};

struct MenuItemPriced {
  static constexpr std::string_view service = "restaurant";
  MenuItemId item;
  RestaurantId restaurant;
  Money price;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("MenuItemPriced", field<&MenuItemPriced::item>("menu_item_id"),
                  field<&MenuItemPriced::restaurant>("restaurant_id"), field<&MenuItemPriced::price>("price"));
  }
};

struct MenuItemOffered {
  static constexpr std::string_view service = "restaurant";
  MenuItemId item;
  RestaurantId restaurant;
  bool available = true;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("MenuItemOffered", field<&MenuItemOffered::item>("menu_item_id"),
                  field<&MenuItemOffered::restaurant>("restaurant_id"),
                  field<&MenuItemOffered::available>("available"));
  }
};

void fold(Changes& changes, const RestaurantOpened& event);
void fold(Changes& changes, const RestaurantPaused& event);
void fold(Changes& changes, const MenuItemAdded& event);
void fold(Changes& changes, const MenuItemPriced& event);
void fold(Changes& changes, const MenuItemOffered& event);

using RestaurantEvents = TypeList<RestaurantOpened, RestaurantPaused, MenuItemAdded, MenuItemPriced, MenuItemOffered>;

}  // namespace pizza
