// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/kafka_bus.h"

namespace pizza {

KafkaBus::KafkaBus(KafkaBusOptions options)
    : options_(std::move(options)),
      seen_through_(options_.consumed_through),
      reader_({options_.brokers, options_.topic, options_.group, options_.realm, options_.queue, options_.awake}),
      sender_({options_.brokers, options_.topic, options_.dead_topic, options_.source, options_.realm, options_.batch,
               [this](std::uint64_t sequence) {
                 published_through_ = sequence;
                 if (options_.awake) options_.awake();
               },
               [this](std::int64_t offset) { reader_.commit(offset); }, options_.lost}) {}

void KafkaBus::publish(EventEnvelope event) {
  if (event.sequence == 0) {
    if (loose_ + sender_.depth() >= options_.most_loose) {
      ++dropped_;
      return;
    }
    ++loose_;
  }
  const EventType& type = event.event.type();
  OutgoingEvent outgoing{&type, event.sequence, type.aggregate(event.event.get()), event.at, {}};
  type.encode(event.event.get(), outgoing.bytes);
  unflushed_.emplace_back(std::move(outgoing));
}

void KafkaBus::flushed() {
  if (taken_offset_ > marked_offset_) {
    marked_offset_ = taken_offset_;
    unflushed_.emplace_back(OffsetMark{taken_offset_ + 1});
  }
  loose_ = 0;
  sender_.push(unflushed_);
}

bool KafkaBus::take(EventEnvelope& event) {
  for (;;) {
    if (taken_.empty()) reader_.take_all(taken_);
    if (taken_.empty()) return false;
    last_ = std::move(taken_.front());
    taken_.pop_front();
    taken_offset_ = last_.offset;
    if (open(last_, event)) return true;
  }
}

// False: nothing that the business should hear.
bool KafkaBus::open(IncomingEvent& message, EventEnvelope& event) {
  const std::uint64_t sequence = message.sequence();
  const bool replayed = message.replayed();
  if (sequence != 0 && !replayed) {
    if (sequence <= seen_through_) {
      ++doubles_;
      return false;
    }
    seen_through_ = sequence;
  }
  OpenedEvent opened = open_event(message, options_.type_of ? options_.type_of(message.type()) : nullptr);
  if (!opened.why_not.empty()) {
    refuse_last(std::move(opened.why_not), 1);
    return false;
  }
  event = std::move(opened.envelope);
  // Its row went from the outbox when it was refused.
  if (replayed) event.sequence = 0;
  return true;
}

void KafkaBus::refuse_last(std::string reason, int attempts) {
  ++dead_;
  unflushed_.emplace_back(DeadLetter{std::move(last_), std::move(reason), attempts, options_.group});
  last_ = {};
}

KafkaBusTally KafkaBus::tally() const {
  const std::int64_t unread = reader_.behind();
  return {unflushed_.size() + sender_.depth(),
          unread < 0 ? -1 : unread + static_cast<std::int64_t>(waiting()),
          sender_.transactions(),
          doubles_,
          dead_,
          dropped_};
}

}  // namespace pizza
