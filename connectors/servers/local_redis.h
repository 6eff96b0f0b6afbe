// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/servers/local_process.h"

namespace pizza {

// A Redis on a free port of 127.0.0.1: a cache of at most 64 MB that forgets what was not used for longest, keeps
// nothing on disk, and is empty after each start.
class LocalRedis {
 public:
  struct Options {
    std::filesystem::path folder;  // empty: a temporary one
    std::uint16_t port = 0;        // 0: any that is free
    bool detached = false;         // goes on when this object ends
  };

  LocalRedis() : LocalRedis(Options{}) {}
  // Returns when it answers. Throws ServerMissing where there is no redis-server, ServerError when it does not start.
  explicit LocalRedis(Options options);

  std::uint16_t port() const { return port_; }
  std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }
  ProcessMark mark() const { return process_.mark(); }

  void kill() { process_.kill(); }
  void stop();
  // On the same port, when it has been stopped or killed.
  void start();

 private:
  ServerFolder folder_;
  std::uint16_t port_;
  ProcessCommand command_;
  LocalProcess process_;
};

}  // namespace pizza
