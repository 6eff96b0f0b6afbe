// SPDX-License-Identifier: Apache-2.0
// The servers that a live world needs, started in one folder and left running. The folder remembers them: NAME.pid for
// each process, servers.json for the rest.
#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "connectors/servers/local_process.h"

namespace pizza::cli {

// What one kind of server says of itself once it runs.
struct RunningServer {
  std::string flags;                 // for serve: "--redis redis://127.0.0.1:PORT"
  std::vector<std::uint16_t> ports;  // taken again at the next start
  std::vector<ProcessMark> processes;
  int stop_signal = SIGTERM;  // that makes it end well, without waiting for its clients
  std::string replica;        // where reads may go, for kinds that have such a place
};

// How to start one kind, detached, below `folder`. `ports` are those of the last time, empty at the first.
struct ServerKind {
  std::string name;
  std::function<RunningServer(const std::filesystem::path& folder, const std::vector<std::uint16_t>& ports)> start;
};

struct FleetServer {
  std::string name;
  RunningServer server;
  bool started = false;  // by this call; else it ran already
};

// Starts what does not run and gives all that runs then. When one fails, what this call started is ended again and the
// error goes on.
std::vector<FleetServer> fleet_up(const std::filesystem::path& folder, const std::vector<ServerKind>& kinds);
// Ends what runs; the names of what did. Data stays.
std::vector<std::string> fleet_down(const std::filesystem::path& folder);

}  // namespace pizza::cli
