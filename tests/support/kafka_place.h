// SPDX-License-Identifier: Apache-2.0
// A real broker for a test program, topics of their own for each test, and a bus that can be waited for.
#pragma once

#include <condition_variable>
#include <mutex>

#include "connectors/kafka/kafka_bus.h"
#include "connectors/kafka/kafka_topics.h"
#include "connectors/servers/local_kafka.h"
#include "tests/contract/sample_events.h"

namespace pizza {

inline const EventType* sample_type_of(std::string_view name) {
  for (const EventType* type : {&event_type<samples::Counted>(), &event_type<samples::Rang>()})
    if (type->schema->name == name) return type;
  return nullptr;
}

// Counts what is told from other threads, so that a test can wait for it.
class Bell {
 public:
  void ring(const std::string& word = {}) {
    const std::lock_guard lock(mutex_);
    ++rings_;
    word_ = word;
    wake_.notify_all();
  }
  // Waits until `done`, which is looked at after each ring; false after a minute.
  template <class Done>
  bool wait(Done&& done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!done()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      // Some of what is waited for rings no bell: looked at again now and then.
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, std::chrono::milliseconds(20));
    }
    return true;
  }
  std::string word() {
    const std::lock_guard lock(mutex_);
    return word_;
  }
  int rings() {
    const std::lock_guard lock(mutex_);
    return rings_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  int rings_ = 0;
  std::string word_;
};

class KafkaPlace {
 public:
  explicit KafkaPlace(int brokers = 1) : server(options_for(brokers)) {}

  LocalKafka server;

  // Options for a bus of a new topic; throws where it cannot be made.
  KafkaBusOptions next(std::int32_t partitions = 1) {
    KafkaBusOptions options;
    options.brokers = server.brokers();
    options.topic = "events" + std::to_string(++made_);
    options.dead_topic = options.topic + ".dead";
    options.type_of = sample_type_of;
    make(options.topic, partitions);
    make(options.dead_topic, 1);
    return options;
  }

 private:
  static LocalKafka::Options options_for(int brokers) {
#ifdef __SANITIZE_THREAD__
    // librdkafka starts its threads by C11's thrd_create, which this sanitizer does not see: it crashes in the first.
    throw ServerMissing("the thread sanitizer cannot follow the threads of Kafka's library");
#endif
    return {{}, brokers, false, {}};
  }
  void make(const std::string& topic, std::int32_t partitions) {
    const Outcome made = ensure_topic(server.brokers(), {topic, partitions}, seconds(60));
    if (!made) throw std::runtime_error(made.problem().detail);
  }
  int made_ = 0;
};

// A bus and the bell that it rings.
struct RungBus {
  explicit RungBus(KafkaBusOptions options) {
    options.awake = [this] { awake.ring(); };
    options.lost = [this](const std::string& why) { lost.ring(why); };
    bus = std::make_unique<KafkaBus>(std::move(options));
  }

  void publish(std::uint64_t sequence) {
    bus->publish(
        {sequence, Instant{static_cast<std::int64_t>(sequence) * 10}, samples::holder(samples::Counted(sequence))});
  }
  bool wait_for_message() {
    return awake.wait([&] { return bus->waiting() != 0; });
  }
  // Takes until `count` have come; what came by then. Fewer where no more came within a minute.
  std::vector<std::uint64_t> take(std::size_t count) {
    std::vector<std::uint64_t> numbers;
    EventEnvelope event;
    while (numbers.size() < count && wait_for_message())
      while (numbers.size() < count && bus->take(event)) {
        const auto* counted = event.as<samples::Counted>();
        numbers.push_back(counted == nullptr ? 0 : counted->number);
      }
    return numbers;
  }
  bool wait_until_published(std::uint64_t sequence) {
    return awake.wait([&] { return bus->published_through() >= sequence; });
  }

  Bell awake, lost;
  std::unique_ptr<KafkaBus> bus;  // goes before its bells
};

inline std::vector<std::uint64_t> numbers(std::uint64_t first, std::uint64_t last) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t n = first; n <= last; ++n) all.push_back(n);
  return all;
}

}  // namespace pizza
