// SPDX-License-Identifier: Apache-2.0
#include "connectors/kafka/event_sender.h"

#include <algorithm>
#include <chrono>
#include <random>

#include "core/model/event_id.h"

namespace pizza {

namespace {

// How long one call into librdkafka may block: then we look whether we shall stop.
constexpr int glance_ms = 500;
// A commit that librdkafka 2.0 has given up by itself and is asked for again may end the process by an assertion of its
// own (its issue 4016): a slow broker is given time, and the one who stops waits for it.
constexpr int commit_ms = 5'000;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

HeaderList dead_headers(const DeadLetter& letter) {
  HeaderList headers = letter.message.headers;
  std::erase_if(headers, [](const auto& header) { return header.first.starts_with("dead_"); });
  headers.emplace_back("dead_reason", letter.reason.substr(0, 1'000));
  headers.emplace_back("dead_topic", letter.message.topic);
  headers.emplace_back("dead_partition", std::to_string(letter.message.partition));
  headers.emplace_back("dead_offset", std::to_string(letter.message.offset));
  headers.emplace_back("dead_attempts", std::to_string(letter.attempts));
  headers.emplace_back("dead_group", letter.group);
  return headers;
}

EventSender::EventSender(SenderOptions options)
    : options_(std::move(options)), loose_(std::uint64_t{std::random_device{}()} << 28), thread_([this] { run(); }) {}

EventSender::~EventSender() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void EventSender::push(std::vector<Outgoing>& items) {
  if (items.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    for (Outgoing& item : items) queue_.push_back(std::move(item));
    depth_ = queue_.size() + sending_.size();
  }
  items.clear();
  wake_.notify_one();
}

bool EventSender::drain(Duration patience) {
  std::unique_lock lock(mutex_);
  return drained_.wait_for(lock, std::chrono::milliseconds(patience.ms), [this] { return depth_ == 0; });
}

void EventSender::pause(int tries) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, std::chrono::milliseconds(std::min(2'000, 20 << std::min(tries, 7))),
                 [this] { return stopping_.load(); });
}

void EventSender::give_up(const std::string& why) {
  if (!stopping_ && options_.lost) options_.lost(why);
}

// A transactional id of the realm: whoever opens next with the same one shuts this one out.
bool EventSender::open() {
  try {
    producer_ = kafka::make_producer(options_.brokers,
                                     {{"transactional.id", options_.topic + '-' + std::to_string(options_.partition)},
                                      {"transaction.timeout.ms", "900000"},
                                      {"linger.ms", "1000"},  // a batch leaves whole, with the commit's flush
                                      {"compression.codec", "lz4"},
                                      {"retry.backoff.ms", "50"}});
  } catch (const KafkaError& error) {
    give_up(error.what());
    return false;
  }
  for (int tries = 0; !stopping_; ++tries) {
    const kafka::Error error(rd_kafka_init_transactions(producer_.get(), glance_ms));
    if (!error) return true;
    if (rd_kafka_error_is_fatal(error.get())) {
      give_up(kafka::text_of(*error));
      return false;
    }
    if (rd_kafka_error_code(error.get()) != RD_KAFKA_RESP_ERR__TIMED_OUT) pause(tries);
  }
  return false;
}

void EventSender::run() {
  bool good = open();
  while (good) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) break;
      const std::size_t count = std::min(options_.batch, queue_.size());
      sending_.assign(std::make_move_iterator(queue_.begin()),
                      std::make_move_iterator(queue_.begin() + static_cast<std::ptrdiff_t>(count)));
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    const auto messages =
        static_cast<std::size_t>(std::count_if(sending_.begin(), sending_.end(), [](const Outgoing& item) {
          return !std::holds_alternative<OffsetMark>(item);
        }));
    good = finish(messages);
    {
      const std::lock_guard lock(mutex_);
      if (good) sending_.clear();
      depth_ = queue_.size() + sending_.size();
    }
    drained_.notify_all();
  }
}

// Until the batch is acknowledged; false when that will never be.
bool EventSender::finish(std::size_t messages) {
  for (int tries = 0; messages != 0; ++tries) {
    const Sent sent = send();
    if (sent == Sent::Never || stopping_) return false;
    if (sent == Sent::Yes) break;
    pause(tries);
  }
  if (messages != 0) ++transactions_;
  std::uint64_t sequence = 0;
  std::int64_t offset = -1;
  for (const Outgoing& item : sending_) {
    if (const auto* event = std::get_if<OutgoingEvent>(&item)) sequence = std::max(sequence, event->sequence);
    if (const auto* mark = std::get_if<OffsetMark>(&item)) offset = std::max(offset, mark->offset);
  }
  if (sequence != 0 && options_.acknowledged) options_.acknowledged(sequence);
  if (offset >= 0 && options_.commit) options_.commit(offset);
  return true;
}

EventSender::Sent EventSender::send() {
  rd_kafka_t& producer = *producer_;
  if (const Sent begun = settle(kafka::Error(rd_kafka_begin_transaction(&producer))); begun != Sent::Yes) return begun;
  for (const Outgoing& item : sending_) {
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
    do {
      error = std::visit(
          Overloaded{[&](const OutgoingEvent& event) {
                       const auto realm = static_cast<std::uint32_t>(options_.partition);
                       const std::string id = event_id_text(event.sequence == 0 ? loose_event_id(realm, ++loose_)
                                                                                : event_id(realm, event.sequence));
                       return produce(producer, options_.topic, options_.partition, std::to_string(event.aggregate),
                                      event.bytes, headers_of(event, id, options_.source), event.at);
                     },
                     [&](const DeadLetter& letter) {
                       return produce(producer, options_.dead_topic, RD_KAFKA_PARTITION_UA, letter.message.key,
                                      letter.message.bytes, headers_of(dead_headers(letter)), letter.message.written);
                     },
                     [](const OffsetMark&) { return RD_KAFKA_RESP_ERR_NO_ERROR; }},
          item);
      if (error == RD_KAFKA_RESP_ERR__QUEUE_FULL) rd_kafka_poll(&producer, 10);
    } while (error == RD_KAFKA_RESP_ERR__QUEUE_FULL && !stopping_);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return abort();
  }
  for (;;) {
    kafka::Error error(rd_kafka_commit_transaction(&producer, commit_ms));
    const bool again = error && rd_kafka_error_is_retriable(error.get());
    if (!again) return settle(std::move(error));
    if (stopping_) return Sent::Never;
  }
}

EventSender::Sent EventSender::settle(kafka::Error error) {
  if (!error) return Sent::Yes;
  if (rd_kafka_error_is_fatal(error.get())) {
    give_up(kafka::text_of(*error));
    return Sent::Never;
  }
  return rd_kafka_error_txn_requires_abort(error.get()) ? abort() : Sent::Again;
}

EventSender::Sent EventSender::abort() {
  while (!stopping_) {
    const kafka::Error error(rd_kafka_abort_transaction(producer_.get(), commit_ms));
    if (!error) return Sent::Again;
    if (rd_kafka_error_is_retriable(error.get())) continue;
    if (rd_kafka_error_is_fatal(error.get())) {
      give_up(kafka::text_of(*error));
      return Sent::Never;
    }
    return Sent::Again;
  }
  return Sent::Never;
}

}  // namespace pizza
