// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/menu.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct MenuItemAdded {
  static constexpr std::string_view service = "restaurant";
  MenuItem item;
  std::uint64_t aggregate() const { return item.restaurant.value; }
  static constexpr auto description() { return record("MenuItemAdded", field<&MenuItemAdded::item>("item")); }
};

// Carries all of the record as it is now. Prices, stock and offer have events of their own.
struct MenuItemEdited {
  static constexpr std::string_view service = "restaurant";
  MenuItem item;
  std::uint64_t aggregate() const { return item.restaurant.value; }
  static constexpr auto description() { return record("MenuItemEdited", field<&MenuItemEdited::item>("item")); }
};

struct MenuItemRemoved {
  static constexpr std::string_view service = "restaurant";
  MenuItemId item;
  RestaurantId restaurant;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("MenuItemRemoved", field<&MenuItemRemoved::item>("menu_item_id"),
                  field<&MenuItemRemoved::restaurant>("restaurant_id"));
  }
};

// What an item costs, now and later.
struct MenuItemPriced {
  static constexpr std::string_view service = "restaurant";
  MenuItemId item;
  RestaurantId restaurant;
  Money price;  // in force until the first of later_prices
  std::vector<LaterPrice> later_prices;
  std::vector<PriceVersion> versions;  // that are new, or withdrawn by this
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("MenuItemPriced", field<&MenuItemPriced::item>("menu_item_id"),
                  field<&MenuItemPriced::restaurant>("restaurant_id"), field<&MenuItemPriced::price>("price"),
                  field<&MenuItemPriced::later_prices>("later_prices"), field<&MenuItemPriced::versions>("versions"));
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

// Sections, their order and their hours.
struct MenuPlanned {
  static constexpr std::string_view service = "restaurant";
  MenuPlan plan;
  std::uint64_t aggregate() const { return plan.restaurant.value; }
  static constexpr auto description() { return record("MenuPlanned", field<&MenuPlanned::plan>("plan")); }
};

struct StockSet {
  static constexpr std::string_view service = "restaurant";
  MenuItemId item;
  RestaurantId restaurant;
  std::optional<std::int64_t> left;  // none: it is not counted any more
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("StockSet", field<&StockSet::item>("menu_item_id"), field<&StockSet::restaurant>("restaurant_id"),
                  field<&StockSet::left>("left"));
  }
};

// An order has taken these; it would give them back.
struct StockTaken {
  static constexpr std::string_view service = "restaurant";
  OrderId order;
  RestaurantId restaurant;
  std::vector<HeldItem> items;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("StockTaken", field<&StockTaken::order>("order_id"), field<&StockTaken::restaurant>("restaurant_id"),
                  field<&StockTaken::items>("items"));
  }
};

// The order ended before its cooking began, or was changed.
struct StockReturned {
  static constexpr std::string_view service = "restaurant";
  OrderId order;
  RestaurantId restaurant;
  std::vector<HeldItem> items;  // whose stocks are still counted
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("StockReturned", field<&StockReturned::order>("order_id"),
                  field<&StockReturned::restaurant>("restaurant_id"), field<&StockReturned::items>("items"));
  }
};

// Cooking has begun: nothing comes back any more.
struct StockUsed {
  static constexpr std::string_view service = "restaurant";
  OrderId order;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() { return record("StockUsed", field<&StockUsed::order>("order_id")); }
};

// Two orders wanted the last ones at the same time, and this one came second: it is to be rejected. It has taken none
// of these.
struct StockRanShort {
  static constexpr std::string_view service = "restaurant";
  OrderId order;
  RestaurantId restaurant;
  std::vector<HeldItem> missing;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("StockRanShort", field<&StockRanShort::order>("order_id"),
                  field<&StockRanShort::restaurant>("restaurant_id"), field<&StockRanShort::missing>("missing"));
  }
};

void fold(Changes& changes, const MenuItemAdded& event);
void fold(Changes& changes, const MenuItemEdited& event);
void fold(Changes& changes, const MenuItemRemoved& event);
void fold(Changes& changes, const MenuItemPriced& event);
void fold(Changes& changes, const MenuItemOffered& event);
void fold(Changes& changes, const MenuPlanned& event);
void fold(Changes& changes, const StockSet& event);
void fold(Changes& changes, const StockTaken& event);
void fold(Changes& changes, const StockReturned& event);
void fold(Changes& changes, const StockUsed& event);
inline void fold(Changes&, const StockRanShort&) {}

using MenuEvents = TypeList<MenuItemAdded, MenuItemEdited, MenuItemRemoved, MenuItemPriced, MenuItemOffered,
                            MenuPlanned, StockSet, StockTaken, StockReturned, StockUsed, StockRanShort>;

}  // namespace pizza
