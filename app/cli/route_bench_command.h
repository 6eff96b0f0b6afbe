// SPDX-License-Identifier: Apache-2.0
// route-bench: our router beside Boost.Graph's Dijkstra on one map.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/cli/command.h"
#include "core/model/vehicle.h"
#include "maps/road_map.h"

namespace pizza::cli {

struct RouteBenchOptions {
  std::size_t queries = 10'000;  // random pairs; the first thousand of them are compared with Boost.Graph
  std::size_t matrix = 50;       // places each way
  Vehicle vehicle = Vehicle::Scooter;
};

// Times by the wall clock, medians unless named otherwise. Keys: nodes, states, lines; prepare_s; customise_ms (all
// times anew); change_one_ms, change_one_p99_ms (one road slowed or closed, or as before again); query_us, path_us (the
// edges), route_us (with course and streets), each {p50, p99}; matrix_ms; anchored_us (one pair of prepared places);
// boost_dijkstra_ms (ends at the target); compared, mismatches; ratio (of Boost.Graph's median to ours).
Json measure_routes(const std::shared_ptr<const maps::RoadMap>& map, const RouteBenchOptions& options,
                    const std::function<void(const std::string&)>& progress);

void add_route_bench_commands(CLI::App& app);

}  // namespace pizza::cli
