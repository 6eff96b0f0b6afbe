// SPDX-License-Identifier: Apache-2.0
#include "app/cli/servers_command.h"

#include "app/cli/command.h"
#include "app/cli/servers_fleet.h"
#include "connectors/servers/kafka_jars.h"
#include "connectors/servers/local_kafka.h"
#include "connectors/servers/local_redis.h"
#if __has_include("connectors/servers/local_postgres.h")
#include "connectors/servers/local_postgres.h"
#define PIZZA_HAS_LOCAL_POSTGRES 1
#endif

namespace pizza::cli {

namespace fs = std::filesystem;

namespace {

struct ServersOptions {
  std::string dir;
  int brokers = 1;
  bool no_postgres = false;
  bool no_redis = false;
  bool no_kafka = false;
};

// Ports of the last time, where nobody else has taken them since.
std::vector<std::uint16_t> still_free(const std::vector<std::uint16_t>& ports) {
  for (const std::uint16_t port : ports)
    if (port_answers(port)) return {};
  return ports;
}

#ifdef PIZZA_HAS_LOCAL_POSTGRES
RunningServer start_postgres(const fs::path& folder, const std::vector<std::uint16_t>&) {
  LocalPostgresOptions options;
  options.detached = true;
  options.folder = folder / "primary";
  LocalPostgres primary(options);
  try {
    options.folder = folder / "replica";
    const LocalPostgres replica = LocalPostgres::replica_of(primary, options);
    return {"--postgres " + primary.url(),
            {primary.port(), replica.port()},
            {primary.mark(), replica.mark()},
            SIGINT,
            replica.url()};
  } catch (...) {
    primary.stop();
    throw;
  }
}
#endif

RunningServer start_redis(const fs::path& folder, const std::vector<std::uint16_t>& ports) {
  const std::vector<std::uint16_t> free = still_free(ports);
  const LocalRedis redis({folder, free.empty() ? std::uint16_t{0} : free[0], true});
  return {"--redis " + redis.url(), {redis.port()}, {redis.mark()}, SIGTERM, {}};
}

RunningServer start_kafka(const fs::path& folder, int brokers, const std::vector<std::uint16_t>& ports) {
  const bool used = fs::exists(folder / "broker1");
  const int before = fs::exists(folder / "broker3") ? 3 : 1;
  if (used && before != brokers)
    throw UsageError("--brokers " + std::to_string(brokers) + ": Kafka in " + folder.string() + " was made with " +
                     std::to_string(before) + "; give another --dir");
  fetch_kafka_jars();
  const LocalKafka kafka({folder, brokers, true, still_free(ports)});
  RunningServer server{"--kafka " + kafka.brokers(), kafka.ports(), {}, SIGTERM, {}};
  for (std::size_t i = 0; i < kafka.size(); ++i) server.processes.push_back(kafka.mark(i));
  return server;
}

std::vector<ServerKind> kinds_of(const ServersOptions& options) {
  std::vector<ServerKind> kinds;
#ifdef PIZZA_HAS_LOCAL_POSTGRES
  if (!options.no_postgres) kinds.push_back({"postgres", start_postgres});
#endif
  if (!options.no_redis) kinds.push_back({"redis", start_redis});
  if (!options.no_kafka)
    kinds.push_back({"kafka", [brokers = options.brokers](const fs::path& folder, const auto& ports) {
                       return start_kafka(folder, brokers, ports);
                     }});
  return kinds;
}

int up(const ServersOptions& options, Output& output) {
  const fs::path folder = fs::absolute(options.dir).lexically_normal();
  const std::vector<FleetServer> fleet = fleet_up(folder, kinds_of(options));
  Json servers = Json::array();
  std::string flags;
  bool started = false;
  for (const FleetServer& each : fleet) {
    Json pids = Json::array();
    for (const ProcessMark& mark : each.server.processes) pids.push_back(mark.pid);
    servers.push_back({{"name", each.name},
                       {"pids", std::move(pids)},
                       {"ports", each.server.ports},
                       {"flags", each.server.flags},
                       {"started", each.started}});
    if (!each.server.replica.empty()) servers.back()["replica"] = each.server.replica;
    flags += (flags.empty() ? "" : " ") + each.server.flags;
    started |= each.started;
    output.progress(each.name + (each.started ? " started" : " runs already"));
  }
  output.line(flags);
  output.document({{"dir", folder.string()}, {"started", started}, {"flags", flags}, {"servers", std::move(servers)}});
  return done;
}

int down(const ServersOptions& options, Output& output) {
  const fs::path folder = fs::absolute(options.dir).lexically_normal();
  if (!fs::is_directory(folder)) throw UsageError("--dir " + folder.string() + ": expected a folder of `servers up`");
  const std::vector<std::string> ended = fleet_down(folder);
  for (const std::string& name : ended) output.line(name + " stopped");
  if (ended.empty()) output.line("nothing ran in " + folder.string());
  output.document({{"dir", folder.string()}, {"stopped", ended}});
  return done;
}

int fetch(Output& output) {
  const bool had = have_kafka_jars();
  fetch_kafka_jars();
  const std::string folder = kafka_jar_folder().string();
  output.line(folder + (had ? " is there already" : " fetched"));
  output.document({{"folder", folder}, {"fetched", !had}});
  return done;
}

}  // namespace

void add_servers_commands(CLI::App& app) {
  CLI::App* servers = app.add_subcommand("servers", "Start and stop the servers of a live world on this machine");
  servers->require_subcommand(1);
  const auto options = std::make_shared<ServersOptions>();
  CLI::App* start = add_command(
      *servers, "up", "Start them on free ports of 127.0.0.1, leave them running, print the flags for serve",
      "servers up --dir demo --brokers 3", [options](Output& output) { return up(*options, output); });
  start->add_option("--dir", options->dir, "Where they keep their data, logs and pid files")
      ->required()
      ->type_name("FOLDER");
  start->add_option("--brokers", options->brokers, "Kafka brokers")
      ->check(CLI::IsMember({1, 3}))
      ->capture_default_str();
  start->add_flag("--no-postgres", options->no_postgres, "Without PostgreSQL and its replica");
  start->add_flag("--no-redis", options->no_redis, "Without Redis");
  start->add_flag("--no-kafka", options->no_kafka, "Without Kafka");
  CLI::App* stop = add_command(*servers, "down", "Stop them; their data stays", "servers down --dir demo",
                               [options](Output& output) { return down(*options, output); });
  stop->add_option("--dir", options->dir, "The folder of servers up")->required()->type_name("FOLDER");
  add_command(*servers, "fetch", "Get Kafka's jars from Maven Central now (44 MB, once)", "servers fetch",
              [](Output& output) { return fetch(output); });
}

}  // namespace pizza::cli
