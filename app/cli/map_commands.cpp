// SPDX-License-Identifier: Apache-2.0
#include "app/cli/map_commands.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <memory>

#include "app/cli/command.h"
#include "maps/generate/city_generator.h"
#include "maps/import/osm_import.h"
#include "maps/road_map.h"
#include "maps/routing/road_router.h"

namespace pizza::cli {

namespace {

using maps::RoadMap;

std::shared_ptr<const RoadMap> open_map(const std::string& path) {
  return value_or_usage_error(RoadMap::open(path));
}

// Divided, not multiplied: that gives the double nearest to the decimals meant.
Json degrees(GeoPoint p) {
  return Json::array({p.lat / 1e7, p.lon / 1e7});
}

std::uint64_t connected_nodes(const RoadMap& map, Vehicle vehicle) {
  std::uint64_t count = 0;
  for (std::uint32_t n = 0; n < map.node_count(); ++n) count += map.connected(n, vehicle) ? 1 : 0;
  return count;
}

// What import-osm, generate-city and map-info say of a map.
void describe(const std::string& file, const RoadMap& map, const Output& output) {
  Json json;
  json["map"] = file;
  json["city"] = map.city();
  json["attribution"] = map.attribution();
  json["bounds"] = Json::array({degrees(map.south_west()), degrees(map.north_east())});
  json["nodes"] = map.node_count();
  json["edges"] = map.edge_count();
  json["roads"] = map.road_count();
  json["restrictions"] = map.restrictions().size();
  json["places"] = map.places().size();
  json["addresses"] = map.addresses().size();
  json["areas"] = map.areas().size();
  json["lines"] = map.lines().size();
  json["kitchens"] = map.pois().size();
  Json connected;
  for (std::size_t v = 0; v < vehicle_names.size(); ++v) {
    connected[std::string(vehicle_names[v])] = connected_nodes(map, static_cast<Vehicle>(v));
  }
  json["connected_nodes"] = connected;
  output.line(std::string(map.city()) + ": " + file);
  for (const char* key :
       {"nodes", "edges", "roads", "restrictions", "places", "addresses", "areas", "lines", "kitchens"}) {
    output.line("  " + std::string(key) + std::string(14 - std::string(key).size(), ' ') + json[key].dump());
  }
  if (!map.attribution().empty()) output.line("  " + std::string(map.attribution()));
  output.document(json);
}

// "43.7384,7.4246": latitude, longitude in degrees.
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

struct RouteOptions {
  std::string map, from, to, vehicle = "scooter", at;
};

// ISO 8601 as far as it is needed: "2026-03-01T18:30", or "18:30".
void check_time(const std::string& text) {
  const auto fits = [&](std::string_view shape) {
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      const bool digit = text[i] >= '0' && text[i] <= '9';
      if (shape[i] == '0' ? !digit : text[i] != shape[i]) return false;
    }
    return true;
  };
  if (text.empty() || fits("00:00") || fits("0000-00-00T00:00") || fits("0000-00-00T00:00:00Z")) return;
  throw UsageError("--at " + text + ": expected a time, as in 18:30 or 2026-03-01T18:30");
}

int find_route(const RouteOptions& options, const Output& output) {
  const GeoPoint from = parse_place("--from", options.from);
  const GeoPoint to = parse_place("--to", options.to);
  const auto vehicle = vehicle_named(options.vehicle);
  if (!vehicle) throw UsageError("--vehicle " + options.vehicle + ": expected car, scooter, bicycle or foot");
  check_time(options.at);
  const auto map = open_map(options.map);
  const maps::RoadRouter router(map, *vehicle);
  const auto start = router.snap(from);
  const auto end = router.snap(to);
  constexpr std::uint32_t farthest = 5'000'000;  // mm to the nearest road: beyond that the place is not on this map
  std::optional<maps::Route> route;
  if (start && end && start->distance <= farthest && end->distance <= farthest) route = router.route(*start, *end);
  Json json;
  json["vehicle"] = options.vehicle;
  if (!route) {
    json["route"] = nullptr;
    output.progress("no route from " + options.from + " to " + options.to + " by " + options.vehicle);
    output.document(json);
    return failed;
  }
  json["seconds"] = static_cast<double>(route->ms) / 1000;
  json["metres"] = static_cast<double>(route->mm) / 1000;
  json["path"] = Json::array();
  for (const GeoPoint p : route->path) json["path"].push_back(degrees(p));
  json["streets"] = Json::array();
  for (const std::string_view street : route->streets) json["streets"].push_back(street);
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "%.1f min, %.2f km by %s", static_cast<double>(route->ms) / 60'000,
                static_cast<double>(route->mm) / 1e6, options.vehicle.c_str());
  output.line(text.data());
  for (const std::string_view street : route->streets) output.line("  " + std::string(street));
  output.document(json);
  return done;
}

void add_import(CLI::App& app) {
  struct Options {
    std::string in, out;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = add_command(
      app, "import-osm", "Make a map of an OpenStreetMap extract", "import-osm monaco.osm.pbf monaco.map",
      [options](Output& output) {
        value_or_usage_error(maps::import_osm(
            options->in, options->out, [&](std::string_view stage) { output.progress(std::string(stage) + " …"); }));
        describe(options->out, *open_map(options->out), output);
        return done;
      });
  command->add_option("IN", options->in, "Extract: .osm.pbf, .osm, .osm.gz, .osm.bz2")->required();
  command->add_option("OUT", options->out, "Map to write")->required();
}

void add_generate(CLI::App& app) {
  struct Options {
    std::string out;
    maps::CityOptions city;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = add_command(
      app, "generate-city", "Make the map of an invented city", "generate-city Altona altona.map --size 20000 --seed 7",
      [options](Output& output) {
        value_or_usage_error(maps::generate_city(
            options->city, options->out, [&](std::string_view stage) { output.progress(std::string(stage) + " …"); }));
        describe(options->out, *open_map(options->out), output);
        return done;
      });
  command->add_option("NAME", options->city.name, "The city's name")->required();
  command->add_option("OUT", options->out, "Map to write")->required();
  command->add_option("--size", options->city.nodes, "Junctions to aim at, 1000 to 1000000")->capture_default_str();
  command->add_option("--seed", options->city.seed, "The same seed makes the same city")->capture_default_str();
}

void add_info(CLI::App& app) {
  const auto path = std::make_shared<std::string>();
  CLI::App* command =
      add_command(app, "map-info", "Tell what a map holds", "map-info monaco.map --json -", [path](Output& output) {
        describe(*path, *open_map(*path), output);
        return done;
      });
  command->add_option("MAP", *path, "Map to read")->required();
}

void add_route(CLI::App& app) {
  const auto options = std::make_shared<RouteOptions>();
  CLI::App* command = add_command(app, "route", "Find the quickest route (exit status 1 where there is none)",
                                  "route monaco.map --from=43.7384,7.4246 --to=43.7306,7.4147 --vehicle scooter",
                                  [options](Output& output) { return find_route(*options, output); });
  command->add_option("MAP", options->map, "Map to read")->required();
  command->add_option("--from", options->from, "Start, degrees")->required()->type_name("LAT,LON");
  command->add_option("--to", options->to, "End, degrees")->required()->type_name("LAT,LON");
  command->add_option("--vehicle", options->vehicle, "car, scooter, bicycle or foot")->capture_default_str();
  command->add_option("--at", options->at, "Local time of departure; roads are taken as empty at any time")
      ->type_name("TIME");
}

}  // namespace

void add_map_commands(CLI::App& app) {
  add_import(app);
  add_generate(app);
  add_info(app);
  add_route(app);
}

}  // namespace pizza::cli
