// SPDX-License-Identifier: Apache-2.0
#include "core/model/time_zone.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "core/model/time_zone_rules.h"

namespace pizza {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

// A day of the year on which clocks are put forward or back: POSIX's Mm.w.d/time.
struct ChangeDay {
  std::int32_t month = 1;
  std::int32_t week = 1;               // 1..5; 5 = the last
  std::int32_t weekday = 0;            // 0 = Monday
  std::int64_t ms_of_day = 7'200'000;  // by the clock that goes until then; may lie outside of the day
};

struct Rule {
  std::int64_t standard_ms = 0;  // east of Greenwich
  std::int64_t daylight_ms = 0;  // equal: clocks are never changed. Less than standard in Ireland, where winter saves
  ChangeDay to_daylight;
  ChangeDay to_standard;
};

// Reads one POSIX TZ string; the strings are our own data, so that a wrong one is a fault of the program.
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : left_(text) {}

  Rule read() {
    Rule rule;
    skip_name();
    rule.standard_ms = -time_ms();
    rule.daylight_ms = rule.standard_ms;
    if (left_.empty()) return rule;
    skip_name();
    rule.daylight_ms = left_.front() == ',' ? rule.standard_ms + 3'600'000 : -time_ms();
    rule.to_daylight = change_day();
    rule.to_standard = change_day();
    if (!left_.empty()) std::abort();
    return rule;
  }

 private:
  bool take(char c) {
    if (left_.empty() || left_.front() != c) return false;
    left_.remove_prefix(1);
    return true;
  }
  void skip_name() {
    const bool quoted = take('<');
    while (!left_.empty() && (quoted ? left_.front() != '>' : left_.front() >= 'A')) left_.remove_prefix(1);
    if (quoted && !take('>')) std::abort();
  }
  std::int32_t number() {
    if (left_.empty() || left_.front() < '0' || left_.front() > '9') std::abort();
    std::int32_t value = 0;
    while (!left_.empty() && left_.front() >= '0' && left_.front() <= '9') {
      value = value * 10 + (left_.front() - '0');
      left_.remove_prefix(1);
    }
    return value;
  }
  std::int64_t time_ms() {  // [+-]h[:mm]
    const bool negative = take('-');
    if (!negative) take('+');
    std::int64_t minutes = std::int64_t{number()} * 60;
    if (take(':')) minutes += number();
    return (negative ? -minutes : minutes) * 60'000;
  }
  ChangeDay change_day() {
    ChangeDay day;
    if (!take(',') || !take('M')) std::abort();
    day.month = number();
    take('.');
    day.week = number();
    take('.');
    day.weekday = (number() + 6) % 7;  // POSIX counts from Sunday
    if (take('/')) day.ms_of_day = time_ms();
    return day;
  }

  std::string_view left_;
};

// All rules, and where each name is found: open addressing, so that a name costs one comparison mostly.
class RuleTable {
 public:
  RuleTable() {
    for (const ZoneGroup& group : zone_groups()) {
      rules_.push_back(RuleReader(group.rule).read());
      std::string_view names = group.names;
      while (!names.empty()) {
        const std::size_t end = std::min(names.find(' '), names.size());
        add(names.substr(0, end), static_cast<std::int16_t>(rules_.size() - 1));
        names.remove_prefix(std::min(end + 1, names.size()));
      }
    }
    std::sort(names_.begin(), names_.end());
  }

  const Rule& rule(std::int32_t place) const { return rules_[static_cast<std::size_t>(place)]; }
  std::span<const std::string_view> names() const { return names_; }
  std::int32_t find(std::string_view name) const {
    for (std::size_t slot = hash(name);; ++slot) {
      const Slot& here = slots_[slot % slots_.size()];
      if (here.rule < 0 || here.name == name) return here.rule;
    }
  }

