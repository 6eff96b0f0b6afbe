// SPDX-License-Identifier: Apache-2.0
// Hears the events of a live world from outside, such as a screen or another program: a member of a consumer group that
// shares the partitions among its members.
#pragma once

#include <map>
#include <set>

#include "connectors/kafka/event_sender.h"

namespace pizza {

struct KafkaListenerOptions {
  std::string brokers;
  std::string topic = "pizza.events";
  std::string dead_topic = "pizza.events.dead";  // empty: dead events are passed over, nothing is ever written
  std::string group;  // members of one group share the work; a group of one's own hears everything
  int tries = 5;      // before an event is taken for dead
  std::function<const EventType*(std::string_view name)> type_of;
  // On the listener's thread, in the order of each partition, at least once: what a realm sends again after its owner
  // died is dropped, unless the partition has changed hands in between. An exception means: try again; after
  // `tries` the event goes to the dead-letter topic. `message` tells partition, offset and id: a consumer with a store
  // of its own keeps the ids it has done in there, and commits both together.
  std::function<void(const EventEnvelope& event, const IncomingEvent& message)> heard;
  // On the listener's thread: which partitions it has now.
  std::function<void(const std::set<std::int32_t>& partitions)> shared = {};
};

struct KafkaListenerTally {
  std::uint64_t heard = 0;
  std::uint64_t doubles = 0;  // dropped: the same event again, after its sender or this group had a new start
  std::uint64_t dead = 0;
  std::uint64_t rebalances = 0;
  std::int64_t behind =
      -1;  // committed messages of its partitions not yet heard; -1: not known, as after each new share
};

class KafkaListener {
 public:
  // Begins at once. Throws KafkaError for options that Kafka's library refuses.
  explicit KafkaListener(KafkaListenerOptions options);
  // Says what it has done and leaves the group, so that others go on at once.
  ~KafkaListener();

  KafkaListenerTally tally() const;

 private:
  static void rebalanced(rd_kafka_t* handle, rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t* list,
                         void* self);
  void share(rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t* list);
  void run();
  bool hear(const IncomingEvent& message);
  bool double_of_earlier(const IncomingEvent& message);
  bool bury(const IncomingEvent& message, const std::string& reason, int attempts);
  void count_behind();

  // What a partition has told so far, as far back as a sender may repeat himself.
  struct Memory {
    std::uint64_t sequence = 0;
    std::int64_t position = -1;
    std::set<std::string> ids;  // of events without a sequence
    std::deque<std::string> by_age;
  };

  KafkaListenerOptions options_;
  kafka::Handle consumer_, burier_;
  std::map<std::int32_t, Memory> memory_;
  std::set<std::int32_t> mine_;
  std::atomic<std::uint64_t> heard_{0}, doubles_{0}, dead_{0}, rebalances_{0};
  std::atomic<std::int64_t> behind_{-1};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace pizza
