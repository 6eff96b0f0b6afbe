// SPDX-License-Identifier: Apache-2.0
#include "app/composition/simulated_city/on_servers/lockstep_bus.h"

#include <chrono>
#include <stdexcept>

namespace pizza {

namespace {

constexpr auto patience_with_kafka = std::chrono::minutes(1);

}  // namespace

LockstepBus::LockstepBus(KafkaBusOptions options, PostgresStore& store)
    : store_(store), bus_([&] {
        options.awake = [this] { ring(); };
        options.lost = [this](const std::string& why) {
          {
            const std::lock_guard lock(mutex_);
            lost_ = why;
          }
          ring();
        };
        return std::move(options);
      }()) {}

void LockstepBus::ring() {
  {
    const std::lock_guard lock(mutex_);
    rung_ = true;
  }
  awake_.notify_one();
}

void LockstepBus::publish(EventEnvelope event) {
  ++on_their_way_;
  bus_.publish(std::move(event));
}

bool LockstepBus::take(EventEnvelope& event) {
  if (on_their_way_ == 0) return false;
  while (!bus_.take(event)) {
    send();
    wait_for_message();
  }
  --on_their_way_;
  ++taken_;
  return true;
}

// The store first: nothing is told that could still be lost.
void LockstepBus::send() {
  store_.published(bus_.published_through());
  store_.flush();
  bus_.flushed();
}

void LockstepBus::wait_for_message() {
  const auto deadline = std::chrono::steady_clock::now() + patience_with_kafka;
  std::unique_lock lock(mutex_);
  while (bus_.waiting() == 0) {
    if (!lost_.empty()) throw std::runtime_error("kafka: " + lost_);
    if (!awake_.wait_until(lock, deadline, [this] { return rung_; }))
      throw std::runtime_error("kafka: " + std::to_string(on_their_way_) + " events do not come back");
    rung_ = false;
  }
}

bool LockstepBus::finish(Duration patience) {
  send();
  if (!bus_.drain(patience)) return false;
  send();  // takes out the rows that are published by now
  return store_.outbox_depth() == 0;
}

}  // namespace pizza
