// SPDX-License-Identifier: Apache-2.0
#include "app/cli/route_bench_command.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <vector>

#include "app/cli/map_input.h"
#include "core/model/random_bits.h"
#include "maps/plane.h"
#include "maps/routing/hierarchy/hierarchy_router.h"

namespace pizza::cli {

namespace {

using maps::HierarchyRouter;
using maps::RoadPosition;

constexpr std::size_t most_compared = 1'000;
constexpr int customisations = 9;
constexpr int changes = 500;

// Sorted measurements.
class Sample {
 public:
  void add(double value) { values_.push_back(value); }
  double percentile(std::size_t percent) {
    std::sort(values_.begin(), values_.end());
    return values_[std::min(values_.size() - 1, values_.size() * percent / 100)];
  }
  Json spread() { return {{"p50", percentile(50)}, {"p99", percentile(99)}}; }

 private:
  std::vector<double> values_;
};

// Processor time of this program, which other programs' work does not lengthen.
class ProcessorWatch {
 public:
  double seconds() const { return static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC; }

 private:
  std::clock_t start_ = std::clock();
};

// Even over the network's roads, anywhere along them.
std::vector<RoadPosition> random_places(const HierarchyRouter& router, std::size_t count) {
  const maps::RoadMap& map = router.map();
  RandomBits random(2026);
  std::vector<RoadPosition> places;
  while (places.size() < count) {
    const auto points = map.points(map.road(random.below(map.road_count())));
    const GeoPoint from = points[random.below(points.size())];
    const GeoPoint to = points[random.below(points.size())];
    const auto place = router.snap(maps::between(from, to, random.below(101), 100));
    if (!place) throw UsageError("no road for this vehicle, expected a map with at least one");
    places.push_back(*place);
  }
  return places;
}

class RouteBench {
 public:
  RouteBench(HierarchyRouter& router, const RouteBenchOptions& options, Json& json)
      : router_(router),
        options_(options),
        json_(json),
        places_(random_places(router, 2 * std::max(options.queries, options.matrix))) {}

  void customise() {
    const auto times = maps::free_flow_times(router_.map(), router_.vehicle());
    Sample sample, processor;
    for (int i = 0; i < customisations; ++i) {
      const Stopwatch watch;
      const ProcessorWatch own;
      router_.set_times(times);
      sample.add(watch.seconds() * 1e3);
      processor.add(own.seconds() * 1e3);
    }
    json_["customise_ms"] = sample.percentile(50);
    json_["customise_processor_ms"] = processor.percentile(50);
  }

  // Each road is changed and changed back, so that all that follows sees the empty road.
  void change_roads() {
    RandomBits random(7);
    Sample sample;
    for (int i = 0; i < changes; ++i) {
      const std::uint32_t edge = random.below(router_.map().edge_count());
      const std::uint32_t usual = router_.edge_ms(edge);
      if (usual == maps::unreached) continue;
      for (const std::uint32_t ms : {i % 2 == 0 ? maps::unreached : usual * 2, usual}) {
        const Stopwatch watch;
        router_.change(edge, ms);
        sample.add(watch.seconds() * 1e3);
      }
    }
    json_["change_one_ms"] = sample.percentile(50);
    json_["change_one_p99_ms"] = sample.percentile(99);
  }

  void ask() {
    Sample query, path, route;
    for (std::size_t i = 0; i < options_.queries; ++i) {
      Stopwatch watch;
      times_.push_back(router_.time_ms(from(i), to(i)));
      query.add(watch.seconds() * 1e6);
    }
    for (std::size_t i = 0; i < options_.queries; ++i) {
      const Stopwatch watch;
      router_.edges_between(from(i), to(i));
      path.add(watch.seconds() * 1e6);
    }
    for (std::size_t i = 0; i < options_.queries; ++i) {
      const Stopwatch watch;
      const auto found = router_.route(from(i), to(i));
      route.add(watch.seconds() * 1e6);
      if (found.has_value() != (times_[i] != maps::unreached) || (found && found->ms != times_[i])) ++mismatches_;
    }
    json_["query_us"] = query.spread();
    json_["path_us"] = path.spread();
    json_["route_us"] = route.spread();
    query_ms_ = query.percentile(50) / 1e3;
  }

  void fill_matrix() {
    const auto sources = std::span<const RoadPosition>(places_).first(options_.matrix);
    const auto targets = std::span<const RoadPosition>(places_).subspan(options_.matrix, options_.matrix);
    Sample sample, processor;
    std::vector<std::uint32_t> matrix;
    for (int i = 0; i < 9; ++i) {
      const Stopwatch watch;
      const ProcessorWatch own;
      matrix = router_.matrix(sources, targets);
      sample.add(watch.seconds() * 1e3);
      processor.add(own.seconds() * 1e3);
    }
    json_["matrix_ms"] = sample.percentile(50);
    json_["matrix_processor_ms"] = processor.percentile(50);
    std::vector<HierarchyRouter::Anchor> anchors;
    for (const RoadPosition& place : places_) {
      if (anchors.size() < 2 * options_.matrix) anchors.push_back(router_.anchor(place));
    }
    const Stopwatch watch;
    for (std::size_t i = 0; i < options_.matrix; ++i) {
      for (std::size_t j = 0; j < options_.matrix; ++j) {
        const std::uint32_t ms = router_.time_ms(anchors[i], anchors[options_.matrix + j]);
        if (ms != matrix[i * options_.matrix + j]) ++mismatches_;
      }
    }
    json_["anchored_us"] = watch.seconds() * 1e6 / static_cast<double>(matrix.size());
    first_row_.assign(matrix.begin(), matrix.begin() + static_cast<std::ptrdiff_t>(options_.matrix));
  }

