// SPDX-License-Identifier: Apache-2.0
#include "core/model/time_zone.h"

namespace pizza {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

}  // namespace

std::int64_t days_of(CivilDate date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

CivilDate date_of(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_div(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), static_cast<std::int32_t>(month),
          static_cast<std::int32_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

bool valid(CivilDate date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31 && date_of(days_of(date)) == date;
}

std::int32_t weekday_of(std::int64_t days) {
  const std::int64_t since_monday = days + 3;  // 1970-01-01 was a Thursday
  return static_cast<std::int32_t>(since_monday - floor_div(since_monday, 7) * 7);
}

std::optional<TimeZone> TimeZone::find(std::string_view iana_name) {
  if (iana_name == "UTC" || iana_name == "Etc/UTC") return TimeZone{};
  return std::nullopt;
}

TimeZone TimeZone::fixed(std::int32_t utc_offset_minutes) {
  TimeZone zone;
  zone.offset_minutes_ = utc_offset_minutes;
  return zone;
}

Duration TimeZone::offset_at(Instant) const {
  return minutes(offset_minutes_);
}

LocalTime TimeZone::local(Instant at) const {
  const std::int64_t ms = at.ms + offset_at(at).ms;
  const std::int64_t day = floor_div(ms, day_ms);
  return {day, ms - day * day_ms};
}

Instant TimeZone::instant(LocalTime local) const {
  return Instant{local.day * day_ms + local.ms_of_day} - minutes(offset_minutes_);
}

}  // namespace pizza
