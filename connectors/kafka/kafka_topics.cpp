// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/kafka_topics.h"

#include <charconv>
#include <chrono>
#include <thread>

#include "connectors/kafka/kafka_handle.h"

namespace pizza {

namespace {

using Wall = std::chrono::steady_clock;

struct DestroyAdmin {
  void operator()(rd_kafka_NewTopic_t* topic) const { rd_kafka_NewTopic_destroy(topic); }
  void operator()(rd_kafka_queue_t* queue) const { rd_kafka_queue_destroy(queue); }
  void operator()(rd_kafka_event_t* event) const { rd_kafka_event_destroy(event); }
  void operator()(rd_kafka_AdminOptions_t* options) const { rd_kafka_AdminOptions_destroy(options); }
  void operator()(const rd_kafka_metadata_t* metadata) const { rd_kafka_metadata_destroy(metadata); }
};
template <class T>
using Admin = std::unique_ptr<T, DestroyAdmin>;

Problem topic_problem(const TopicWish& wish, const std::string& why) {
  return problem(Status::Unavailable, "kafka.topic", "topic " + wish.name + ": " + why, "kafka");
}

// How many partitions it has; 0 where it is not there; -1 where nobody answers.
std::int32_t partitions_of(rd_kafka_t& handle, const std::string& topic, int patience_ms) {
  const rd_kafka_metadata_t* found = nullptr;
  rd_kafka_topic_t* named = rd_kafka_topic_new(&handle, topic.c_str(), nullptr);
  const rd_kafka_resp_err_t error = rd_kafka_metadata(&handle, 0, named, &found, patience_ms);
  rd_kafka_topic_destroy(named);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return -1;
  const Admin<const rd_kafka_metadata_t> metadata(found);
  if (metadata->topic_cnt != 1 || metadata->topics[0].err != RD_KAFKA_RESP_ERR_NO_ERROR) return 0;
  return metadata->topics[0].partition_cnt;
}

// Empty when it is made, or another was quicker.
std::string create(rd_kafka_t& handle, const TopicWish& wish, int patience_ms) {
  char why[256] = "";
  const Admin<rd_kafka_NewTopic_t> topic(
      rd_kafka_NewTopic_new(wish.name.c_str(), wish.partitions, -1, why, sizeof why));
  if (!topic) return why;
  rd_kafka_NewTopic_set_config(topic.get(), "retention.ms", std::to_string(wish.keep.ms).c_str());
  const Admin<rd_kafka_AdminOptions_t> options(rd_kafka_AdminOptions_new(&handle, RD_KAFKA_ADMIN_OP_CREATETOPICS));
  rd_kafka_AdminOptions_set_operation_timeout(options.get(), patience_ms, nullptr, 0);
  rd_kafka_AdminOptions_set_request_timeout(options.get(), patience_ms, nullptr, 0);
  const Admin<rd_kafka_queue_t> queue(rd_kafka_queue_new(&handle));
  rd_kafka_NewTopic_t* topics[]{topic.get()};
  rd_kafka_CreateTopics(&handle, topics, 1, options.get(), queue.get());
  const Admin<rd_kafka_event_t> event(rd_kafka_queue_poll(queue.get(), patience_ms + 1'000));
  if (!event) return "not made in time";
  if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) return rd_kafka_event_error_string(event.get());
  std::size_t count = 0;
  const rd_kafka_topic_result_t** results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
  if (count != 1) return "not made";
  const rd_kafka_resp_err_t error = rd_kafka_topic_result_error(results[0]);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) return {};
  return rd_kafka_err2str(error);
}

}  // namespace

Outcome check_brokers(std::string_view brokers) {
  const Problem bad = problem(Status::BadRequest, "kafka.address", "expected HOST:PORT, several with commas", "kafka");
  if (brokers.empty() || brokers.size() > 4'096) return bad;
  while (!brokers.empty()) {
    const std::string_view one = brokers.substr(0, brokers.find(','));
    brokers.remove_prefix(std::min(brokers.size(), one.size() + 1));
    const std::size_t colon = one.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return bad;
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(one.data() + colon + 1, one.data() + one.size(), port);
    if (error != std::errc{} || end != one.data() + one.size() || port == 0) return bad;
  }
  return Done{};
}

Outcome ensure_topic(const std::string& brokers, const TopicWish& wish, Duration patience) {
  if (const Outcome good = check_brokers(brokers); !good) return good;
  const kafka::Handle handle = kafka::make_producer(brokers, {});
  const auto deadline = Wall::now() + std::chrono::milliseconds(patience.ms);
  std::string why;
  bool reached = false;
  // A topic that has just been made may not be known to every broker at once.
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Wall::now()).count();
    if (left <= 0) break;
    const int patience_ms = static_cast<int>(std::min<long>(left, 5'000));
    const std::int32_t partitions = partitions_of(*handle, wish.name, patience_ms);
    reached |= partitions >= 0;
    if (partitions >= wish.partitions) return Done{};
    if (partitions > 0)
      return topic_problem(wish, "it has " + std::to_string(partitions) + " partitions, and " +
                                     std::to_string(wish.partitions) + " are needed");
    if (partitions == 0) why = create(*handle, wish, patience_ms);
    if (partitions < 0 || !why.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (!reached)
    return problem(Status::Unavailable, "kafka.unreachable", "no broker of " + brokers + " answers", "kafka");
  return topic_problem(wish, why.empty() ? "not made in time" : why);
}

}  // namespace pizza
