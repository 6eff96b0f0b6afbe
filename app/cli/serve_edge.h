// SPDX-License-Identifier: Apache-2.0
// What the embedded and the live world have in common when they are served.
#pragma once

#include <boost/asio/signal_set.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/composition/demo/demo_city.h"
#include "app/server/server.h"

namespace pizza::cli {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string data;
  std::string log = "info";
  bool demo = false;
  int demo_rate = 20;
  DemoOptions city;
  int threads = 2;
  // The live world, where there is a URL of PostgreSQL.
  std::vector<std::string> postgres;
  std::string kafka;
  std::string redis;
  std::string advertise;  // empty: as it listens
  std::string instance;   // empty: drawn
  std::uint32_t realms = 4;
  std::string users = "hash";
  int lease_ms = 5'000;
  std::size_t outbox_limit = 100'000;
};

// Throws UsageError.
server::ServerOptions server_options(const ServeOptions& options);
void log_to_stderr(const std::string& level);
// Calls `stop` at the first SIGINT or SIGTERM, gives up what is in flight at the second.
void stop_on_signals(boost::asio::signal_set& signals, server::Server& server, std::function<void()> stop);
// Of the city that was asked for, or none. Throws UsageError.
std::shared_ptr<server::MapTiles> tiles_of(const DemoOptions& city);
// "HOST:PORT" as a client writes it.
std::string authority(const server::ServerOptions& options, std::uint16_t port);

// Until it is told to stop. Throws UsageError.
int serve_live(const ServeOptions& options);

}  // namespace pizza::cli
