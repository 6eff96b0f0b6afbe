// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/kafka_handle.h"

namespace pizza::kafka {

namespace {

void say_nothing(const rd_kafka_t*, int, const char*, const char*) {}
void keep_calm(rd_kafka_t*, int, const char*, void*) {}

Handle make(rd_kafka_type_t type, const std::string& brokers, const std::vector<Setting>& settings,
            Rebalanced rebalanced, void* opaque) {
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  const auto set = [&](const char* name, const std::string& value) {
    char why[512];
    if (rd_kafka_conf_set(conf, name, value.c_str(), why, sizeof why) == RD_KAFKA_CONF_OK) return;
    rd_kafka_conf_destroy(conf);
    throw KafkaError(std::string("kafka ") + name + ": " + why);
  };
  set("bootstrap.servers", brokers);
  set("client.id", "pizzatwin");
  set("reconnect.backoff.ms", "50");
  set("reconnect.backoff.max.ms", "1000");
  set("topic.metadata.refresh.fast.interval.ms", "100");
  set("socket.timeout.ms", "10000");  // a broker that hangs is gone around; the default is a minute
  set("socket.nagle.disable", "true");
  for (const Setting& setting : settings) set(setting.name, setting.value);
  rd_kafka_conf_set_log_cb(conf, say_nothing);
  rd_kafka_conf_set_error_cb(conf, keep_calm);
  rd_kafka_conf_set_opaque(conf, opaque);
  if (rebalanced != nullptr) rd_kafka_conf_set_rebalance_cb(conf, rebalanced);
  char why[512];
  rd_kafka_t* made = rd_kafka_new(type, conf, why, sizeof why);
  if (made == nullptr) {
    rd_kafka_conf_destroy(conf);
    throw KafkaError(std::string("kafka: ") + why);
  }
  return Handle(made);
}

}  // namespace

Handle make_producer(const std::string& brokers, const std::vector<Setting>& settings) {
  return make(RD_KAFKA_PRODUCER, brokers, settings, nullptr, nullptr);
}

Handle make_consumer(const std::string& brokers, const std::vector<Setting>& settings, Rebalanced rebalanced,
                     void* opaque) {
  Handle made = make(RD_KAFKA_CONSUMER, brokers, settings, rebalanced, opaque);
  rd_kafka_poll_set_consumer(made.get());
  return made;
}

Partitions one_partition(const std::string& topic, std::int32_t partition, std::int64_t offset) {
  Partitions list(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition)->offset = offset;
  return list;
}

std::string text_of(const rd_kafka_error_t& error) {
  return rd_kafka_error_string(&error);
}

}  // namespace pizza::kafka
