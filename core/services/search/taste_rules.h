// SPDX-License-Identifier: Apache-2.0
// How orders become popularity, company and taste. Whole numbers: an order counts 1000, and all that was counted is
// halved with each 30 days that pass (counted from 1970), so that last month weighs more than last year.
//
// Lists are bounded by the rule of "space-saving" (Metwally, Agrawal, El Abbadi 2005): where a list is full, the
// newcomer takes the place of the lightest and adds to its weight. What is really frequent stays; rare ones are
// overestimated by at most the lightest weight.
#pragma once

#include "core/model/records/search.h"

namespace pizza::taste_rules {

inline constexpr std::int64_t one_order = 1'000;
inline constexpr std::size_t max_companions = 12;
inline constexpr std::size_t max_cuisines = 6;
inline constexpr std::size_t max_latest = 12;
inline constexpr std::size_t max_items = 6;    // of an order
inline constexpr std::size_t max_earlier = 4;  // dishes of earlier orders that go with those of this one

std::int32_t period_of(Instant at);
// A weight as it stands at `at`.
std::int64_t faded(std::int64_t weight, std::int32_t period, Instant at);

// An order more.
void count(Popularity& popularity, Instant at);
// Somebody who had the dish also had another: in this order (full weight), or earlier (half).
void accompany(Popularity& dish, MenuItemId other, std::int64_t weight, Instant at);

void taste(Taste& kept, std::string_view cuisine, std::span<const MenuItemId> items, std::uint32_t marks, Instant at);

// The marks that nearly all (nine in ten) of a person's food has, from four orders on; else none.
std::uint32_t diet_of(const Taste& kept);

}  // namespace pizza::taste_rules
