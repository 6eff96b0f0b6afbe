// SPDX-License-Identifier: Apache-2.0
#include "connectors/bus/in_process_bus.h"

#include <algorithm>
#include <utility>

namespace pizza {

namespace {

constexpr std::size_t smallest = 64;
// Below this a ring is not worth giving back.
constexpr std::size_t kept = 4096;

}  // namespace

void InProcessBus::publish(EventEnvelope event) {
  if (waiting_ == ring_.size()) resize(std::max(smallest, ring_.size() * 2));
  ring_[(first_ + waiting_) & (ring_.size() - 1)] = std::move(event);
  ++waiting_;
}

bool InProcessBus::take(EventEnvelope& event) {
  if (waiting_ == 0) return false;
  event = std::move(ring_[first_]);
  // What moving left behind is what `event` held before: it goes now, not when the ring comes round.
  ring_[first_] = {};
  first_ = (first_ + 1) & (ring_.size() - 1);
  --waiting_;
  if (ring_.size() > kept && waiting_ < ring_.size() / 8) resize(ring_.size() / 2);
  return true;
}

void InProcessBus::resize(std::size_t capacity) {
  std::vector<EventEnvelope> ring(capacity);
  for (std::size_t i = 0; i < waiting_; ++i) ring[i] = std::move(ring_[(first_ + i) & (ring_.size() - 1)]);
  ring_ = std::move(ring);
  first_ = 0;
}

}  // namespace pizza
