// SPDX-License-Identifier: Apache-2.0
#include "app/cli/serve_command.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <iostream>

#include "app/cli/command.h"
#include "app/composition/demo/demo_city.h"
#include "app/composition/demo/demo_crew.h"
#include "app/composition/embedded_world.h"
#include "app/composition/simulated_city/datasets.h"
#include "app/server/server.h"
#include "connectors/journal/frame_file.h"
#include "connectors/relational/store_error.h"

namespace pizza::cli {

namespace net = boost::asio;

namespace {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string data;
  std::string log = "info";
  bool demo = false;
  int demo_rate = 20;
  DemoOptions city;
  int threads = 2;
};

server::ServerOptions server_options(const ServeOptions& options) {
  server::ServerOptions wanted;
  const std::string& text = options.listen;
  const std::size_t colon = text.rfind(':');
  const std::uint64_t port = colon == std::string::npos ? 65'536 : server::id_of(text.substr(colon + 1));
  const bool any_port = colon != std::string::npos && text.substr(colon + 1) == "0";
  if (port > 65'535 || (port == 0 && !any_port))
    throw UsageError("--listen " + text + ": expected HOST:PORT, as in 127.0.0.1:8080 or [::1]:8080");
  wanted.host = text.substr(0, colon);
  if (wanted.host.size() > 2 && wanted.host.front() == '[' && wanted.host.back() == ']')
    wanted.host = wanted.host.substr(1, wanted.host.size() - 2);
  wanted.port = static_cast<std::uint16_t>(port);
  wanted.threads = options.threads;
  return wanted;
}

void log_to_stderr(const std::string& level) {
  const auto logger =
      std::make_shared<spdlog::logger>("pizza", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  logger->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(logger);
}

// Stops the server at the first SIGINT or SIGTERM, gives up what is in flight at the second.
void stop_on_signals(net::signal_set& signals, server::Server& server) {
  signals.async_wait([&signals, &server](const boost::system::error_code& error, int number) {
    if (error) return;
    spdlog::info("signal {}: finishing what is in flight", number);
    server.stop();
    signals.async_wait([&server](const boost::system::error_code& again, int) {
      if (!again) server.abort();
    });
  });
}

// Of the city that was asked for, or none.
std::shared_ptr<server::MapTiles> tiles_of(const DemoOptions& city) {
  if (city.city.empty()) return nullptr;
  const sim::Scenario scenario = value_or_usage_error(load_scenario(city.scenario));
  auto tiles = std::make_shared<server::MapTiles>(value_or_usage_error(load_city(city.city, scenario.city)));
  spdlog::info("the map's tiles are under /tiles/");
  return tiles;
}

// The address as a client writes it.
std::string address(const server::ServerOptions& options, std::uint16_t port) {
  const std::string host = options.host.find(':') == std::string::npos ? options.host : '[' + options.host + ']';
  return "http://" + host + ':' + std::to_string(port);
}

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
  std::optional<DemoCrew> crew;
  if (options.demo) {
    const Result<std::string> made = fill_demo_city(world.business(), options.city);
    spdlog::info("demo: {}", value_or_usage_error(made));
    crew.emplace(world, options.demo_rate);
  }
  int status = done;
  {
    server::Server server(wanted, world, tiles_of(options.city));
    running = &server;
    net::signal_set signals(server.context(), SIGINT, SIGTERM);
    stop_on_signals(signals, server);
    world.start();
    server.start();
    std::cout << "PizzaTwin listens on " << address(wanted, server.port()) << std::endl;
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
  command->add_option("--log", options->log, "debug, info, warn, error")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str();
}

}  // namespace pizza::cli
