// SPDX-License-Identifier: Apache-2.0
// What the parts of the restaurant service that handle menus have in common.
#pragma once

#include "core/services/restaurant/restaurant_service.h"

namespace pizza::menu_tools {

Problem unknown_item();
// The restaurant, unless it has closed for good.
Result<const Restaurant*> in_business(UnitOfWork& work, RestaurantId id);
// Null where there is none or it was removed.
const MenuItem* on_menu(UnitOfWork& work, MenuItemId id);

// Gives a wished item its number and what no caller may say.
void make_new(UnitOfWork& work, MenuItem& item);
// Zero of no currency becomes zero of the restaurant's: equal menus are equal to the byte.
void give_currency(MenuItem& item, Currency currency);
// Gives an edited item what only other commands change.
void keep_what_has_its_own_command(MenuItem& item, const MenuItem& present);

// Records a price from `from` on, with what the history needs. `from` at or before now: at once. The price has been
// checked. False where too many later prices wait.
bool set_price(UnitOfWork& work, MenuItemId item, Money price, Instant from);

// Section by section in the order of the menu.
struct OrderedSection {
  std::string_view name;  // of the plan or of an item: valid until the next event
  const MenuSection* planned = nullptr;
  std::vector<const MenuItem*> items;  // by position, then number
};
std::vector<OrderedSection> in_order(UnitOfWork& work, RestaurantId restaurant);

}  // namespace pizza::menu_tools
