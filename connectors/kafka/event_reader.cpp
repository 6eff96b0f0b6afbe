// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/event_reader.h"

#include <algorithm>
#include <chrono>

namespace pizza {

EventReader::EventReader(ReaderOptions options)
    : options_(std::move(options)),
      consumer_(kafka::make_consumer(options_.brokers, {{"group.id", options_.group},
                                                        {"isolation.level", "read_committed"},
                                                        {"enable.auto.commit", "false"},
                                                        {"enable.auto.offset.store", "false"},
                                                        {"auto.offset.reset", "earliest"},
                                                        {"enable.partition.eof", "true"},
                                                        {"fetch.error.backoff.ms", "50"},
                                                        {"queued.min.messages", "10000"},
                                                        {"queued.max.messages.kbytes", "16384"}})) {
  thread_ = std::thread([this] { run(); });
}

EventReader::~EventReader() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  room_.notify_all();
  thread_.join();
  rd_kafka_consumer_close(consumer_.get());
}

// Where the group was, asked until Kafka says it. A partition that is assigned with "where the group was" while Kafka
// is away is never read at all.
void EventReader::assign() {
  constexpr int glance_ms = 500;
  while (!stopping_) {
    const kafka::Partitions mine = kafka::one_partition(options_.topic, options_.partition, RD_KAFKA_OFFSET_INVALID);
    rd_kafka_topic_partition_t& place = mine->elems[0];
    const auto asked = rd_kafka_committed(consumer_.get(), mine.get(), glance_ms);
    if (asked == RD_KAFKA_RESP_ERR_NO_ERROR && place.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      if (place.offset < 0) place.offset = RD_KAFKA_OFFSET_BEGINNING;
      if (rd_kafka_assign(consumer_.get(), mine.get()) == RD_KAFKA_RESP_ERR_NO_ERROR) return;
    }
    std::unique_lock lock(mutex_);
    room_.wait_for(lock, std::chrono::milliseconds(50), [this] { return stopping_.load(); });
  }
}

void EventReader::run() {
  assign();
  while (!stopping_) {
    const kafka::Message message(rd_kafka_consumer_poll(consumer_.get(), 50));
    if (!message) continue;
    // Markers of transactions take offsets of their own: the end is where Kafka says it is.
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) position_ = message->offset;
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;  // Kafka is away, or the topic is not made yet
    keep(read_message(*message));
    position_ = message->offset + 1;
  }
}

void EventReader::keep(IncomingEvent message) {
  bool first = false;
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return stopping_ || queue_.size() < options_.queue; });
    if (stopping_) return;
    first = queue_.empty();
    queue_.push_back(std::move(message));
    waiting_ = queue_.size();
  }
  if (first && options_.awake) options_.awake();
}

void EventReader::take_all(std::deque<IncomingEvent>& messages) {
  {
    const std::lock_guard lock(mutex_);
    if (messages.empty()) {
      messages.swap(queue_);
    } else {
      std::move(queue_.begin(), queue_.end(), std::back_inserter(messages));
      queue_.clear();
    }
    waiting_ = 0;
  }
  room_.notify_one();
}

void EventReader::commit(std::int64_t offset) {
  const kafka::Partitions mark = kafka::one_partition(options_.topic, options_.partition, offset);
  rd_kafka_commit(consumer_.get(), mark.get(), 1);
}

std::int64_t EventReader::behind() const {
  std::int64_t low = 0, high = -1;
  const std::int64_t position = position_;
  if (rd_kafka_get_watermark_offsets(consumer_.get(), options_.topic.c_str(), options_.partition, &low, &high) !=
          RD_KAFKA_RESP_ERR_NO_ERROR ||
      high < 0 || position < 0)
    return -1;
  return std::max<std::int64_t>(0, high - position);
}

}  // namespace pizza
