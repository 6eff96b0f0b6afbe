// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/servers/local_process.h"

namespace pizza {

// Apache Kafka on free ports of 127.0.0.1: one broker, or three that replicate each partition (two of three must have
// it before a write counts). Each is broker and controller in one. Topics are not made by themselves.
class LocalKafka {
 public:
  struct Options {
    std::filesystem::path folder;  // empty: a temporary one; what is in it already is kept
    int brokers = 1;               // 1 or 3, the same as before in a folder that was used
    bool detached = false;         // goes on when this object ends
    // Two a broker (clients, controller); empty: any that are free.
    std::vector<std::uint16_t> ports = {};
  };

  LocalKafka() : LocalKafka(Options{}) {}
  // Returns when all brokers serve. Throws ServerMissing without Java or the jars (connectors/servers/kafka_jars.h),
  // ServerError when one does not start.
  explicit LocalKafka(Options options);

  // "127.0.0.1:PORT,…", as clients take it.
  std::string brokers() const;
  const std::vector<std::uint16_t>& ports() const { return ports_; }
  std::size_t size() const { return brokers_.size(); }
  ProcessMark mark(std::size_t broker) const { return brokers_.at(broker).process.mark(); }

  // Brokers are counted from 0.
  void kill(std::size_t broker) { brokers_.at(broker).process.kill(); }
  void stop(std::size_t broker);
  // On the same port with its old data, when it has been stopped or killed. It serves after `wait`, which needs most of
  // the brokers to run.
  void start(std::size_t broker);
  void wait(std::size_t broker);
  // SIGSTOP and SIGCONT: a broker that hangs.
  void freeze(std::size_t broker);
  void thaw(std::size_t broker);

 private:
  struct Broker {
    ProcessCommand command;
    LocalProcess process;
    std::uintmax_t log_before = 0;  // bytes of the log that are from earlier starts
  };

  std::string properties(std::size_t broker) const;
  void format(std::size_t broker);

  ServerFolder folder_;
  std::vector<std::uint16_t> ports_;
  std::vector<Broker> brokers_;
};

}  // namespace pizza
