// SPDX-License-Identifier: Apache-2.0
#include "app/cli/map_commands.h"

#include <array>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/map_input.h"
#include "maps/generate/city_generator.h"
#include "maps/import/osm_import.h"
#include "maps/road_map.h"

namespace pizza::cli {

namespace {

using maps::RoadMap;

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
  json["other_names"] = map.aliases().size();
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
        describe(options->out, *open_map_file(options->out), output);
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
        describe(options->out, *open_map_file(options->out), output);
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
        describe(*path, *open_map_file(*path), output);
        return done;
      });
  command->add_option("MAP", *path, "Map to read")->required();
}

}  // namespace

void add_map_commands(CLI::App& app) {
  add_import(app);
  add_generate(app);
  add_info(app);
}

}  // namespace pizza::cli
