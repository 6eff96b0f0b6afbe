// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/old_wishes.h"

#include <algorithm>

#include "core/model/records/restaurant.h"

namespace pizza {

namespace {

bool among(const std::vector<ChosenOption>& choices, const ChosenOption& one) {
  return std::any_of(choices.begin(), choices.end(),
                     [&](const ChosenOption& other) { return other.group == one.group && other.option == one.option; });
}

// The first option of that name that has not been chosen yet.
bool choose(const MenuItem& item, const std::string& name, std::vector<ChosenOption>& choices) {
  for (std::size_t g = 0; g < item.option_groups.size(); ++g) {
    const auto& options = item.option_groups[g].options;
    for (std::size_t o = 0; o < options.size(); ++o) {
      const ChosenOption choice{static_cast<std::int32_t>(g), static_cast<std::int32_t>(o)};
      if (options[o].name != name || among(choices, choice)) continue;
      choices.push_back(choice);
      return true;
    }
  }
  return false;
}

// Empty where it can be had; else what is lacking.
std::string find_again(UnitOfWork& work, RestaurantId restaurant, MenuItemId id, const std::string& name,
                       const std::vector<std::string>& options, std::vector<ChosenOption>& choices) {
  const MenuItem* item = work.find(id);
  if (item == nullptr || item->restaurant != restaurant) return name + ": not on the menu any more";
  if (item->removed) return name + ": not on the menu any more";
  if (!item->available) return name + ": not available";
  for (const std::string& option : options)
    if (!choose(*item, option, choices)) return name + ": no " + option + " any more";
  return {};
}

}  // namespace

OldWishes old_wishes(UnitOfWork& work, RestaurantId restaurant, const Basket& basket) {
  OldWishes old;
  for (const BasketLine& line : basket.lines) {
    OrderLine wish;
    wish.quantity = line.quantity;
    std::string lacking;
    if (line.halves.size() == 2) {
      const BasketHalf& one = line.halves[0];
      const BasketHalf& two = line.halves[1];
      wish.item = one.item;
      wish.second_item = two.item;
      lacking = find_again(work, restaurant, one.item, one.name, one.options, wish.options);
      if (lacking.empty()) lacking = find_again(work, restaurant, two.item, two.name, two.options, wish.second_options);
    } else {
      wish.item = line.item;
      lacking = find_again(work, restaurant, line.item, line.name, line.options, wish.options);
    }
    if (lacking.empty()) {
      old.lines.push_back(std::move(wish));
    } else {
      old.lost.push_back(std::move(lacking));
    }
  }
  return old;
}

}  // namespace pizza
