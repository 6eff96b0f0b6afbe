// SPDX-License-Identifier: Apache-2.0
#include "core/services/restaurant/menu_rules.h"

#include <algorithm>

#include "core/services/restaurant/opening_rules.h"

namespace pizza::menu_rules {

namespace {

const OptionGroup* sizes_of(const MenuItem& item) {
  for (const OptionGroup& group : item.option_groups)
    if (group.sizes) return &group;
  return nullptr;
}

}  // namespace

Money price_at(const MenuItem& item, Instant at) {
  Money price = item.price;
  for (const LaterPrice& later : item.later_prices) {
    if (at < later.valid_from) break;
    price = later.price;
  }
  return price;
}

Offer offer_of(const MenuItem& item, const MenuPlan* plan, const ItemStock* stock, LocalTime shown,
               std::int64_t quantity) {
  if (item.removed) return Offer::Removed;
  if (!item.available) return Offer::TakenOff;
  if (item.counts_stock && (stock == nullptr || stock->left < quantity)) return Offer::SoldOut;
  if (!item.hours.empty() && !opening_rules::covers(item.hours, shown)) return Offer::NotNow;
  if (plan != nullptr)
    for (const MenuSection& section : plan->sections)
      if (!section.hours.empty() && section.name == item.section && !opening_rules::covers(section.hours, shown))
        return Offer::NotNow;
  return Offer::Yes;
}

bool halves_fit(const MenuItem& one, const MenuItem& other) {
  if (!one.half_allowed || !other.half_allowed) return false;
  const OptionGroup* first = sizes_of(one);
  const OptionGroup* second = sizes_of(other);
  if (first == nullptr || second == nullptr) return first == second;
  return std::any_of(first->options.begin(), first->options.end(), [&](const MenuOption& size) {
    return std::any_of(second->options.begin(), second->options.end(),
                       [&](const MenuOption& same) { return same.size == size.size; });
  });
}

}  // namespace pizza::menu_rules
