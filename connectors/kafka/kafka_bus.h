// SPDX-License-Identifier: Apache-2.0
// The event bus of one realm of a live world: one partition of one topic, written and read by the realm's owner alone.
//
//   publish …, then once the store has flushed: flushed(); Kafka acknowledges; awake(); take …, effects, flush,
//   flushed()
//
// What was published is sent after the flush that made it durable, in its order, in transactions; it is tried for ever,
// and nobody waits for it. What is taken has gone through Kafka, and comes once: an event that was sent twice, because
// somebody died before he knew, is dropped by its sequence.
#pragma once

#include "connectors/kafka/event_reader.h"
#include "connectors/kafka/event_sender.h"
#include "core/ports/event_bus.h"

namespace pizza {

struct KafkaBusOptions {
  std::string brokers;  // "HOST:PORT,…"
  std::string topic = "pizza.events";
  std::string dead_topic = "pizza.events.dead";
  std::string group = "pizzatwin";     // whose place in the partition is remembered
  std::string source = "/pizzatwin";   // CloudEvents: who says so
  std::int32_t realm = 0;              // the partition
  std::uint64_t consumed_through = 0;  // sequence of the last event whose effect is in the store
  std::size_t queue = 10'000;          // messages read ahead
  std::size_t batch = 1'000;           // messages a transaction
  std::size_t most_loose = 100'000;  // of events without a sequence, that wait while Kafka is away; others are dropped
  // The types that this world knows, by name; null for others.
  std::function<const EventType*(std::string_view name)> type_of;
  // On a thread of the bus: events wait, or more are published. Must not call the bus.
  std::function<void()> awake;
  // On a thread of the bus: another instance has taken the realm over, or Kafka refuses for good. Nothing is sent any
  // more; whoever still owns the realm opens a new bus. Must not call the bus.
  std::function<void(const std::string& why)> lost;
};

struct KafkaBusTally {
  std::size_t unsent = 0;    // published and not acknowledged by Kafka, those that wait for a flush included
  std::int64_t behind = -1;  // committed messages that have not been taken; -1: not known yet
  std::uint64_t transactions = 0;
  std::uint64_t doubles = 0;  // dropped
  std::uint64_t dead = 0;     // sent to the dead-letter topic
  std::uint64_t dropped = 0;  // loose events for which there was no room
};

// For one thread, its owner's; it never blocks on Kafka.
class KafkaBus : public EventBus {
 public:
  // Throws KafkaError for options that Kafka's library refuses; that Kafka is away is none.
  explicit KafkaBus(KafkaBusOptions options);

  void publish(EventEnvelope event) override;
  bool take(EventEnvelope& event) override;
  // Of messages that have been read ahead; some may turn out to be doubles.
  std::size_t waiting() const override { return taken_.size() + reader_.waiting(); }

  // The store has flushed: what was published before may be sent, and what was taken before is done with.
  void flushed();
  // Rows of the outbox up to this sequence are in Kafka.
  std::uint64_t published_through() const { return published_through_; }
  // The last event that was taken cannot be handled: it goes to the dead-letter topic with the next `flushed`. At most
  // once for each.
  void refuse_last(std::string reason, int attempts);

  // Up to `patience` of real time, for a hand-over: false when something is still on its way.
  bool drain(Duration patience) { return sender_.drain(patience); }
  KafkaBusTally tally() const;

 private:
  bool open(IncomingEvent& message, EventEnvelope& event);

  KafkaBusOptions options_;
  std::vector<Outgoing> unflushed_;
  std::deque<IncomingEvent> taken_;  // read, not taken by the business
  IncomingEvent last_;               // the one that was taken last
  std::uint64_t seen_through_;       // sequence
  std::int64_t taken_offset_ = -1;   // of the last one taken or dropped
  std::int64_t marked_offset_ = -1;  // told to the sender
  std::uint64_t doubles_ = 0, dead_ = 0, dropped_ = 0;
  std::size_t loose_ = 0;  // in unflushed_
  std::atomic<std::uint64_t> published_through_{0};
  EventReader reader_;
  EventSender sender_;  // last: it speaks with the reader
};

}  // namespace pizza
