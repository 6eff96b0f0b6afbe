// SPDX-License-Identifier: Apache-2.0
#include "app/cli/tile_commands.h"

#include <cstdio>
#include <iostream>

#include "app/cli/command.h"
#include "maps/tiles/tile_archive.h"
#include "maps/tiles/tile_bytes.h"

namespace pizza::cli {

namespace {

int build_tiles(const std::string& map_file, const std::string& out, const Output& output) {
  output.progress("projecting the map …");
  const maps::TileBuilder builder(value_or_usage_error(maps::RoadMap::open(map_file)));
  std::uint32_t told = 0;
  const auto figures = value_or_usage_error(maps::write_tiles(builder, out, [&](std::uint32_t done, std::uint32_t all) {
    if (done * 10 / all != told) {
      told = done * 10 / all;
      output.progress(std::to_string(told * 10) + " % of " + std::to_string(all) + " tiles …");
    }
    return true;
  }));
  output.line(out + ": " + std::to_string(figures.tiles) + " tiles, " + std::to_string(figures.bytes / 1'000) + " kB");
  output.document({{"tiles", figures.tiles}, {"bytes", figures.bytes}});
  return done;
}

void add_build(CLI::App& app) {
  struct Options {
    std::string map, out;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = add_command(
      app, "build-tiles", "Make vector tiles of a map, to draw or to serve", "build-tiles monaco.map monaco.tiles",
      [options](Output& output) { return build_tiles(options->map, options->out, output); });
  command->add_option("MAP", options->map, "Map to read")->required();
  command->add_option("OUT", options->out, "Tiles to write")->required();
}

void add_tile(CLI::App& app) {
  struct Options {
    std::string tiles;
    maps::TileId id;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      add_command(app, "tile", "Print one tile as JSON", "tile monaco.tiles 14 8529 5974", [options](Output&) {
        const auto archive = value_or_usage_error(maps::TileArchive::open(options->tiles));
        const auto tile = archive->tile(options->id);
        if (!tile) throw UsageError(options->tiles + ": this tile's bytes are damaged");
        std::cout << maps::tile_json(*tile) << '\n';
        return done;
      });
  command->add_option("TILES", options->tiles, "Tiles to read")->required();
  command->add_option("LEVEL", options->id.level, "8 to 16")
      ->required()
      ->check(CLI::Range(maps::min_tile_level, maps::max_tile_level));
  command->add_option("X", options->id.x, "Column from the west")->required()->check(CLI::Range(0, 65'535));
  command->add_option("Y", options->id.y, "Row from the north")->required()->check(CLI::Range(0, 65'535));
}

}  // namespace

void add_tile_commands(CLI::App& app) {
  add_build(app);
  add_tile(app);
}

}  // namespace pizza::cli
