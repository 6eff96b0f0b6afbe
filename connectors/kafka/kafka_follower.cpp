// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/kafka_follower.h"

namespace pizza {

namespace {

// How long one call into librdkafka may block: then we look whether we shall stop.
constexpr Duration glance = milliseconds(500);

struct Partitions {
  std::int32_t all = 0, led = 0;
};

// Of the topic; none where nobody answers in time. By metadata: a question for offsets goes on for as long as its
// broker is away, whatever is asked.
Partitions count_partitions(rd_kafka_t& client, const std::string& topic, Duration patience) {
  const struct rd_kafka_metadata* told = nullptr;
  if (rd_kafka_metadata(&client, 0, nullptr, &told, static_cast<int>(patience.ms)) != RD_KAFKA_RESP_ERR_NO_ERROR)
    return {};
  Partitions found;
  for (int i = 0; i < told->topic_cnt; ++i) {
    const rd_kafka_metadata_topic& each = told->topics[i];
    if (topic != each.topic || each.err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    found.all = each.partition_cnt;
    for (std::int32_t k = 0; k < found.all; ++k) found.led += each.partitions[k].leader >= 0 ? 1 : 0;
  }
  rd_kafka_metadata_destroy(told);
  return found;
}

}  // namespace

// Kafka's library wants the name of a group even from who is in none.
KafkaFollower::KafkaFollower(KafkaFollowerOptions options)
    : options_(std::move(options)),
      consumer_(kafka::make_consumer(options_.brokers, {{"group.id", "pizzatwin-follower"},
                                                        {"isolation.level", "read_committed"},
                                                        {"enable.auto.commit", "false"},
                                                        {"enable.auto.offset.store", "false"},
                                                        {"auto.offset.reset", "latest"},
                                                        {"topic.metadata.refresh.interval.ms", "2000"},
                                                        {"fetch.error.backoff.ms", "50"}})) {
  thread_ = std::thread([this] { run(); });
}

KafkaFollower::~KafkaFollower() {
  stopping_ = true;
  thread_.join();
  rd_kafka_consumer_close(consumer_.get());
}

bool KafkaFollower::reachable(Duration patience) const {
  return count_partitions(*consumer_, options_.topic, patience).led > 0;
}

// With offsets that were asked for before: a partition that is assigned with "the end" while its broker is away may
// never be read at all.
bool KafkaFollower::assign() {
  const auto [partitions, led] = count_partitions(*consumer_, options_.topic, glance);
  if (partitions == 0 || led < partitions) return false;  // one that is left out now would never be read
  const kafka::Partitions all(rd_kafka_topic_partition_list_new(partitions));
  for (std::int32_t partition = 0; partition < partitions; ++partition) {
    std::int64_t first = 0, end = 0;
    if (rd_kafka_query_watermark_offsets(consumer_.get(), options_.topic.c_str(), partition, &first, &end,
                                         static_cast<int>(glance.ms)) != RD_KAFKA_RESP_ERR_NO_ERROR)
      return false;
    rd_kafka_topic_partition_list_add(all.get(), options_.topic.c_str(), partition)->offset = end;
  }
  return rd_kafka_assign(consumer_.get(), all.get()) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

void KafkaFollower::run() {
  while (!stopping_) {
    if (!positioned_) positioned_ = assign();
    const kafka::Message message(rd_kafka_consumer_poll(consumer_.get(), 50));
    if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) hear(read_message(*message));
  }
}

void KafkaFollower::hear(const IncomingEvent& message) {
  if (const std::uint64_t sequence = message.sequence(); sequence != 0 && !message.replayed()) {
    std::uint64_t& through = heard_through_[message.partition];
    if (sequence <= through) return;
    through = sequence;
  }
  const OpenedEvent opened = open_event(message, options_.type_of ? options_.type_of(message.type()) : nullptr);
  if (opened.why_not.empty()) options_.heard(opened.envelope);
}

}  // namespace pizza
