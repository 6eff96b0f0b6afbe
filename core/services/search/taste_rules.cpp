// SPDX-License-Identifier: Apache-2.0
#include "core/services/search/taste_rules.h"

#include <algorithm>

namespace pizza::taste_rules {

namespace {

constexpr Duration period_length = days(30);

std::int64_t halved(std::int64_t weight, std::int32_t times) {
  return times <= 0 ? weight : times >= 40 ? 0 : weight >> times;
}

// Adds to what is there, or takes the place of the lightest; heaviest first, of equals the older.
template <class Entry, class Same>
void add(std::vector<Entry>& list, std::size_t most, std::int64_t weight, Same same, Entry fresh) {
  auto at = std::find_if(list.begin(), list.end(), same);
  if (at == list.end()) {
    if (list.size() < most) {
      list.push_back(fresh);
    } else {
      fresh.weight += list.back().weight;
      list.back() = fresh;
    }
    at = list.end() - 1;
  }
  at->weight += weight;
  for (; at != list.begin() && (at - 1)->weight < at->weight; --at) std::swap(*(at - 1), *at);
}

template <class Entry>
void fade(std::vector<Entry>& list, std::int32_t times) {
  if (times <= 0) return;
  for (Entry& entry : list) entry.weight = halved(entry.weight, times);
  std::erase_if(list, [](const Entry& entry) { return entry.weight == 0; });
}

void bring_up(Popularity& popularity, std::int32_t period) {
  const std::int32_t times = period - popularity.period;
  if (times <= 0) return;
  popularity.weight = halved(popularity.weight, times);
  fade(popularity.companions, times);
  popularity.period = period;
}

}  // namespace

std::int32_t period_of(Instant at) {
  return static_cast<std::int32_t>(at.ms / period_length.ms);
}

std::int64_t faded(std::int64_t weight, std::int32_t period, Instant at) {
  return halved(weight, period_of(at) - period);
}

void count(Popularity& popularity, Instant at) {
  bring_up(popularity, period_of(at));
  popularity.weight += one_order;
}

void accompany(Popularity& dish, MenuItemId other, std::int64_t weight, Instant at) {
  bring_up(dish, period_of(at));
  add(
      dish.companions, max_companions, weight, [other](const Companion& one) { return one.item == other; },
      Companion{other, 0});
}

void taste(Taste& kept, std::string_view cuisine, std::span<const MenuItemId> items, std::uint32_t marks, Instant at) {
  const std::int32_t times = period_of(at) - kept.period;
  if (times > 0) {
    kept.orders = halved(kept.orders, times);
    kept.marked = halved(kept.marked, times);
    fade(kept.cuisines, times);
    kept.period = period_of(at);
  }
  kept.orders += one_order;
  // The marks that hold for one order after the other; another diet begins anew.
  if (marks != 0) {
    const std::uint32_t common = kept.marked == 0 ? marks : kept.marks & marks;
    kept.marked = common == 0 ? one_order : kept.marked + one_order;
    kept.marks = common == 0 ? marks : common;
  }
  if (!cuisine.empty())
    add(
        kept.cuisines, max_cuisines, one_order, [&](const CuisineTaste& one) { return one.cuisine == cuisine; },
        CuisineTaste{std::string(cuisine), 0});
  for (std::size_t i = items.size(); i > 0; --i) {
    std::erase(kept.latest, items[i - 1]);
    kept.latest.insert(kept.latest.begin(), items[i - 1]);
  }
  if (kept.latest.size() > max_latest) kept.latest.resize(max_latest);
}

std::uint32_t diet_of(const Taste& kept) {
  return kept.orders >= 4 * one_order && kept.marked * 10 >= kept.orders * 9 ? kept.marks : 0;
}

}  // namespace pizza::taste_rules
