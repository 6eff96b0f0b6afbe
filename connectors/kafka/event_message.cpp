// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/event_message.h"

#include <array>
#include <charconv>

#include "connectors/json/instant_text.h"

namespace pizza {

namespace {

constexpr std::string_view content_type = "application/protobuf";

void add(rd_kafka_headers_t& headers, const char* name, std::string_view value) {
  rd_kafka_header_add(&headers, name, -1, value.data(), static_cast<ssize_t>(value.size()));
}

}  // namespace

std::string_view IncomingEvent::header(std::string_view name) const {
  for (auto each = headers.rbegin(); each != headers.rend(); ++each)
    if (each->first == name) return each->second;
  return {};
}

std::uint64_t IncomingEvent::sequence() const {
  const std::string_view text = header("ce_sequence");
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

kafka::Owned<rd_kafka_headers_t> headers_of(const OutgoingEvent& event, const std::string& id,
                                            const std::string& source) {
  kafka::Owned<rd_kafka_headers_t> headers(rd_kafka_headers_new(9));
  add(*headers, "id", id);
  add(*headers, "ce_specversion", "1.0");
  add(*headers, "ce_id", id);
  add(*headers, "ce_source", source);
  add(*headers, "ce_type", event.type->schema->name);
  add(*headers, "ce_subject", std::to_string(event.aggregate));
  if (const auto time = instant_text(event.at)) add(*headers, "ce_time", *time);
  if (event.sequence != 0) add(*headers, "ce_sequence", std::to_string(event.sequence));
  add(*headers, "content-type", content_type);
  return headers;
}

kafka::Owned<rd_kafka_headers_t> headers_of(const HeaderList& list) {
  kafka::Owned<rd_kafka_headers_t> headers(rd_kafka_headers_new(list.size()));
  for (const auto& [name, value] : list) add(*headers, name.c_str(), value);
  return headers;
}

IncomingEvent read_message(const rd_kafka_message_t& message) {
  IncomingEvent read;
  read.topic = message.rkt == nullptr ? "" : rd_kafka_topic_name(message.rkt);
  read.partition = message.partition;
  read.offset = message.offset;
  read.written = Instant{rd_kafka_message_timestamp(&message, nullptr)};
  if (message.key != nullptr) read.key.assign(static_cast<const char*>(message.key), message.key_len);
  if (message.payload != nullptr) read.bytes.assign(static_cast<const char*>(message.payload), message.len);
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return read;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  read.headers.reserve(rd_kafka_header_cnt(headers));
  for (std::size_t i = 0; rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i)
    read.headers.emplace_back(name, std::string(static_cast<const char*>(value), value == nullptr ? 0 : size));
  return read;
}

OpenedEvent open_event(const IncomingEvent& message, const EventType* type) {
  OpenedEvent opened;
  if (type == nullptr) {
    opened.why_not = "nobody knows the event type \"" + std::string(message.type().substr(0, 100)) + '"';
    return opened;
  }
  void* event = type->create();
  EventHolder holder(*type, event);
  if (!type->decode(message.bytes, event)) {
    opened.why_not = "the body is no " + std::string(type->schema->name);
    return opened;
  }
  const auto at = instant_from_text(message.header("ce_time"));
  opened.envelope = {message.sequence(), at ? *at : message.written, std::move(holder)};
  return opened;
}

rd_kafka_resp_err_t produce(rd_kafka_t& producer, const std::string& topic, std::int32_t partition,
                            std::string_view key, std::string_view body, kafka::Owned<rd_kafka_headers_t> headers,
                            Instant at) {
  std::array<rd_kafka_vu_t, 7> words{};
  words[0].vtype = RD_KAFKA_VTYPE_TOPIC;
  words[0].u.cstr = topic.c_str();
  words[1].vtype = RD_KAFKA_VTYPE_PARTITION;
  words[1].u.i32 = partition;
  words[2].vtype = RD_KAFKA_VTYPE_KEY;
  words[2].u.mem = {const_cast<char*>(key.data()), key.size()};
  words[3].vtype = RD_KAFKA_VTYPE_VALUE;
  words[3].u.mem = {const_cast<char*>(body.data()), body.size()};
  words[4].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
  words[4].u.i = RD_KAFKA_MSG_F_COPY;
  words[5].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
  words[5].u.i64 = at.ms;
  words[6].vtype = RD_KAFKA_VTYPE_HEADERS;
  words[6].u.headers = headers.get();
  const kafka::Error error(rd_kafka_produceva(&producer, words.data(), words.size()));
  if (error) return rd_kafka_error_code(error.get());
  headers.release();  // the message's now
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

}  // namespace pizza