  void compare(const maps::RoadRouter& boost) {
    Sample sample;
    const std::size_t compared = std::min(options_.queries, most_compared);
    for (std::size_t i = 0; i < compared; ++i) {
      const Stopwatch watch;
      const std::uint32_t expected = boost.time_ms(from(i), to(i));
      sample.add(watch.seconds() * 1e3);
      if (expected != times_[i]) ++mismatches_;
    }
    const maps::TravelTree tree = boost.tree_from(places_[0]);
    for (std::size_t j = 0; j < first_row_.size(); ++j) {
      if (tree.time_ms(places_[options_.matrix + j]) != first_row_[j]) ++mismatches_;
    }
    json_["boost_dijkstra_ms"] = sample.percentile(50);
    json_["compared"] = compared;
    json_["mismatches"] = mismatches_;
    json_["ratio"] = sample.percentile(50) / query_ms_;
  }

 private:
  const RoadPosition& from(std::size_t i) const { return places_[2 * i]; }
  const RoadPosition& to(std::size_t i) const { return places_[2 * i + 1]; }

  HierarchyRouter& router_;
  const RouteBenchOptions& options_;
  Json& json_;
  std::vector<RoadPosition> places_;
  std::vector<std::uint32_t> times_, first_row_;
  std::size_t mismatches_ = 0;
  double query_ms_ = 0;
};

std::string figure(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.4g", value);
  return text.data();
}

void print(const Json& json, const Output& output) {
  const auto line = [&](const std::string& what, const std::string& value) {
    output.line("  " + what + std::string(24 - what.size(), ' ') + value);
  };
  for (const auto& [key, value] : json.items()) {
    if (value.is_object()) {
      line(key, figure(value["p50"].get<double>()) + " (99 of 100: " + figure(value["p99"].get<double>()) + ")");
    } else if (value.is_number()) {
      line(key, value.is_number_float() ? figure(value.get<double>()) : value.dump());
    }
  }
}

}  // namespace

Json measure_routes(const std::shared_ptr<const maps::RoadMap>& map, const RouteBenchOptions& options,
                    const std::function<void(const std::string&)>& progress) {
  Json json;
  progress("preparing the hierarchy …");
  const Stopwatch watch;
  const ProcessorWatch own;
  HierarchyRouter router(map, options.vehicle);
  const double prepared = watch.seconds(), prepared_own = own.seconds();
  json["nodes"] = map->node_count();
  json["states"] = router.hierarchy().shape.size();
  json["lines"] = router.hierarchy().shape.line_count();
  json["prepare_s"] = prepared;
  json["prepare_processor_s"] = prepared_own;
  RouteBench bench(router, options, json);
  progress("changing times …");
  bench.customise();
  bench.change_roads();
  progress("asking …");
  bench.ask();
  bench.fill_matrix();
  progress("comparing with Boost.Graph …");
  bench.compare(maps::RoadRouter(map, options.vehicle));
  return json;
}

void add_route_bench_commands(CLI::App& app) {
  struct Options {
    std::string map, vehicle = "scooter";
    RouteBenchOptions bench;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = add_command(
      app, "route-bench", "Measure routing on a map beside Boost.Graph (exit status 1 where they disagree)",
      "route-bench altona.map --queries 10000 --matrix 50 --json -", [options](Output& output) {
        const auto vehicle = vehicle_named(options->vehicle);
        if (!vehicle) throw UsageError("--vehicle " + options->vehicle + ": expected car, scooter, bicycle or foot");
        options->bench.vehicle = *vehicle;
        const auto map = open_map_file(options->map);
        Json json;
        json["map"] = options->map;
        json["vehicle"] = options->vehicle;
        json.update(measure_routes(map, options->bench, [&](const std::string& text) { output.progress(text); }));
        output.line(std::string(map->city()) + " by " + options->vehicle);
        print(json, output);
        output.document(json);
        return json["mismatches"] == 0 ? done : failed;
      });
  command->add_option("MAP", options->map, "Map, or OpenStreetMap extract, to read")->required();
  command->add_option("--queries", options->bench.queries, "Random pairs to ask for")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--matrix", options->bench.matrix, "Places each way of the matrix")
      ->check(CLI::Range(1, 5'000))
      ->capture_default_str();
  command->add_option("--vehicle", options->vehicle, "car, scooter, bicycle or foot")->capture_default_str();
}

}  // namespace pizza::cli
