// SPDX-License-Identifier: Apache-2.0
// Local time: what a clock on the wall shows, by the rules of an IANA time zone with its daylight saving. The rules are
// data of our own, so that the same instant is the same local time on every machine: core/model/time_zone_rules.h says
// which, and what they leave out. Whole milliseconds everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/model/instant.h"

namespace pizza {

// A day of the proleptic Gregorian calendar.
struct CivilDate {
  std::int32_t year = 1970;
  std::int32_t month = 1;  // 1..12
  std::int32_t day = 1;    // 1..31
  friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil), and back.
std::int64_t days_of(CivilDate date);
CivilDate date_of(std::int64_t days);
bool valid(CivilDate date);
// 0 = Monday … 6 = Sunday.
std::int32_t weekday_of(std::int64_t days);

// What the clock on the wall shows.
struct LocalTime {
  std::int64_t day = 0;        // days since 1970-01-01, by the local calendar
  std::int64_t ms_of_day = 0;  // 0..86'399'999
  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;

  constexpr std::int32_t minute_of_day() const { return static_cast<std::int32_t>(ms_of_day / 60'000); }
};

class TimeZone {
 public:
  TimeZone() = default;  // UTC
  // None where no zone of that name is known. Names are told apart by case, as IANA writes them.
  static std::optional<TimeZone> find(std::string_view iana_name);
  // A clock that never changes; -1440..1440 minutes east of Greenwich.
  static TimeZone fixed(std::int32_t utc_offset_minutes);
  // All names that `find` knows, sorted.
  static std::span<const std::string_view> names();

  // East of Greenwich is positive.
  Duration offset_at(Instant at) const;
  LocalTime local(Instant at) const;
  // The instant at which the clock shows `local`. Where it shows it twice (the hour that comes again in autumn), the
  // earlier one; where never (the hour that is left out in spring), the instant at which the clock jumps.
  Instant instant(LocalTime local) const;

 private:
  std::int32_t rule_ = -1;           // place in the table of zones; -1: fixed
  std::int32_t offset_minutes_ = 0;  // where fixed
};

}  // namespace pizza
