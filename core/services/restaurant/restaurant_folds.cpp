// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/services/restaurant/menu_events.h"
#include "core/services/restaurant/restaurant_events.h"

namespace pizza {

namespace {

// All of a record but its version, which the unit of work keeps.
template <class T>
void replace(T& kept, T record) {
  record.version = kept.version;
  kept = std::move(record);
}

}  // namespace

void fold(Changes& changes, const RestaurantOpened& event) {
  changes.insert(event.restaurant);
}

void fold(Changes& changes, const RestaurantEdited& event) {
  replace(changes.edit(event.restaurant.id), event.restaurant);
}

void fold(Changes& changes, const RestaurantPaused& event) {
  Restaurant& restaurant = changes.edit(event.restaurant);
  restaurant.paused = event.paused;
  restaurant.paused_until = event.until;
}

void fold(Changes& changes, const RestaurantClosedForGood& event) {
  Restaurant& restaurant = changes.edit(event.restaurant);
  restaurant.status = RestaurantStatus::Closed;
  restaurant.paused = false;
  restaurant.paused_until.reset();
}

void fold(Changes& changes, const MenuItemAdded& event) {
  changes.insert(event.item);
}

void fold(Changes& changes, const MenuItemEdited& event) {
  replace(changes.edit(event.item.id), event.item);
}

void fold(Changes& changes, const MenuItemRemoved& event) {
  MenuItem& item = changes.edit(event.item);
  item.removed = true;
  item.available = false;
}

void fold(Changes& changes, const MenuItemPriced& event) {
  MenuItem& item = changes.edit(event.item);
  item.price = event.price;
  item.later_prices = event.later_prices;
  for (const PriceVersion& version : event.versions) {
    if (changes.find(version.id) == nullptr) {
      changes.insert(version);
    } else {
      replace(changes.edit(version.id), version);
    }
  }
}

void fold(Changes& changes, const MenuItemOffered& event) {
  changes.edit(event.item).available = event.available;
}

void fold(Changes& changes, const MenuPlanned& event) {
  if (changes.find_at<MenuPlan>(event.plan.restaurant.value) == nullptr) {
    changes.insert(event.plan);
  } else {
    replace(changes.edit_at<MenuPlan>(event.plan.restaurant.value), event.plan);
  }
}

void fold(Changes& changes, const StockSet& event) {
  const bool counted = changes.find_at<ItemStock>(event.item.value) != nullptr;
  if (MenuItem& item = changes.edit(event.item); item.counts_stock != event.left.has_value())
    item.counts_stock = event.left.has_value();
  if (!event.left) {
    if (counted) changes.erase(record_type<ItemStock>(), event.item.value);
  } else if (counted) {
    changes.edit_at<ItemStock>(event.item.value).left = *event.left;
  } else {
    changes.insert(ItemStock{event.item, event.restaurant, *event.left, {}});
  }
}

void fold(Changes& changes, const StockTaken& event) {
  for (const HeldItem& taken : event.items) changes.edit_at<ItemStock>(taken.item.value).left -= taken.quantity;
  if (changes.find_at<StockHold>(event.order.value) == nullptr) {
    changes.insert(StockHold{event.order, event.items, {}});
  } else {
    std::vector<HeldItem>& held = changes.edit_at<StockHold>(event.order.value).items;
    held.insert(held.end(), event.items.begin(), event.items.end());
  }
}

void fold(Changes& changes, const StockReturned& event) {
  for (const HeldItem& back : event.items) changes.edit_at<ItemStock>(back.item.value).left += back.quantity;
  changes.erase(record_type<StockHold>(), event.order.value);
}

void fold(Changes& changes, const StockUsed& event) {
  changes.erase(record_type<StockHold>(), event.order.value);
}

}  // namespace pizza
