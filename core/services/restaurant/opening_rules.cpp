// SPDX-License-Identifier: Apache-2.0
#include "core/services/restaurant/opening_rules.h"

#include <algorithm>

namespace pizza::opening_rules {

namespace {

constexpr std::int32_t minutes_a_day = 1'440;

// Calls visit(opens, closes) for each span that begins on that day of the local calendar, in minutes after its
// midnight.
template <class Visit>
void for_each_span(const Restaurant& restaurant, std::int64_t day, Visit visit) {
  if (!restaurant.holidays.empty()) {
    const auto holiday = std::lower_bound(restaurant.holidays.begin(), restaurant.holidays.end(), day,
                                          [](const Holiday& one, std::int64_t wanted) { return one.day < wanted; });
    if (holiday != restaurant.holidays.end() && holiday->day == day) {
      for (const OpeningHours& span : holiday->spans) visit(span.opens, span.closes);
      return;
    }
  }
  const std::int32_t weekday = weekday_of(day);
  const OpeningHours& first = restaurant.hours[static_cast<std::size_t>(weekday)];
  visit(first.opens, first.closes);
  for (const WeekSpan& span : restaurant.more_hours)
    if (span.weekday == weekday) visit(span.opens, span.closes);
}

Instant at_minute(const TimeZone& clock, std::int64_t day, std::int32_t minute) {
  return clock.instant({day + minute / minutes_a_day, minutes(minute % minutes_a_day).ms});
}

bool clock_says_open(const Restaurant& restaurant, LocalTime shown) {
  bool open = false;
  std::int32_t minute = shown.minute_of_day();
  const auto look = [&](std::int32_t opens, std::int32_t closes) {
    open = open || (minute >= opens && minute < closes);
  };
  for_each_span(restaurant, shown.day, look);
  if (open) return true;
  minute += minutes_a_day;
  for_each_span(restaurant, shown.day - 1, look);
  return open;
}

// The latest end of the spans that cover the instant; the instant itself where none does.
Instant covered_until(const Restaurant& restaurant, const TimeZone& clock, Instant at) {
  Instant until = at;
  const std::int64_t today = clock.local(at).day;
  for (const std::int64_t day : {today - 1, today})
    for_each_span(restaurant, day, [&](std::int32_t opens, std::int32_t closes) {
      if (opens >= closes || at < at_minute(clock, day, opens)) return;
      until = std::max(until, at_minute(clock, day, closes));
    });
  return until;
}

}  // namespace

TimeZone clock_of(const Restaurant& restaurant) {
  if (!restaurant.time_zone.empty())
    if (const std::optional<TimeZone> zone = TimeZone::find(restaurant.time_zone)) return *zone;
  return TimeZone::fixed(restaurant.utc_offset_minutes);
}

bool is_open(const Restaurant& restaurant, Instant at) {
  const TimeZone clock = clock_of(restaurant);
  const LocalTime shown = clock.local(at);
  // What the clock shows decides, but for the hour that it shows for the second time.
  if (clock.instant(shown) == at) return clock_says_open(restaurant, shown);
  return covered_until(restaurant, clock, at) > at;
}

bool is_paused(const Restaurant& restaurant, Instant at) {
  return restaurant.paused && (!restaurant.paused_until || at < *restaurant.paused_until);
}

bool takes_orders(const Restaurant& restaurant, Instant at) {
  return restaurant.status == RestaurantStatus::Open && !is_paused(restaurant, at) && is_open(restaurant, at);
}

std::optional<Instant> next_opening(const Restaurant& restaurant, Instant at) {
  constexpr std::int64_t days_ahead = 370;
  if (is_open(restaurant, at)) return at;
  const TimeZone clock = clock_of(restaurant);
  const std::int64_t today = clock.local(at).day;
  std::optional<Instant> next;
  for (std::int64_t day = today - 1; day <= today + days_ahead; ++day) {
    if (next && *next <= at_minute(clock, day, 0)) break;
    for_each_span(restaurant, day, [&](std::int32_t opens, std::int32_t closes) {
      if (opens >= closes) return;
      const Instant begins = at_minute(clock, day, opens);
      // A span may lie wholly in the hour that a clock leaves out.
      if (begins <= at || begins >= at_minute(clock, day, closes)) return;
      if (!next || begins < *next) next = begins;
    });
  }
  return next;
}

std::optional<Instant> closes_at(const Restaurant& restaurant, Instant at) {
  const TimeZone clock = clock_of(restaurant);
  Instant end = at;
  while (end <= at + days(7)) {
    const Instant further = covered_until(restaurant, clock, end);
    if (further == end) return end == at ? std::nullopt : std::optional(end);
    end = further;
  }
  return std::nullopt;
}

bool covers(std::span<const WeekSpan> spans, LocalTime shown) {
  const std::int32_t today = weekday_of(shown.day);
  const std::int32_t yesterday = (today + 6) % 7;
  const std::int32_t minute = shown.minute_of_day();
  return std::any_of(spans.begin(), spans.end(), [&](const WeekSpan& span) {
    if (span.weekday == today && minute >= span.opens && minute < span.closes) return true;
    return span.weekday == yesterday && minute + minutes_a_day >= span.opens && minute + minutes_a_day < span.closes;
  });
}

}  // namespace pizza::opening_rules
