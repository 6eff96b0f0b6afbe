// SPDX-License-Identifier: Apache-2.0
// The way in of a KafkaBus: a thread that reads one partition's committed messages ahead into a bounded queue.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "connectors/kafka/event_message.h"

namespace pizza {

struct ReaderOptions {
  std::string brokers, topic, group;
  std::int32_t partition = 0;
  std::size_t queue = 10'000;   // messages read ahead
  std::function<void()> awake;  // on the reader's thread: there are messages where there were none
};

class EventReader {
 public:
  explicit EventReader(ReaderOptions options);
  ~EventReader();

  // Moves all that has been read to the end of `messages`; for one thread.
  void take_all(std::deque<IncomingEvent>& messages);
  std::size_t waiting() const { return waiting_; }
  // The group goes on from here after a restart. Returns at once; any thread.
  void commit(std::int64_t offset);
  // Committed messages of the partition that have not been read; -1 while Kafka has not told.
  std::int64_t behind() const;

 private:
  void assign();
  void run();
  void keep(IncomingEvent message);

  ReaderOptions options_;
  kafka::Handle consumer_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::deque<IncomingEvent> queue_;
  std::atomic<std::size_t> waiting_{0};
  std::atomic<std::int64_t> position_{-1};  // the next offset to read
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace pizza
