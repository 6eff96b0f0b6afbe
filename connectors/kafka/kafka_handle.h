// SPDX-License-Identifier: Apache-2.0
// librdkafka's objects as owners. Nothing here knows of events.
#pragma once

#include <librdkafka/rdkafka.h>

#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pizza {

// A setting that librdkafka refuses, or a call that this program uses wrongly: never Kafka being away.
class KafkaError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace kafka {

struct Destroy {
  void operator()(rd_kafka_t* handle) const { rd_kafka_destroy(handle); }
  void operator()(rd_kafka_error_t* error) const { rd_kafka_error_destroy(error); }
  void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
  void operator()(rd_kafka_headers_t* headers) const { rd_kafka_headers_destroy(headers); }
  void operator()(rd_kafka_topic_partition_list_t* list) const { rd_kafka_topic_partition_list_destroy(list); }
  void operator()(rd_kafka_consumer_group_metadata_t* group) const { rd_kafka_consumer_group_metadata_destroy(group); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;

using Handle = Owned<rd_kafka_t>;
using Error = Owned<rd_kafka_error_t>;
using Message = Owned<rd_kafka_message_t>;
using Partitions = Owned<rd_kafka_topic_partition_list_t>;

struct Setting {
  const char* name;
  std::string value;
};

using Rebalanced = void (*)(rd_kafka_t*, rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t*, void* opaque);

// Connects by itself, as often as needed; that Kafka is away is no error here. Settings go over those that all handles
// share: come back within a second, log nothing.
Handle make_producer(const std::string& brokers, const std::vector<Setting>& settings);
Handle make_consumer(const std::string& brokers, const std::vector<Setting>& settings, Rebalanced rebalanced = nullptr,
                     void* opaque = nullptr);

Partitions one_partition(const std::string& topic, std::int32_t partition, std::int64_t offset);
std::string text_of(const rd_kafka_error_t& error);

}  // namespace kafka
}  // namespace pizza
