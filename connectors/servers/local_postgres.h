// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL server of our own on loopback: for tests, demonstrations and trials of what happens when it dies.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "connectors/servers/local_process.h"

namespace pizza {

struct LocalPostgresOptions {
  std::filesystem::path folder;  // of the server's data; empty: a temporary one. A folder with data is gone on with
  std::uint16_t port = 0;        // 0: a free one, or the one the folder was last served at
  bool durable = true;           // false: no fsync; survives kill -9 of the server, not a loss of power
  bool detached = false;         // goes on when this process ends
  std::vector<std::string> settings;  // "name=value", laid over ours
};

// Throws ServerMissing where PostgreSQL is not installed (see `missing`), ServerError when it cannot be started; both
// name what to install or look at. Users sign in by a password that is made with the folder; only loopback is served.
class LocalPostgres {
 public:
  explicit LocalPostgres(LocalPostgresOptions options = {});
  // A streaming replica of a server that runs, in its own folder; it goes on following when the primary comes back.
  static LocalPostgres replica_of(const LocalPostgres& primary, LocalPostgresOptions options = {});
  LocalPostgres(LocalPostgres&&) noexcept = default;
  LocalPostgres& operator=(LocalPostgres&&) noexcept = default;
  // Stops it, unless it is detached.
  ~LocalPostgres();

  // Why there can be none here, for a test to say when it is skipped; empty when there can.
  static std::string missing();

  // "postgresql://pizza:PASSWORD@127.0.0.1:PORT/pizza"
  std::string url(const std::string& database = "pizza") const;
  // Makes a database that is not there yet and gives its URL. Small letters, digits and underscores.
  std::string create_database(const std::string& name) const;
  std::uint16_t port() const { return port_; }
  const std::filesystem::path& folder() const { return folder_->path(); }
  pid_t pid() const { return process_.pid(); }
  ProcessMark mark() const { return process_.mark(); }
  bool running() { return process_.running(); }

  void start();    // at the same port, with the same data; recovers first where that is needed
  void stop();     // sends everybody away, writes everything down
  void kill();     // SIGKILL for the server and all its children
  void promote();  // a replica becomes a primary
  // Takes no notice of anybody (SIGSTOP), and goes on (SIGCONT).
  void freeze();
  void thaw();

 private:
  struct AsReplica {};
  LocalPostgres(LocalPostgresOptions options, AsReplica);
  ProcessCommand command(std::vector<std::string> words) const;
  void run_tool(std::vector<std::string> words, const char* doing) const;
  void initialise();
  void write_settings() const;
  void signal_all(int signal) const;

  LocalPostgresOptions options_;
  std::unique_ptr<ServerFolder> folder_;
  std::string password_;
  std::uint16_t port_ = 0;
  LocalProcess process_;
};

}  // namespace pizza
