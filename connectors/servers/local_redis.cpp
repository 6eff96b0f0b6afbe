// SPDX-License-Identifier: Apache-2.0
#include "connectors/servers/local_redis.h"

#include <csignal>

namespace pizza {

using namespace std::chrono_literals;

LocalRedis::LocalRedis(Options options)
    : folder_(std::move(options.folder)), port_(options.port != 0 ? options.port : free_port()) {
  command_.words = {find_program("redis-server", "redis-server").string(), (folder_.path() / "redis.conf").string()};
  command_.folder = folder_.path();
  command_.log = folder_.path() / "redis.log";
  command_.detached = options.detached;
  write_server_file(folder_.path() / "redis.conf",
                    "bind 127.0.0.1\nport " + std::to_string(port_) +
                        "\ndaemonize no\nsave \"\"\nappendonly no\nmaxmemory 64mb\nmaxmemory-policy allkeys-lru\n");
  try {
    start();
  } catch (...) {
    kill();  // also when it would have been left running
    throw;
  }
}

void LocalRedis::start() {
  process_ = LocalProcess(command_);
  wait_until_ready(
      process_, command_, "redis-server", [this] { return port_answers(port_); }, 10s);
}

void LocalRedis::stop() {
  process_.stop(SIGTERM, 5s);
}

}  // namespace pizza
