// SPDX-License-Identifier: Apache-2.0
// When a restaurant is open, by its own clock. Pure, and cheap enough for every order.
//
// A span of hours is a length of time: it begins at the instant at which the restaurant's clock shows `opens`
// (core/model/ time_zone.h says when that is on the days on which clocks are changed) and ends before the one at which
// it shows `closes`. So a night of 18:00 to 02:30 ends when the clock shows 02:30 for the first time, and a day of 0 to
// 1440 has 23 or 25 hours where the day has. A span belongs to the day on which it begins; a holiday puts others in the
// place of its weekday's.
#pragma once

#include <optional>
#include <span>

#include "core/model/records/restaurant.h"
#include "core/model/time_zone.h"

namespace pizza::opening_rules {

// The clock on the restaurant's wall.
TimeZone clock_of(const Restaurant& restaurant);

// Whether the hours say open; asks neither for a pause nor for the status.
bool is_open(const Restaurant& restaurant, Instant at);
// By hand, until it is taken back or its end has come.
bool is_paused(const Restaurant& restaurant, Instant at);
// In business, not paused, and open.
bool takes_orders(const Restaurant& restaurant, Instant at);

// `at` itself where it is open then; none where it does not open within 370 days.
std::optional<Instant> next_opening(const Restaurant& restaurant, Instant at);
// The end of the hours that go on at `at`, spans that touch taken together; none where it is closed then, or where they
// go on for more than a week.
std::optional<Instant> closes_at(const Restaurant& restaurant, Instant at);

// Whether one of the spans covers what the clock shows: the availability of sections and items.
bool covers(std::span<const WeekSpan> spans, LocalTime shown);

}  // namespace pizza::opening_rules
