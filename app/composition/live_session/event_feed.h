// SPDX-License-Identifier: Apache-2.0
// The events of a live world as they are told from now on, each with the records that it names.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "connectors/kafka/kafka_follower.h"

namespace pizza {

// Numbers of records that an event names, at any depth.
struct NamedRecords {
  std::vector<std::uint64_t> orders, deliveries, tickets, riders, restaurants;
};
NamedRecords records_named_by(const EventType& type, const void* event);

struct SeenEvent {
  Instant at;
  const EventType* type = nullptr;
  std::string bytes;  // as the event encodes itself
  NamedRecords named;
  std::uint64_t of_order = 0;  // whose story it belongs to; 0: no order's
};

class EventFeed {
 public:
  // Reads only, from now on. Throws KafkaError for options that Kafka's library refuses;
  // servers that are away are waited for.
  EventFeed(const std::string& brokers, const std::string& topic);

  // Waits for events, at most `patience`, and gives those that came. `cut`: some were dropped because nobody took them.
  std::vector<SeenEvent> take(Duration patience, bool& cut);
  // Ends a `take` that waits.
  void wake();

  // From here on nothing is missed.
  bool positioned() const { return follower_.positioned(); }
  bool reachable(Duration patience) const { return follower_.reachable(patience); }

 private:
  void heard(const EventEnvelope& event);

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<SeenEvent> waiting_;
  bool cut_ = false;
  bool woken_ = false;
  KafkaFollower follower_;  // last: its thread uses all the others
};

}  // namespace pizza
