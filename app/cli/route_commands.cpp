// SPDX-License-Identifier: Apache-2.0
#include "app/cli/route_commands.h"

#include <cstdio>

#include "app/cli/map_input.h"
#include "maps/geocode/geocoder.h"
#include "maps/routing/alternatives.h"
#include "maps/routing/isochrone.h"
#include "maps/routing/week_profile.h"

namespace pizza::cli {

namespace {

constexpr std::uint32_t farthest = 5'000'000;  // mm to the nearest road: beyond that a place is not on the map

struct RouteOptions {
  std::string map, from, to, vehicle = "scooter", at;
  std::optional<int> heading;
  std::size_t alternatives = 0;
};

maps::RoadRouter router_at(const std::shared_ptr<const maps::RoadMap>& map, Vehicle vehicle, const std::string& at) {
  const maps::RoadRouter empty_roads(map, vehicle);
  if (at.empty()) return empty_roads;
  return empty_roads.with_times(maps::times_at(*map, vehicle, maps::WeekProfile::usual(), parse_hour_of_week(at)));
}

Json route_json(const maps::Route& route) {
  Json json;
  json["seconds"] = static_cast<double>(route.ms) / 1000;
  json["metres"] = static_cast<double>(route.mm) / 1000;
  json["path"] = Json::array();
  for (const GeoPoint p : route.path) json["path"].push_back(degrees(p));
  json["streets"] = Json::array();
  for (const std::string_view street : route.streets) json["streets"].push_back(street);
  return json;
}

void tell(const maps::Route& route, const std::string& vehicle, const Output& output) {
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "%.1f min, %.2f km by %s", static_cast<double>(route.ms) / 60'000,
                static_cast<double>(route.mm) / 1e6, vehicle.c_str());
  output.line(text.data());
  for (const std::string_view street : route.streets) output.line("  " + std::string(street));
}

std::vector<maps::Route> find_ways(const maps::RoadRouter& router, const RouteOptions& options) {
  const GeoPoint from = parse_place("--from", options.from), to = parse_place("--to", options.to);
  const auto start = options.heading ? router.snap(from, *options.heading) : router.snap(from);
  const auto end = router.snap(to);
  if (!start || !end || start->distance > farthest || end->distance > farthest) return {};
  if (options.alternatives > 0) return maps::alternatives(router, *start, *end, {.count = options.alternatives});
  auto route = router.route(*start, *end);
  std::vector<maps::Route> ways;
  if (route) ways.push_back(std::move(*route));
  return ways;
}

int find_route(const RouteOptions& options, const Output& output) {
  parse_place("--from", options.from);
  parse_place("--to", options.to);
  const Vehicle vehicle = parse_vehicle(options.vehicle);
  if (!options.at.empty()) parse_hour_of_week(options.at);
  const auto map = open_map_file(options.map);
  const std::vector<maps::Route> ways = find_ways(router_at(map, vehicle, options.at), options);
  Json json;
  json["vehicle"] = options.vehicle;
  if (ways.empty()) {
    json["route"] = nullptr;
    output.progress("no route by " + options.vehicle + " from " + options.from + " to " + options.to);
    output.document(json);
    return failed;
  }
  json.update(route_json(ways.front()));
  if (options.alternatives > 0) {
    json["alternatives"] = Json::array();
    for (std::size_t i = 1; i < ways.size(); ++i) json["alternatives"].push_back(route_json(ways[i]));
  }
  for (const maps::Route& way : ways) tell(way, options.vehicle, output);
  output.document(json);
  return done;
}

void add_route(CLI::App& app) {
  const auto options = std::make_shared<RouteOptions>();
  CLI::App* command = add_command(app, "route", "Find the quickest route (exit status 1 where there is none)",
                                  "route monaco.map --from=43.7384,7.4246 --to=43.7306,7.4147 --vehicle scooter",
                                  [options](Output& output) { return find_route(*options, output); });
  command->add_option("MAP", options->map, "Map, or OpenStreetMap extract, to read")->required();
  command->add_option("--from", options->from, "Start, degrees")->required()->type_name("LAT,LON");
  command->add_option("--to", options->to, "End, degrees")->required()->type_name("LAT,LON");
  command->add_option("--vehicle", options->vehicle, "car, scooter, bicycle or foot")->capture_default_str();
  command->add_option("--at", options->at, "Local time of departure, for the usual traffic then; without: empty roads")
      ->type_name("TIME");
  command->add_option("--heading", options->heading, "Which way one is going at the start, degrees from north")
      ->check(CLI::Range(0, 360));
  command->add_option("--alternatives", options->alternatives, "Other ways to offer, at most")->check(CLI::Range(0, 5));
}

struct IsochroneOptions {
  std::string map, from, vehicle = "scooter", at;
  int minutes = 10;
};

int find_isochrone(const IsochroneOptions& options, const Output& output) {
  const GeoPoint from = parse_place("--from", options.from);
  const Vehicle vehicle = parse_vehicle(options.vehicle);
  const auto map = open_map_file(options.map);
  const maps::RoadRouter router = router_at(map, vehicle, options.at);
  const auto start = router.snap(from);
  if (!start || start->distance > farthest) {
    output.progress("no road near " + options.from);
    output.document({{"outlines", nullptr}});
    return failed;
  }
  const auto reached =
      maps::isochrone(*map, router.tree_from(*start), static_cast<std::uint32_t>(options.minutes) * 60'000);
  std::int64_t mm = 0;
  for (const maps::ReachedStretch& stretch : reached.stretches) mm += stretch.end - stretch.begin;
  Json json;
  json["minutes"] = options.minutes;
  json["vehicle"] = options.vehicle;
  json["metres_of_road"] = static_cast<double>(mm) / 1'000;
  json["outlines"] = Json::array();
  for (const std::vector<GeoPoint>& ring : reached.outlines) {
    Json points = Json::array();
    for (const GeoPoint p : ring) points.push_back(degrees(p));
    json["outlines"].push_back(std::move(points));
  }
  output.line(std::to_string(mm / 1'000'000) + " km of road within " + std::to_string(options.minutes) + " minutes");
  output.document(json);
  return done;
}

void add_isochrone(CLI::App& app) {
  const auto options = std::make_shared<IsochroneOptions>();
  CLI::App* command = add_command(app, "isochrone", "Find what can be reached within a time",
                                  "isochrone monaco.map --from=43.7384,7.4246 --minutes 5 --json -",
                                  [options](Output& output) { return find_isochrone(*options, output); });
  command->add_option("MAP", options->map, "Map, or OpenStreetMap extract, to read")->required();
  command->add_option("--from", options->from, "Start, degrees")->required()->type_name("LAT,LON");
  command->add_option("--minutes", options->minutes, "Time")->capture_default_str()->check(CLI::Range(1, 240));
  command->add_option("--vehicle", options->vehicle, "car, scooter, bicycle or foot")->capture_default_str();
  command->add_option("--at", options->at, "Local time of departure; without: empty roads")->type_name("TIME");
}

struct GeocodeOptions {
  std::string map, text, at;
};

int geocode(const GeocodeOptions& options, const Output& output) {
  if (options.text.empty() == options.at.empty()) throw UsageError("geocode: expected either TEXT or --at=LAT,LON");
  std::optional<GeoPoint> place;
  if (!options.at.empty()) place = parse_place("--at", options.at);
  const maps::Geocoder geocoder(open_map_file(options.map));
  std::vector<maps::FoundPlace> found;
  if (place) {
    if (auto here = geocoder.at(*place)) found.push_back(*here);
  } else {
    found = geocoder.find(options.text);
  }
  Json json = Json::array();
  for (const maps::FoundPlace& one : found) {
    json.push_back({{"name", one.name},
                    {"kind", maps::found_kind_names[static_cast<std::size_t>(one.kind)]},
                    {"at", degrees(one.at)},
                    {"alike", one.alike / 1e3},
                    {"number_known", one.number_known}});
    const Json at = degrees(one.at);
    output.line(one.name + "  " + at[0].dump() + "," + at[1].dump());
  }
  if (found.empty()) output.progress("nothing found");
  output.document({{"found", json}});
  return found.empty() ? failed : done;
}

void add_geocode(CLI::App& app) {
  const auto options = std::make_shared<GeocodeOptions>();
  CLI::App* command = add_command(app, "geocode", "Find an address, a street or a place; or what is at a place",
                                  "geocode monaco.map \"rue grimaldi 7\"",
                                  [options](Output& output) { return geocode(*options, output); });
  command->add_option("MAP", options->map, "Map, or OpenStreetMap extract, to read")->required();
  command->add_option("TEXT", options->text, "What to look for; typing errors are forgiven");
  command->add_option("--at", options->at, "Degrees: tell the address there")->type_name("LAT,LON");
}

}  // namespace

void add_route_commands(CLI::App& app) {
  add_route(app);
  add_isochrone(app);
  add_geocode(app);
}

}  // namespace pizza::cli
