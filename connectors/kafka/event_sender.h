// SPDX-License-Identifier: Apache-2.0
// The way out of a KafkaBus: a thread that sends what is durable, in order, a batch a transaction, for as long as it
// takes.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <variant>

#include "connectors/kafka/event_message.h"

namespace pizza {

struct SenderOptions {
  std::string brokers, topic, dead_topic, source;
  std::int32_t partition = 0;
  std::size_t batch = 1'000;                                 // messages a transaction
  std::function<void(std::uint64_t sequence)> acknowledged;  // the highest of a batch that had any
  std::function<void(std::int64_t offset)> commit;           // what was read below it is done with
  std::function<void(const std::string& why)> lost;          // nothing is sent any more
};

// A message that nobody could handle, on its way to the dead-letter topic.
struct DeadLetter {
  IncomingEvent message;
  std::string reason;
  int attempts = 1;
  std::string group;
};
// Its own headers, and why it died: dead_reason, dead_topic, dead_partition, dead_offset, dead_attempts, dead_group.
HeaderList dead_headers(const DeadLetter& letter);

// Everything read below this offset has had its effect; told once what was queued before has been acknowledged.
struct OffsetMark {
  std::int64_t offset = 0;
};

using Outgoing = std::variant<OutgoingEvent, DeadLetter, OffsetMark>;

// All callbacks are called on its own thread.
class EventSender {
 public:
  explicit EventSender(SenderOptions options);
  ~EventSender();  // what was not acknowledged is aborted

  // Takes all; `items` is empty afterwards.
  void push(std::vector<Outgoing>& items);
  std::size_t depth() const { return depth_; }  // items that are not acknowledged
  std::uint64_t transactions() const { return transactions_; }
  // False when everything pushed so far is not acknowledged within `patience` of real time.
  bool drain(Duration patience);

 private:
  enum class Sent { Yes, Again, Never };

  void run();
  bool open();
  Sent send();
  Sent settle(kafka::Error error);
  Sent abort();
  bool finish(std::size_t messages);
  void pause(int tries);
  void give_up(const std::string& why);

  SenderOptions options_;
  std::uint64_t loose_ = 0;  // the next number for an event without a sequence
  std::vector<Outgoing> sending_;
  kafka::Handle producer_;
  std::mutex mutex_;
  std::condition_variable wake_, drained_;
  std::deque<Outgoing> queue_;
  std::atomic<std::size_t> depth_{0};
  std::atomic<std::uint64_t> transactions_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace pizza
