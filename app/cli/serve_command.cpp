// SPDX-License-Identifier: Apache-2.0
#include "app/cli/serve_command.h"

#include <spdlog/spdlog.h>

#include <iostream>

#include "app/cli/command.h"
#include "app/cli/serve_edge.h"
#include "app/composition/demo/demo_crew.h"
#include "app/composition/embedded_world.h"
#include "connectors/journal/frame_file.h"
#include "connectors/relational/store_error.h"

namespace pizza::cli {

namespace net = boost::asio;

namespace {

int serve(const ServeOptions& options) {
  log_to_stderr(options.log);
  const server::ServerOptions wanted = server_options(options);
  std::atomic<server::Server*> running{nullptr};
  WorldOptions world_options;
  world_options.folder = options.data.empty() ? DataFolder::usual() : std::filesystem::path(options.data);
  world_options.died = [&running](const std::string& why) {
    spdlog::critical("the business cannot go on: {}", why);
    if (server::Server* server = running) server->stop();
  };
  EmbeddedWorld world(world_options);
  OneRealm realms(world);
  std::optional<DemoCrew> crew;
  if (options.demo) {
    const Result<std::string> made = fill_demo_city(world.business(), options.city);
    spdlog::info("demo: {}", value_or_usage_error(made));
    crew.emplace(world, options.demo_rate);
  }
  int status = done;
  {
    server::Server server(wanted, realms, tiles_of(options.city));
    running = &server;
    net::signal_set signals(server.context(), SIGINT, SIGTERM);
    stop_on_signals(signals, server, [&server] { server.stop(); });
    world.start();
    server.start();
    std::cout << "PizzaTwin listens on http://" << authority(wanted, server.port()) << std::endl;
    spdlog::info("data in {}", world.folder().path().string());
    server.wait();
    world.stop();
    if (!world.alive()) status = failed;
    running = nullptr;
  }
  spdlog::info("stopped; all is on disk");
  return status;
}

// Bad folders, files and addresses are the caller's.
int serve_or_explain(const ServeOptions& options) {
  try {
    if (!options.postgres.empty()) return serve_live(options);
    if (!options.kafka.empty() || !options.redis.empty())
      throw UsageError("--kafka and --redis: expected --postgres beside them");
    return serve(options);
  } catch (const DataFolderError& error) {
    throw UsageError("--data " + std::string(error.what()));
  } catch (const StoreError& error) {
    throw UsageError("--data " + std::string(error.what()));
  } catch (const FrameFileError& error) {
    throw UsageError("--data " + std::string(error.what()));
  } catch (const server::ServerError& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

void add_serve_commands(CLI::App& app) {
  const auto options = std::make_shared<ServeOptions>();
  CLI::App* command = add_command(app, "serve", "Run the business behind an HTTP and WebSocket edge",
                                  "serve --listen 127.0.0.1:8080 --data shop --demo",
                                  [options](Output&) { return serve_or_explain(*options); });
  command->add_option("--listen", options->listen, "Where clients connect; port 0 is any that is free")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command->add_option("--data", options->data, "Where the business keeps its books (else in the user's data folder)")
      ->type_name("FOLDER");
  command->add_flag("--demo", options->demo,
                    "Fill an empty folder with a generated city; simulated customers, kitchens and riders act in real "
                    "time, a minute of theirs taking about a second");
  command->add_option("--demo-rate", options->demo_rate, "Orders a minute of the simulated customers")
      ->check(CLI::Range(0, 6'000))
      ->capture_default_str();
  command
      ->add_option("--city", options->city.city,
                   "City of the demo, and of the map under /tiles/: a name, or a .map file")
      ->type_name("CITY");
  command->add_option("--threads", options->threads, "Threads that speak with clients")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->add_option("--postgres", options->postgres, "The live world: its home database, then others for users")
      ->type_name("URL…");
  command->add_option("--kafka", options->kafka, "Brokers of the live world")->type_name("HOST:PORT,…");
  command->add_option("--redis", options->redis, "What instances remember together")->type_name("URL");
  command->add_option("--realms", options->realms, "Parts that instances share among them; the same for all of them")
      ->check(CLI::Range(1u, most_realms))
      ->capture_default_str();
  command->add_option("--users", options->users, "How users are spread over the databases: hash, or range:SPAN")
      ->capture_default_str();
  command->add_option("--advertise", options->advertise, "Where other instances reach this one (else as it listens)")
      ->type_name("HOST:PORT");
  command->add_option("--instance", options->instance, "Its name among the instances (else drawn)")->type_name("NAME");
  command->add_option("--lease-ms", options->lease_ms, "After this, others take over what an instance had that is gone")
      ->check(CLI::Range(500, 600'000))
      ->capture_default_str();
  command
      ->add_option("--outbox-limit", options->outbox_limit,
                   "Nothing new is begun while more events of a realm than this wait for Kafka")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command->add_option("--log", options->log, "debug, info, warn, error")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str();
}

}  // namespace pizza::cli
