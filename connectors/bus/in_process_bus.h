// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/ports/event_bus.h"

namespace pizza {

// A queue within the process: first in, first out, for the one thread that owns it. Its ring grows when it is full and
// shrinks when a wave has passed, so memory follows what waits. What waits is lost with the process; a store that keeps
// the outbox gives it back.
class InProcessBus : public EventBus {
 public:
  void publish(EventEnvelope event) override;
  bool take(EventEnvelope& event) override;
  std::size_t waiting() const override { return waiting_; }
  // How many events the ring has room for now: a power of two.
  std::size_t capacity() const { return ring_.size(); }

 private:
  void resize(std::size_t capacity);

  std::vector<EventEnvelope> ring_;
  std::size_t first_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace pizza
