// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "maps/import/road_rules.h"

namespace pizza::maps {

namespace {

struct NamedSpeed {
  std::string_view name;
  int speed;
};

// What countries call their usual limits, after "FR:" and the like. Countries differ; these are the common values.
constexpr std::array<NamedSpeed, 12> named_speeds = {{{"urban", 50},
                                                      {"rural", 80},
                                                      {"trunk", 100},
                                                      {"motorway", 120},
                                                      {"living_street", 10},
                                                      {"walk", 6},
                                                      {"bicycle_road", 30},
                                                      {"school", 30},
                                                      {"nsl_single", 97},
                                                      {"nsl_dual", 113},
                                                      {"nsl_restricted", 48},
                                                      {"pedestrian_zone", 6}}};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// "50", "30 mph", "4.5 mph", "10 knots".
std::optional<int> number_with_unit(std::string_view text) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{}) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (!unit.empty() && unit.front() == '.') {  // a fraction: below what matters
    unit.remove_prefix(1);
    while (!unit.empty() && unit.front() >= '0' && unit.front() <= '9') unit.remove_prefix(1);
  }
  unit = trim(unit);
  std::int64_t metres_per_hour = 0;
  if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph") metres_per_hour = 1'000;
  if (unit == "mph") metres_per_hour = 1'609;
  if (unit == "knots") metres_per_hour = 1'852;
  const std::int64_t speed = (number * metres_per_hour + 500) / 1'000;
  if (speed < 1) return std::nullopt;
  return static_cast<int>(std::min<std::int64_t>(speed, 250));
}

}  // namespace

std::optional<int> parse_duration(std::string_view text) {
  std::array<int, 3> parts{};
  std::size_t count = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (count < parts.size()) {
    const auto [next, fault] = std::from_chars(at, end, parts[count]);
    if (fault != std::errc{} || parts[count] < 0 || parts[count] > 10'000) return std::nullopt;
    ++count;
    at = next;
    if (at == end || *at != ':') break;
    ++at;
  }
  if (at != end) return std::nullopt;
  const int seconds = count == 1 ? parts[0] * 60 : parts[0] * 3'600 + parts[1] * 60 + (count == 3 ? parts[2] : 0);
  return seconds > 0 ? std::optional(seconds) : std::nullopt;
}

std::optional<int> parse_maxspeed(std::string_view text) {
  text = trim(text.substr(0, text.find_first_of(";|,")));
  if (text == "none") return 130;
  if (text == "walk" || text == "walking") return 6;
  if (const auto plain = number_with_unit(text)) return plain;
  // "FR:urban", "DE:zone:30", "DE:zone30", "zone:30", "FR:30".
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view what = text.substr(colon + 1);
  if (text.substr(0, colon) == "zone") return number_with_unit(what);
  if (what.starts_with("zone")) what.remove_prefix(4);
  if (what.starts_with(":")) what.remove_prefix(1);
  for (const NamedSpeed& known : named_speeds) {
    if (known.name == what) return known.speed;
  }
  return number_with_unit(what);
}

}  // namespace pizza::maps
