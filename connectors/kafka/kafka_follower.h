// SPDX-License-Identifier: Apache-2.0
// Everything that is published on a topic from now on, for one who only looks: no group that others are in, nothing
// committed. A broker that was away is read on from where it was left.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "connectors/kafka/event_message.h"
#include "connectors/kafka/kafka_handle.h"
#include "core/model/instant.h"

namespace pizza {

struct KafkaFollowerOptions {
  std::string brokers;
  std::string topic;  // its partitions as they are when it is first seen
  std::function<const EventType*(std::string_view name)> type_of;
  // On the follower's thread, in the order of each partition, each event with a sequence once. An event of an unknown
  // type, or whose body cannot be read, is passed over.
  std::function<void(const EventEnvelope& event)> heard;
};

class KafkaFollower {
 public:
  // Begins at once; servers that are away are waited for. Throws KafkaError for options that Kafka's library refuses.
  explicit KafkaFollower(KafkaFollowerOptions options);
  ~KafkaFollower();

  // From here on nothing is missed.
  bool positioned() const { return positioned_; }
  // Whether a broker answers that knows a leader of the topic.
  bool reachable(Duration patience) const;

 private:
  void run();
  // At the ends of all partitions; false: they are not known yet.
  bool assign();
  void hear(const IncomingEvent& message);

  KafkaFollowerOptions options_;
  kafka::Handle consumer_;
  std::map<std::int32_t, std::uint64_t> heard_through_;  // sequences, by partition
  std::atomic<bool> positioned_{false}, stopping_{false};
  std::thread thread_;
};

}  // namespace pizza
