// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>

#include "connectors/kafka/kafka_bus.h"
#include "connectors/postgres/postgres_store.h"

namespace pizza {

// A KafkaBus for a world whose clock stands while anything is on its way: nobody gets ahead of Kafka. What is published
// is made durable, sent, and waited for before `take` says that there is nothing. Events come in the order in which
// they were published, so the world does what it does on a bus in memory, however long the servers take.
class LockstepBus : public EventBus {
 public:
  // Its `awake` and `lost` are ours. The store outlives the bus.
  LockstepBus(KafkaBusOptions options, PostgresStore& store);

  void publish(EventEnvelope event) override;
  // Throws std::runtime_error when Kafka does not give back within a minute what it was given, or takes no more.
  bool take(EventEnvelope& event) override;
  std::size_t waiting() const override { return on_their_way_; }

  // Between two instants: the outbox is emptied and Kafka knows how far we are. False: not within `patience`.
  bool finish(Duration patience);
  KafkaBusTally tally() const { return bus_.tally(); }
  std::uint64_t taken() const { return taken_; }

 private:
  void ring();
  void send();
  void wait_for_message();

  PostgresStore& store_;
  std::size_t on_their_way_ = 0;  // published and not taken
  std::uint64_t taken_ = 0;
  std::mutex mutex_;
  std::condition_variable awake_;
  bool rung_ = false;
  std::string lost_;
  KafkaBus bus_;  // last: its threads ring
};

}  // namespace pizza
