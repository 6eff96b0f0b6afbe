// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/kafka_listener.h"

#include <algorithm>

namespace pizza {

namespace {

constexpr std::size_t most_ids = 4'096;  // remembered a partition

}  // namespace

KafkaListener::KafkaListener(KafkaListenerOptions options) : options_(std::move(options)) {
  consumer_ = kafka::make_consumer(options_.brokers,
                                   {{"group.id", options_.group},
                                    {"isolation.level", "read_committed"},
                                    {"enable.auto.commit", "true"},
                                    {"auto.commit.interval.ms", "1000"},
                                    {"enable.auto.offset.store", "false"},
                                    {"auto.offset.reset", "earliest"},
                                    {"partition.assignment.strategy", "cooperative-sticky"},
                                    {"session.timeout.ms", "10000"},
                                    {"heartbeat.interval.ms", "1000"},
                                    {"enable.partition.eof", "true"},
                                    {"fetch.error.backoff.ms", "50"}},
                                   rebalanced, this);
  const kafka::Partitions topics = kafka::one_partition(options_.topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_OFFSET_INVALID);
  if (const auto error = rd_kafka_subscribe(consumer_.get(), topics.get()); error != RD_KAFKA_RESP_ERR_NO_ERROR)
    throw KafkaError(std::string("kafka: ") + rd_kafka_err2str(error));
  thread_ = std::thread([this] { run(); });
}

KafkaListener::~KafkaListener() {
  stopping_ = true;
  thread_.join();
  rd_kafka_consumer_close(consumer_.get());  // commits what was stored
}

KafkaListenerTally KafkaListener::tally() const {
  return {heard_, doubles_, dead_, rebalances_, behind_};
}

void KafkaListener::rebalanced(rd_kafka_t*, rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t* list,
                               void* self) {
  static_cast<KafkaListener*>(self)->share(what, list);
}

// Called within a poll, so between two events: nothing is half done when a partition goes.
void KafkaListener::share(rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t* list) {
  const bool given = what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS;
  // Whoever is given the partition goes on from what we have said, so it must be said before it is let go.
  if (!given && !rd_kafka_assignment_lost(consumer_.get())) rd_kafka_commit(consumer_.get(), nullptr, 0);
  for (int i = 0; i < list->cnt; ++i) {
    const std::int32_t partition = list->elems[i].partition;
    if (given) {
      mine_.insert(partition);
    } else {
      mine_.erase(partition);
      // Others go on with it: should it come back, what we remember may be older than where they were.
      memory_.erase(partition);
    }
  }
  const kafka::Error error(given ? rd_kafka_incremental_assign(consumer_.get(), list)
                                 : rd_kafka_incremental_unassign(consumer_.get(), list));
  ++rebalances_;
  behind_ = -1;
  if (options_.shared) options_.shared(mine_);
}

void KafkaListener::run() {
  while (!stopping_) {
    const kafka::Message message(rd_kafka_consumer_poll(consumer_.get(), 50));
    if (!message) {
      count_behind();
      continue;
    }
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
      memory_[message->partition].position = message->offset;
      count_behind();
    }
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    const IncomingEvent event = read_message(*message);
    if (double_of_earlier(event)) {
      ++doubles_;
    } else if (!hear(event)) {
      return;
    }
    memory_[event.partition].position = event.offset + 1;
    rd_kafka_offset_store(message->rkt, message->partition, message->offset);
  }
}

// False: stopped before it was done with.
bool KafkaListener::hear(const IncomingEvent& message) {
  OpenedEvent opened = open_event(message, options_.type_of ? options_.type_of(message.type()) : nullptr);
  if (!opened.why_not.empty()) return bury(message, opened.why_not, 1);
  std::string why;
  for (int tries = 0; tries < options_.tries; ++tries) {
    try {
      options_.heard(opened.envelope, message);
      ++heard_;
      return true;
    } catch (const std::exception& error) {
      why = error.what();
    }
  }
  return bury(message, why, options_.tries);
}

bool KafkaListener::double_of_earlier(const IncomingEvent& message) {
  Memory& memory = memory_[message.partition];
  if (message.replayed()) return false;
  if (const std::uint64_t sequence = message.sequence(); sequence != 0) {
    if (sequence <= memory.sequence) return true;
    memory.sequence = sequence;
    return false;
  }
  if (message.id().empty()) return false;
  if (!memory.ids.emplace(message.id()).second) return true;
  memory.by_age.emplace_back(message.id());
  if (memory.by_age.size() > most_ids) {
    memory.ids.erase(memory.by_age.front());
    memory.by_age.pop_front();
  }
  return false;
}

// Returns when Kafka has it: until then the group must not go on.
bool KafkaListener::bury(const IncomingEvent& message, const std::string& reason, int attempts) {
  if (options_.dead_topic.empty()) {
    ++dead_;
    return true;
  }
  if (!burier_)
    burier_ = kafka::make_producer(options_.brokers, {{"enable.idempotence", "true"}, {"message.timeout.ms", "0"}});
  const HeaderList headers = dead_headers({message, reason, attempts, options_.group});
  while (produce(*burier_, options_.dead_topic, RD_KAFKA_PARTITION_UA, message.key, message.bytes, headers_of(headers),
                 message.written) == RD_KAFKA_RESP_ERR__QUEUE_FULL)
    rd_kafka_poll(burier_.get(), 50);
  while (rd_kafka_flush(burier_.get(), 200) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    if (stopping_) return false;
  }
  ++dead_;
  return true;
}

void KafkaListener::count_behind() {
  std::int64_t all = 0;
  for (const std::int32_t partition : mine_) {
    std::int64_t low = 0, high = -1;
    const std::int64_t position = memory_[partition].position;
    if (position < 0 || rd_kafka_get_watermark_offsets(consumer_.get(), options_.topic.c_str(), partition, &low,
                                                       &high) != RD_KAFKA_RESP_ERR_NO_ERROR)
      return;
    all += std::max<std::int64_t>(0, high - position);
  }
  behind_ = all;
}

}  // namespace pizza
