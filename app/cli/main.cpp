// SPDX-License-Identifier: Apache-2.0
// pizzatwinctl: the business on the command line.
#include <exception>
#include <iostream>

#include "app/cli/command.h"
#include "app/cli/kafka_commands.h"
#include "app/cli/load_command.h"
#include "app/cli/map_commands.h"
#include "app/cli/replay_command.h"
#include "app/cli/route_bench_command.h"
#include "app/cli/route_commands.h"
#include "app/cli/serve_command.h"
#include "app/cli/servers_command.h"
#include "app/cli/simulate_command.h"
#include "app/cli/tile_commands.h"

int main(int argc, char** argv) {
  try {
    CLI::App app{"PizzaTwin on the command line", "pizzatwinctl"};
    app.footer(
        "Exit status: 0 done, 1 it ran and failed, 2 bad usage or bad input.\nExample:\n"
        "  pizzatwinctl generate-city Altona altona.map --size 20000 --seed 7");
    app.require_subcommand(1);
    pizza::cli::add_map_commands(app);
    pizza::cli::add_route_commands(app);
    pizza::cli::add_tile_commands(app);
    pizza::cli::add_simulate_commands(app);
    pizza::cli::add_replay_commands(app);
    pizza::cli::add_route_bench_commands(app);
    pizza::cli::add_serve_commands(app);
    pizza::cli::add_load_commands(app);
    pizza::cli::add_servers_commands(app);
    pizza::cli::add_kafka_commands(app);
    return pizza::cli::run_commands(app, argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "pizzatwinctl: " << error.what() << '\n';
    return pizza::cli::failed;
  }
}
