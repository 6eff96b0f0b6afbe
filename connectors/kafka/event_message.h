// SPDX-License-Identifier: Apache-2.0
// An event as a message of Kafka: Protobuf in the body (core/proto), CloudEvents 1.0 in the headers ("binary mode"),
// its subject's number as the key. Source: CloudEvents, "Kafka Protocol Binding", version 1.0.2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/kafka/kafka_handle.h"
#include "core/ports/event.h"

namespace pizza {

// What is known of an event before it is sent, encoded already.
struct OutgoingEvent {
  const EventType* type = nullptr;
  std::uint64_t sequence = 0;  // 0: of no outbox
  std::uint64_t aggregate = 0;
  Instant at;
  std::string bytes;
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// A message as it was read. Names of headers are looked up without regard to order; the last of a name counts.
struct IncomingEvent {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  Instant written;  // by the message's own time
  std::string key;
  std::string bytes;
  HeaderList headers;

  std::string_view header(std::string_view name) const;
  std::string_view type() const { return header("ce_type"); }
  std::string_view id() const { return header("ce_id"); }
  std::uint64_t sequence() const;  // 0 where it has none
  bool replayed() const { return !header("replayed").empty(); }
};

// Headers of an event. `id`, `ce_id`: `id` (core/model/event_id.h), as the outbox has it. `ce_subject`: the aggregate.
// `ce_sequence`: only where it has one.
kafka::Owned<rd_kafka_headers_t> headers_of(const OutgoingEvent& event, const std::string& id,
                                            const std::string& source);
kafka::Owned<rd_kafka_headers_t> headers_of(const HeaderList& headers);

IncomingEvent read_message(const rd_kafka_message_t& message);

// The event, or why it cannot be had.
struct OpenedEvent {
  EventEnvelope envelope;
  std::string why_not;  // empty: here it is
};
OpenedEvent open_event(const IncomingEvent& message, const EventType* type);

// Queues one message on a producer: RD_KAFKA_RESP_ERR__QUEUE_FULL asks to come again. `partition` may be
// RD_KAFKA_PARTITION_UA: by the key.
rd_kafka_resp_err_t produce(rd_kafka_t& producer, const std::string& topic, std::int32_t partition,
                            std::string_view key, std::string_view body, kafka::Owned<rd_kafka_headers_t> headers,
                            Instant at);

}  // namespace pizza
