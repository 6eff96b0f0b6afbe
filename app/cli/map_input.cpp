// SPDX-License-Identifier: Apache-2.0
#include "app/cli/map_input.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <regex>

#include "maps/import/osm_import.h"
#include "maps/map_writer.h"

namespace pizza::cli {

std::shared_ptr<const maps::RoadMap> open_map_file(const std::string& path) {
  const bool extract = std::regex_search(path, std::regex(R"(\.osm(\.(pbf|gz|bz2))?$)"));
  if (!extract) return value_or_usage_error(maps::RoadMap::open(path));
  maps::MapDraft draft = value_or_usage_error(maps::read_osm(path, [](std::string_view) {}));
  return value_or_usage_error(maps::RoadMap::from_bytes(maps::map_bytes(maps::build_map(std::move(draft))), path));
}

// Divided, not multiplied: that gives the double nearest to the decimals meant.
Json degrees(GeoPoint p) {
  return Json::array({p.lat / 1e7, p.lon / 1e7});
}

GeoPoint parse_place(const std::string& option, const std::string& text) {
  const auto refuse = [&] {
    return UsageError(option + " " + text + ": expected LAT,LON in degrees, as in 43.7384,7.4246");
  };
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos) throw refuse();
  const auto number = [&](std::string_view part, double most) {
    double value = 0;
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (fault != std::errc{} || end != part.data() + part.size() || !(std::abs(value) <= most)) throw refuse();
    return value;
  };
  const std::string_view whole = text;
  return geo_point(number(whole.substr(0, comma), 90), number(whole.substr(comma + 1), 180));
}

Vehicle parse_vehicle(const std::string& text) {
  const auto vehicle = vehicle_named(text);
  if (!vehicle) throw UsageError("--vehicle " + text + ": expected car, scooter, bicycle or foot");
  return *vehicle;
}

std::size_t parse_hour_of_week(const std::string& text) {
  using namespace std::chrono;
  std::smatch parts;
  static const std::array<std::string, 7> days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  if (std::regex_match(text, parts, std::regex("(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01][0-9]|2[0-3]):[0-5][0-9]"))) {
    const auto day = std::find(days.begin(), days.end(), parts[1].matched ? parts[1].str() : "Tue") - days.begin();
    return static_cast<std::size_t>(day) * 24 + std::stoul(parts[2]);
  }
  const std::regex date("([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]Z?)?");
  if (std::regex_match(text, parts, date)) {
    const year_month_day day{year(std::stoi(parts[1])), month(static_cast<unsigned>(std::stoul(parts[2]))),
                             std::chrono::day(static_cast<unsigned>(std::stoul(parts[3])))};
    if (day.ok()) return (weekday(sys_days(day)).iso_encoding() - 1) * 24 + std::stoul(parts[4]);
  }
  throw UsageError("--at " + text + ": expected a local time, as in 18:30, Fri 18:30 or 2026-03-01T18:30");
}

}  // namespace pizza::cli
