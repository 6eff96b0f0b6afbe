// SPDX-License-Identifier: Apache-2.0
#include "core/services/restaurant/restaurant_service.h"

#include "core/services/restaurant/opening_rules.h"

namespace pizza {

namespace {

constexpr std::int64_t minutes_a_day = 1'440;

Problem invalid(std::string type, std::string detail, std::string field) {
  return problem(Status::Unprocessable, std::move(type), std::move(detail), std::move(field));
}

std::optional<Problem> check_money(Money money, Currency currency, const char* type, const std::string& field) {
  if (money.currency != currency && money.minor != 0)
    return invalid(type, "the currency must be the restaurant's", field + ".currency");
  if (money.minor < 0 || money.minor > RestaurantService::max_price_minor)
    return invalid(type, "an amount from 0 to 1,000,000", field + ".minor");
  return std::nullopt;
}

std::optional<Problem> check_item(const MenuItem& item, Currency currency) {
  if (item.name.empty() || item.name.size() > 200) return invalid("menu.invalid", "name: 1 to 200 bytes", "name");
  if (auto wrong = check_money(item.price, currency, "menu.invalid", "price")) return wrong;
  if (item.option_groups.size() > 20) return invalid("menu.invalid", "at most 20 groups", "option_groups");
  for (std::size_t g = 0; g < item.option_groups.size(); ++g) {
    const OptionGroup& group = item.option_groups[g];
    const std::string where = "option_groups[" + std::to_string(g) + "]";
    if (group.options.empty() || group.options.size() > 50)
      return invalid("menu.invalid", "1 to 50 options", where + ".options");
    if (group.minimum < 0 || group.maximum < 1 || group.minimum > group.maximum ||
        group.minimum > static_cast<std::int32_t>(group.options.size()))
      return invalid("menu.invalid", "0 <= minimum <= maximum, and enough options", where + ".minimum");
    for (const MenuOption& option : group.options)
      if (auto wrong = check_money(option.price, currency, "menu.invalid", where + ".options")) return wrong;
  }
  for (const std::int32_t seconds : item.work_s)
    if (seconds < 0 || seconds > 7'200) return invalid("menu.invalid", "0 to 7200 seconds", "work_s");
  return std::nullopt;
}

}  // namespace

Result<RestaurantId> RestaurantService::open(UnitOfWork& work, const OpenRestaurant& command) const {
  Restaurant restaurant = command.restaurant;
  if (restaurant.name.empty() || restaurant.name.size() > 200)
    return invalid("restaurant.invalid", "name: 1 to 200 bytes", "name");
  if (!restaurant.place.valid()) return invalid("restaurant.invalid", "a place outside the earth", "place");
  if (restaurant.currency == Currency::None) return invalid("restaurant.invalid", "a currency is needed", "currency");
  if (restaurant.utc_offset_minutes < -720 || restaurant.utc_offset_minutes > 840)
    return invalid("restaurant.invalid", "-720 to 840 minutes", "utc_offset_minutes");
  for (const OpeningHours& day : restaurant.hours)
    if (day.opens < 0 || day.closes < day.opens || day.closes > 2 * minutes_a_day)
      return invalid("restaurant.invalid", "0 <= opens <= closes <= 2880", "hours");
  if (restaurant.delivery_radius_m < 100 || restaurant.delivery_radius_m > 100'000)
    return invalid("restaurant.invalid", "100 to 100000 metres", "delivery_radius_m");
  if (restaurant.tax_per_10000 < 0 || restaurant.tax_per_10000 > 10'000)
    return invalid("restaurant.invalid", "0 to 10000", "tax_per_10000");
  if (restaurant.commission_per_10000 < 0 || restaurant.commission_per_10000 > 10'000)
    return invalid("restaurant.invalid", "0 to 10000", "commission_per_10000");
  for (const Money amount : {restaurant.delivery_fee, restaurant.delivery_fee_per_km, restaurant.minimum_order})
    if (auto wrong = check_money(amount, restaurant.currency, "restaurant.invalid", "delivery_fee")) return *wrong;
  restaurant.id = work.allocate<Restaurant>();
  const RestaurantId id = restaurant.id;
  work.record(RestaurantOpened{std::move(restaurant)});
  return id;
}

Result<MenuItemId> RestaurantService::add_item(UnitOfWork& work, const AddMenuItem& command) const {
  const Restaurant* restaurant = work.find(command.item.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (auto wrong = check_item(command.item, restaurant->currency)) return *wrong;
  MenuItem item = command.item;
  item.id = work.allocate<MenuItem>();
  const MenuItemId id = item.id;
  work.record(MenuItemAdded{std::move(item)});
  return id;
}

Outcome RestaurantService::pause(UnitOfWork& work, const PauseRestaurant& command) const {
  const Restaurant* restaurant = work.find(command.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (restaurant->paused != command.paused) work.record(RestaurantPaused{command.restaurant, command.paused});
  return Done{};
}

Outcome RestaurantService::price_item(UnitOfWork& work, const PriceMenuItem& command) const {
  const MenuItem* item = work.find(command.item);
  if (item == nullptr) return problem(Status::NotFound, "menu.unknown", "there is no such item", "menu_item_id");
  const RestaurantId restaurant = item->restaurant;
  if (auto wrong = check_money(command.price, work.find(restaurant)->currency, "menu.invalid", "price")) return *wrong;
  work.record(MenuItemPriced{command.item, restaurant, command.price});
  return Done{};
}

Outcome RestaurantService::offer_item(UnitOfWork& work, const OfferMenuItem& command) const {
  const MenuItem* item = work.find(command.item);
  if (item == nullptr) return problem(Status::NotFound, "menu.unknown", "there is no such item", "menu_item_id");
  if (item->available != command.available)
    work.record(MenuItemOffered{command.item, item->restaurant, command.available});
  return Done{};
}

bool RestaurantService::is_open(const Restaurant& restaurant, Instant at) {
  return opening_rules::is_open(restaurant, at);
}

void fold(Changes& changes, const RestaurantOpened& event) {
  changes.insert(event.restaurant);
}

void fold(Changes& changes, const RestaurantPaused& event) {
  changes.edit(event.restaurant).paused = event.paused;
}

void fold(Changes& changes, const MenuItemAdded& event) {
  changes.insert(event.item);
}

void fold(Changes& changes, const MenuItemPriced& event) {
  changes.edit(event.item).price = event.price;
}

void fold(Changes& changes, const MenuItemOffered& event) {
  changes.edit(event.item).available = event.available;
}

}  // namespace pizza
