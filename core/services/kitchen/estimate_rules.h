// SPDX-License-Identifier: Apache-2.0
// When a kitchen will be done, from what it has to do and from what it has learned. Whole numbers; no ticket is looked
// at, only the kitchen's own record.
//
//   work      of an order at a station: the longest item's, and a third of all further items' (they are made side by
//             side); at most two hours
//   places    of an order at a station: the recipes' places × quantities, and one for all items without a recipe
//   learned   at each station, the ratio of actual to estimated time, as an exponentially weighted mean in permille:
//   each
//             finished ticket moves it by a sixteenth of the difference. One ticket counts as 250 to 4000 permille;
//             estimates under ten seconds teach nothing.
//   wait      at a station with c places: (load − (c − 1) × own work) / c, at least 0, all of it × the learned ratio.
//   The
//             load is what all open tickets still need there. A station that is out of order works again in 30 minutes.
//   ready     now, and at each station in turn whatever is later, being there or the wait's end, and the own work; then
//             two minutes where somebody looks at it, and what busy mode adds
//   week      tickets an hour, by hour of the week (UTC), as an exponentially weighted mean: each week moves it by a
//             quarter. A held ticket is fired so much earlier as the hour's usual tickets need at the oven, at most 20
//             minutes.
#pragma once

#include "core/model/records/kitchen.h"
#include "core/model/records/order.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

using StationSeconds = std::array<std::int32_t, 3>;

struct KitchenWork {
  StationSeconds seconds{};
  std::array<std::int32_t, 3> places{1, 1, 1};
};

// Of the lines that are named, a bit a line from the lowest; 0 = all. Lines whose item is gone cost nothing.
KitchenWork kitchen_work(UnitOfWork& work, const std::vector<BasketLine>& lines, std::uint64_t which = 0);

// When an order that comes to the kitchen now, with this work, would be ready.
Instant estimate_ready(UnitOfWork& work, RestaurantId restaurant, const StationSeconds& work_s);

namespace estimate_rules {

inline constexpr std::array<std::int32_t, 3> small_pizzeria{2, 4, 1};  // places, where nobody has said
inline constexpr Duration out_of_order = minutes(30);
inline constexpr Duration checking = minutes(2);

std::int64_t learned_ms(const StationState& station, std::int64_t estimated_s);
void learn(StationState& station, std::int32_t estimated_s, Duration actual);
// How long until a place is free for work of that length that comes last.
Duration wait_at(const StationState& station, std::int32_t own_s);
Duration ready_in(const Kitchen& kitchen, const StationSeconds& work_s);
// The longest wait at any station, for work of no length.
Duration queue_of(const Kitchen& kitchen);

std::int64_t hour_of(Instant at);             // counted from 1970
std::size_t hour_of_week(std::int64_t hour);  // 0..167
// An hour is over: what it brought moves the mean.
void count_hour(KitchenWeek& week, std::int64_t hour, std::int32_t tickets);
// How much earlier than usual a ticket for that instant is begun.
Duration rush_at(const Kitchen& kitchen, const KitchenWeek* week, Instant at, std::int32_t oven_s);

}  // namespace estimate_rules

}  // namespace pizza
