// SPDX-License-Identifier: Apache-2.0
#include "core/services/search/search_events.h"
#include "core/services/search/taste_rules.h"

namespace pizza {

namespace {

Popularity& popularity(Changes& changes, PopularityId id, Instant at) {
  if (changes.find(id) != nullptr) return changes.edit(id);
  Popularity fresh;
  fresh.id = id;
  fresh.period = taste_rules::period_of(at);
  return changes.insert(std::move(fresh));
}

}  // namespace

void fold(Changes& changes, const PurchaseNoted& event) {
  taste_rules::count(popularity(changes, popularity_of(event.restaurant), event.at), event.at);
  for (const MenuItemId item : event.items) {
    Popularity& dish = popularity(changes, popularity_of(item), event.at);
    taste_rules::count(dish, event.at);
    for (const MenuItemId other : event.items)
      if (other != item) taste_rules::accompany(dish, other, taste_rules::one_order, event.at);
    for (const MenuItemId other : event.earlier)
      taste_rules::accompany(dish, other, taste_rules::one_order / 2, event.at);
  }
  for (const MenuItemId before : event.earlier) {
    Popularity& dish = popularity(changes, popularity_of(before), event.at);
    for (const MenuItemId item : event.items) taste_rules::accompany(dish, item, taste_rules::one_order / 2, event.at);
  }
  if (changes.find_at<Taste>(event.user.value) == nullptr) {
    Taste fresh;
    fresh.user = event.user;
    fresh.period = taste_rules::period_of(event.at);
    changes.insert(std::move(fresh));
  }
  taste_rules::taste(changes.edit_at<Taste>(event.user.value), event.cuisine, event.items, event.marks, event.at);
}

void fold(Changes& changes, const TasteForgotten& event) {
  Taste& kept = changes.edit_at<Taste>(event.user.value);
  kept.orders = 0;
  kept.marked = 0;
  kept.marks = 0;
  kept.cuisines.clear();
  kept.latest.clear();
}

}  // namespace pizza
