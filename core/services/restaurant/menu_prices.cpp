// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/services/restaurant/menu_rules.h"
#include "core/services/restaurant/menu_tools.h"
#include "core/services/restaurant/restaurant_checks.h"

namespace pizza {

namespace {

// What is in force goes into `price`; only what is to come stays later.
MenuItemPriced present_prices(const MenuItem& item, Instant now) {
  MenuItemPriced event;
  event.item = item.id;
  event.restaurant = item.restaurant;
  event.price = menu_rules::price_at(item, now);
  for (const LaterPrice& later : item.later_prices)
    if (later.valid_from > now) event.later_prices.push_back(later);
  return event;
}

// The version of a price that waits for `valid_from`.
const PriceVersion* waiting_version(UnitOfWork& work, MenuItemId item, Instant valid_from) {
  for (const std::uint64_t key : work.find_where<&PriceVersion::item>(item)) {
    const PriceVersion* version = work.find(PriceVersionId{key});
    if (!version->withdrawn && version->valid_from == valid_from) return version;
  }
  return nullptr;
}

void withdraw(MenuItemPriced& event, const PriceVersion& version) {
  PriceVersion withdrawn = version;
  withdrawn.withdrawn = true;
  event.versions.push_back(std::move(withdrawn));
  std::erase_if(event.later_prices, [&](const LaterPrice& later) { return later.valid_from == version.valid_from; });
}

}  // namespace

bool menu_tools::set_price(UnitOfWork& work, MenuItemId id, Money price, Instant from) {
  const Instant now = work.now();
  const MenuItem& item = *work.find(id);
  MenuItemPriced event = present_prices(item, now);
  // The first change of a price writes down what it was until then.
  if (work.find_where<&PriceVersion::item>(id, 1).empty())
    event.versions.push_back(
        {work.allocate<PriceVersion>(), id, item.restaurant, item.price, Instant{}, now, false, {}});
  if (from <= now) {
    event.price = price;
  } else {
    if (const PriceVersion* other = waiting_version(work, id, from)) withdraw(event, *other);
    if (event.later_prices.size() >= RestaurantService::max_later_prices) return false;
    event.later_prices.push_back({from, price});
    std::sort(event.later_prices.begin(), event.later_prices.end(),
              [](const LaterPrice& a, const LaterPrice& b) { return a.valid_from < b.valid_from; });
  }
  event.versions.push_back(
      {work.allocate<PriceVersion>(), id, item.restaurant, price, std::max(from, now), now, false, {}});
  work.record(std::move(event));
  return true;
}

Outcome RestaurantService::price_item(UnitOfWork& work, const PriceMenuItem& command) const {
  const MenuItem* item = menu_tools::on_menu(work, command.item);
  if (item == nullptr) return menu_tools::unknown_item();
  const auto restaurant = menu_tools::in_business(work, item->restaurant);
  if (!restaurant.ok()) return restaurant.problem();
  std::vector<Fault> found;
  Faults faults(found);
  const Currency currency = (*restaurant)->currency;
  faults.money(command.price, currency, "price");
  if (command.from && (*command.from < work.now() || *command.from > work.now() + days(730)))
    faults.add("from", "from now to two years ahead");
  if (auto wrong = first_problem(found, "menu")) return *wrong;
  if (!menu_tools::set_price(work, command.item, {command.price.minor, currency}, command.from.value_or(work.now())))
    return problem(Status::Conflict, "menu.full", "at most 20 later prices", "from");
  return Done{};
}

Outcome RestaurantService::withdraw_price(UnitOfWork& work, const WithdrawPrice& command) const {
  const MenuItem* item = menu_tools::on_menu(work, command.item);
  if (item == nullptr) return menu_tools::unknown_item();
  const PriceVersion* version = work.find(command.version);
  if (version == nullptr || version->item != command.item || version->withdrawn || version->valid_from <= work.now())
    return problem(Status::NotFound, "menu.price_unknown", "no price that is still to come", "price_version_id");
  MenuItemPriced event = present_prices(*item, work.now());
  withdraw(event, *version);
  work.record(std::move(event));
  return Done{};
}

Result<PriceVersions> RestaurantService::price_history(UnitOfWork& work, const PriceHistory& query) const {
  const std::int32_t limit = query.limit == 0 ? 50 : query.limit;
  if (limit < 1 || limit > 200) return problem(Status::Unprocessable, "menu.invalid", "must be from 1 to 200", "limit");
  const MenuItem* item = menu_tools::on_menu(work, query.item);
  if (item == nullptr) return menu_tools::unknown_item();
  PriceVersions history;
  history.in_force = menu_rules::price_at(*item, work.now());
  for (const std::uint64_t key : work.find_where<&PriceVersion::item>(query.item))
    history.versions.push_back(*work.find(PriceVersionId{key}));
  std::stable_sort(history.versions.begin(), history.versions.end(), [](const PriceVersion& a, const PriceVersion& b) {
    return a.valid_from != b.valid_from ? a.valid_from > b.valid_from : a.id > b.id;
  });
  if (history.versions.size() > static_cast<std::size_t>(limit))
    history.versions.resize(static_cast<std::size_t>(limit));
  return history;
}

}  // namespace pizza
