// SPDX-License-Identifier: Apache-2.0
// Routing on invented cities of several sizes, beside Boost.Graph's Dijkstra in the same run.
#include <cstdio>
#include <iostream>
#include <utility>

#include "app/cli/route_bench_command.h"
#include "maps/generate/city_generator.h"
#include "maps/map_writer.h"

namespace {

using pizza::cli::Json;

Json measure_city(std::int64_t nodes, const pizza::cli::RouteBenchOptions& options) {
  using namespace pizza::maps;
  MapDraft draft = std::move(draft_city({"Benchville", nodes, 1}, [](std::string_view) {})).value();
  const auto map = std::move(RoadMap::from_bytes(map_bytes(build_map(std::move(draft))), "city")).value();
  return pizza::cli::measure_routes(map, options, [](const std::string&) {});
}

void print_row(const Json& row) {
  std::printf("%9lu %10.2f %13.2f %14.4f %10.1f %9.1f %10.2f %10.3f %8.0f %10lu\n", row["nodes"].get<std::size_t>(),
              row["prepare_s"].get<double>(), row["customise_ms"].get<double>(), row["change_one_ms"].get<double>(),
              row["query_us"]["p50"].get<double>(), row["path_us"]["p50"].get<double>(), row["matrix_ms"].get<double>(),
              row["boost_dijkstra_ms"].get<double>(), row["ratio"].get<double>(), row["mismatches"].get<std::size_t>());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Routing on invented cities beside Boost.Graph's Dijkstra.\n"
      "Example: bench_routing --sizes 10000 400000 --queries 1000"};
  std::vector<std::int64_t> sizes = {10'000, 50'000, 150'000, 400'000};
  pizza::cli::RouteBenchOptions options;
  pizza::cli::Output output;
  app.add_option("--sizes", sizes, "junctions of each city")->check(CLI::Range(1'000, 1'000'000));
  app.add_option("--queries", options.queries, "random pairs in each")->check(CLI::Range(1, 1'000'000));
  app.add_option("--matrix", options.matrix, "places each way of the matrix")->check(CLI::Range(1, 5'000));
  app.add_option("--json", output.json_file, "write the figures to this file, - for stdout instead of the table");
  CLI11_PARSE(app, argc, argv);

  const bool table = output.json_file != "-";
  if (table) {
    std::printf("%9s %10s %13s %14s %10s %9s %10s %10s %8s %10s\n", "nodes", "prepare s", "customise ms",
                "change one ms", "query us", "path us", "matrix ms", "Boost ms", "ratio", "mismatches");
  }
  Json rows = Json::array();
  std::size_t mismatches = 0;
  for (const std::int64_t size : sizes) {
    rows.push_back(measure_city(size, options));
    mismatches += rows.back()["mismatches"].get<std::size_t>();
    if (table) print_row(rows.back());
  }
  try {
    output.document({{"queries", options.queries}, {"matrix", options.matrix}, {"rows", rows}});
  } catch (const pizza::cli::UsageError& error) {
    std::cerr << "bench_routing: " << error.what() << '\n';
    return pizza::cli::bad_input;
  }
  return mismatches == 0 ? pizza::cli::done : pizza::cli::failed;
}
