// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/dead_letters.h"

#include <charconv>
#include <chrono>
#include <map>
#include <set>

namespace pizza {

namespace {

using Wall = std::chrono::steady_clock;

Problem unreachable(const DeadLetterDesk& desk) {
  return problem(Status::Unavailable, "kafka.unreachable", "no broker of " + desk.brokers + " answers", "kafka");
}

kafka::Handle reader_of(const DeadLetterDesk& desk) {
  return kafka::make_consumer(desk.brokers, {{"group.id", desk.dead_topic + ".replay"},
                                             {"isolation.level", "read_committed"},
                                             {"enable.auto.commit", "false"},
                                             {"auto.offset.reset", "earliest"},
                                             {"enable.partition.eof", "true"}});
}

// Reads all partitions from where the last replay ended, up to their ends.
Result<std::vector<IncomingEvent>> read_all(const DeadLetterDesk& desk, rd_kafka_t& reader, std::size_t limit) {
  const auto deadline = Wall::now() + std::chrono::milliseconds(desk.patience.ms);
  const rd_kafka_metadata_t* found = nullptr;
  rd_kafka_topic_t* topic = rd_kafka_topic_new(&reader, desk.dead_topic.c_str(), nullptr);
  const auto error = rd_kafka_metadata(&reader, 0, topic, &found, static_cast<int>(desk.patience.ms));
  rd_kafka_topic_destroy(topic);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return unreachable(desk);
  const int partitions = found->topic_cnt == 1 ? found->topics[0].partition_cnt : 0;
  rd_kafka_metadata_destroy(found);
  std::vector<IncomingEvent> letters;
  if (partitions == 0) return letters;
  const kafka::Partitions all(rd_kafka_topic_partition_list_new(partitions));
  for (int i = 0; i < partitions; ++i)
    rd_kafka_topic_partition_list_add(all.get(), desk.dead_topic.c_str(), i)->offset = RD_KAFKA_OFFSET_STORED;
  rd_kafka_assign(&reader, all.get());
  std::set<std::int32_t> ended;
  while (static_cast<int>(ended.size()) < partitions && letters.size() < limit) {
    if (Wall::now() > deadline) return unreachable(desk);
    const kafka::Message message(rd_kafka_consumer_poll(&reader, 100));
    if (!message) continue;
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) ended.insert(message->partition);
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) letters.push_back(read_message(*message));
  }
  return letters;
}

std::int32_t number(std::string_view text, std::int32_t otherwise) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value >= 0 ? value : otherwise;
}

bool send_again(rd_kafka_t& producer, const IncomingEvent& letter) {
  HeaderList headers;
  for (const auto& header : letter.headers)
    if (!header.first.starts_with("dead_") && header.first != "replayed") headers.push_back(header);
  headers.emplace_back("replayed", std::to_string(letter.partition) + ':' + std::to_string(letter.offset));
  const std::string topic(letter.header("dead_topic"));
  if (topic.empty()) return false;
  const std::int32_t partition = number(letter.header("dead_partition"), RD_KAFKA_PARTITION_UA);
  return produce(producer, topic, partition, letter.key, letter.bytes, headers_of(headers), letter.written) ==
         RD_KAFKA_RESP_ERR_NO_ERROR;
}

}  // namespace

Result<std::vector<IncomingEvent>> dead_letters(const DeadLetterDesk& desk, std::size_t limit) {
  const kafka::Handle reader = reader_of(desk);
  return read_all(desk, *reader, limit);
}

Result<std::size_t> replay_dead_letters(const DeadLetterDesk& desk, std::size_t limit,
                                        const std::function<bool(const IncomingEvent&)>& wanted) {
  const kafka::Handle reader = reader_of(desk);
  auto letters = read_all(desk, *reader, limit);
  if (!letters) return letters.problem();
  const kafka::Handle producer =
      kafka::make_producer(desk.brokers, {{"transactional.id", desk.dead_topic + ".replay"}});
  const int patience = static_cast<int>(desk.patience.ms);
  const auto failed = [&](rd_kafka_error_t* raw) {
    const kafka::Error error(raw);
    return error != nullptr;
  };
  if (failed(rd_kafka_init_transactions(producer.get(), patience)) ||
      failed(rd_kafka_begin_transaction(producer.get())))
    return unreachable(desk);
  std::map<std::int32_t, std::int64_t> done;
  std::set<std::int32_t> kept;
  std::size_t sent = 0;
  for (const IncomingEvent& letter : *letters) {
    if (kept.contains(letter.partition)) continue;
    if (!wanted(letter) || !send_again(*producer, letter)) {
      kept.insert(letter.partition);
      continue;
    }
    done[letter.partition] = letter.offset + 1;
    ++sent;
  }
  const kafka::Partitions marks(rd_kafka_topic_partition_list_new(static_cast<int>(done.size())));
  for (const auto& [partition, offset] : done)
    rd_kafka_topic_partition_list_add(marks.get(), desk.dead_topic.c_str(), partition)->offset = offset;
  const kafka::Owned<rd_kafka_consumer_group_metadata_t> group(rd_kafka_consumer_group_metadata(reader.get()));
  if (sent != 0 && failed(rd_kafka_send_offsets_to_transaction(producer.get(), marks.get(), group.get(), patience)))
    return unreachable(desk);
  if (failed(rd_kafka_commit_transaction(producer.get(), patience))) return unreachable(desk);
  return sent;
}

}  // namespace pizza
