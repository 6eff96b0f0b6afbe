// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/services/restaurant/menu_tools.h"
#include "core/services/restaurant/restaurant_checks.h"

namespace pizza {

namespace {

std::optional<Problem> check(UnitOfWork& work, const MenuItem& item, const Restaurant& restaurant) {
  std::vector<Fault> found;
  Faults faults(found);
  check_item(item, restaurant.currency, "", faults);
  if (!item.code.empty() && item.code.front() == '#') faults.add("code", "must not begin with #");
  if (auto wrong = first_problem(found, "menu")) return wrong;
  if (item.code.empty()) return std::nullopt;
  for (const MenuItemId other : items_of(work, restaurant.id))
    if (other != item.id && work.find(other)->code == item.code)
      return problem(Status::Conflict, "menu.code_taken", "another item has this code", "code");
  return std::nullopt;
}

}  // namespace

std::vector<MenuItemId> items_of(UnitOfWork& work, RestaurantId restaurant) {
  std::vector<MenuItemId> items;
  for (const std::uint64_t key : work.find_where<&MenuItem::restaurant>(restaurant))
    if (!work.find(MenuItemId{key})->removed) items.push_back({key});
  return items;
}

namespace menu_tools {

Problem unknown_item() {
  return problem(Status::NotFound, "menu.unknown", "there is no such item", "menu_item_id");
}

Result<const Restaurant*> in_business(UnitOfWork& work, RestaurantId id) {
  const Restaurant* restaurant = work.find(id);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (restaurant->status == RestaurantStatus::Closed)
    return problem(Status::Conflict, "restaurant.closed_for_good", restaurant->name + " has closed for good",
                   "restaurant_id");
  return restaurant;
}

const MenuItem* on_menu(UnitOfWork& work, MenuItemId id) {
  const MenuItem* item = work.find(id);
  return item == nullptr || item->removed ? nullptr : item;
}

void make_new(UnitOfWork& work, MenuItem& item) {
  item.id = work.allocate<MenuItem>();
  item.counts_stock = false;
  item.later_prices.clear();
  item.removed = false;
}

void give_currency(MenuItem& item, Currency currency) {
  item.price.currency = currency;
  for (OptionGroup& group : item.option_groups)
    for (MenuOption& option : group.options) option.price.currency = currency;
}

void keep_what_has_its_own_command(MenuItem& item, const MenuItem& present) {
  item.id = present.id;
  item.restaurant = present.restaurant;
  item.price = present.price;
  item.later_prices = present.later_prices;
  item.available = present.available;
  item.counts_stock = present.counts_stock;
  item.removed = present.removed;
  item.version = present.version;
}

}  // namespace menu_tools

using menu_tools::in_business;
using menu_tools::on_menu;
using menu_tools::unknown_item;

Result<MenuItemId> RestaurantService::add_item(UnitOfWork& work, const AddMenuItem& command) const {
  const auto restaurant = in_business(work, command.item.restaurant);
  if (!restaurant.ok()) return restaurant.problem();
  MenuItem item = command.item;
  item.id = {};
  if (auto wrong = check(work, item, **restaurant)) return *wrong;
  if (work.find_where<&MenuItem::restaurant>(item.restaurant, max_items).size() == max_items &&
      items_of(work, item.restaurant).size() >= max_items)
    return problem(Status::Conflict, "menu.full", "a menu has at most 1000 items", "item");
  menu_tools::make_new(work, item);
  menu_tools::give_currency(item, (*restaurant)->currency);
  const MenuItemId id = item.id;
  work.record(MenuItemAdded{std::move(item)});
  return id;
}

Outcome RestaurantService::edit_item(UnitOfWork& work, const EditMenuItem& command) const {
  const MenuItem* present = on_menu(work, command.item.id);
  if (present == nullptr) return unknown_item();
  const auto restaurant = in_business(work, present->restaurant);
  if (!restaurant.ok()) return restaurant.problem();
  MenuItem item = command.item;
  menu_tools::keep_what_has_its_own_command(item, *present);
  if (auto wrong = check(work, item, **restaurant)) return *wrong;
  menu_tools::give_currency(item, (*restaurant)->currency);
  work.record(MenuItemEdited{std::move(item)});
  return Done{};
}

Outcome RestaurantService::remove_item(UnitOfWork& work, const RemoveMenuItem& command) const {
  const MenuItem* item = on_menu(work, command.item);
  if (item == nullptr) return unknown_item();
  work.record(MenuItemRemoved{command.item, item->restaurant});
  return Done{};
}

Outcome RestaurantService::offer_item(UnitOfWork& work, const OfferMenuItem& command) const {
  const MenuItem* item = on_menu(work, command.item);
  if (item == nullptr) return unknown_item();
  if (item->available != command.available)
    work.record(MenuItemOffered{command.item, item->restaurant, command.available});
  return Done{};
}

Outcome RestaurantService::reorder_sections(UnitOfWork& work, const ReorderSections& command) const {
  const auto restaurant = in_business(work, command.restaurant);
  if (!restaurant.ok()) return restaurant.problem();
  std::vector<Fault> found;
  Faults faults(found);
  check_sections(command.sections, faults);
  if (auto wrong = first_problem(found, "menu")) return *wrong;
  work.record(MenuPlanned{{command.restaurant, command.sections, {}}});
  return Done{};
}

}  // namespace pizza