 private:
  struct Slot {
    std::string_view name;
    std::int16_t rule = -1;
  };
  static std::size_t hash(std::string_view name) {  // FNV-1a
    std::uint32_t h = 2'166'136'261U;
    for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 16'777'619U;
    return h;
  }
  void add(std::string_view name, std::int16_t rule) {
    names_.push_back(name);
    std::size_t slot = hash(name);
    while (slots_[slot % slots_.size()].rule >= 0) ++slot;
    slots_[slot % slots_.size()] = {name, rule};
  }

  std::vector<Rule> rules_;
  std::vector<std::string_view> names_;
  std::array<Slot, 2'048> slots_{};  // some 600 names
};

const RuleTable& table() {
  static const RuleTable all;
  return all;
}

// By the clock that goes until then.
std::int64_t local_ms(const ChangeDay& change, std::int32_t year) {
  const std::int64_t first = days_of({year, change.month, 1});
  std::int64_t day = first + (change.weekday - weekday_of(first) + 7) % 7 + (change.week - 1) * 7;
  // The fifth may lie in the next month, which begins 28 to 31 days after the first.
  if (change.week == 5) {
    const std::int64_t next = change.month == 12 ? days_of({year + 1, 1, 1}) : days_of({year, change.month + 1, 1});
    if (day >= next) day -= 7;
  }
  return day * day_ms + change.ms_of_day;
}

struct YearOfClock {
  std::int64_t to_daylight = 0;  // instants
  std::int64_t to_standard = 0;
};

YearOfClock year_of(const Rule& rule, std::int64_t at_ms) {
  // No rule changes clocks within days of a year's end, so the year by standard time is the right one.
  const std::int32_t year = date_of(floor_div(at_ms + rule.standard_ms, day_ms)).year;
  return {local_ms(rule.to_daylight, year) - rule.standard_ms, local_ms(rule.to_standard, year) - rule.daylight_ms};
}

std::int64_t offset_ms(const Rule& rule, std::int64_t at_ms) {
  if (rule.standard_ms == rule.daylight_ms) return rule.standard_ms;
  const YearOfClock year = year_of(rule, at_ms);
  const bool northern = year.to_daylight < year.to_standard;
  const bool daylight = northern ? at_ms >= year.to_daylight && at_ms < year.to_standard
                                 : at_ms >= year.to_daylight || at_ms < year.to_standard;
  return daylight ? rule.daylight_ms : rule.standard_ms;
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
  const std::int32_t place = table().find(iana_name);
  if (place < 0) return std::nullopt;
  TimeZone zone;
  zone.rule_ = place;
  return zone;
}

TimeZone TimeZone::fixed(std::int32_t utc_offset_minutes) {
  TimeZone zone;
  zone.offset_minutes_ = utc_offset_minutes;
  return zone;
}

std::span<const std::string_view> TimeZone::names() {
  return table().names();
}

Duration TimeZone::offset_at(Instant at) const {
  if (rule_ < 0) return minutes(offset_minutes_);
  return {offset_ms(table().rule(rule_), at.ms)};
}

LocalTime TimeZone::local(Instant at) const {
  const std::int64_t ms = at.ms + offset_at(at).ms;
  const std::int64_t day = floor_div(ms, day_ms);
  return {day, ms - day * day_ms};
}

Instant TimeZone::instant(LocalTime local) const {
  const std::int64_t shown = local.day * day_ms + local.ms_of_day;
  if (rule_ < 0) return {shown - minutes(offset_minutes_).ms};
  const Rule& rule = table().rule(rule_);
  const std::int64_t most = std::max(rule.standard_ms, rule.daylight_ms);
  const std::int64_t least = std::min(rule.standard_ms, rule.daylight_ms);
  if (offset_ms(rule, shown - most) == most) return {shown - most};
  if (offset_ms(rule, shown - least) == least) return {shown - least};
  // Left out: the clock jumps from the lesser to the greater offset.
  const YearOfClock year = year_of(rule, shown - least);
  return {rule.daylight_ms == most ? year.to_daylight : year.to_standard};
}

}  // namespace pizza
