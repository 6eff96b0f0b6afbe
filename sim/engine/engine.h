// SPDX-License-Identifier: Apache-2.0
// The virtual clock over the event queue: takes events in order, sets the clock to each, hands it to one handler.
#pragma once

#include <cstdint>

#include "sim/engine/event_queue.h"

namespace pizza::sim {

// A value, like the queue: a copy is a fork that goes its own way from the same instant. It holds no handler; who runs
// it passes one, called as handler(const Event&) without indirection. A handler may schedule, cancel and stop.
class Engine {
 public:
  explicit Engine(Instant start) : now_(start) {}

  Instant now() const { return now_; }

  // Schedules at an instant. One that lies in the past is taken as now, so that the event is not lost and the clock
  // never runs backwards; `clamped` counts such calls, and a sound simulation keeps it at 0. Throws as EventQueue.
  EventHandle schedule(Instant at, EventKind kind, Priority priority = Priority::Normal, Payload payload = {}) {
    if (at < now_) {
      at = now_;
      ++clamped_;
    }
    return queue_.schedule(at, kind, priority, payload);
  }

  EventHandle schedule_in(Duration delay, EventKind kind, Priority priority = Priority::Normal, Payload payload = {}) {
    return schedule(now_ + delay, kind, priority, payload);
  }

  bool cancel(EventHandle handle) { return queue_.cancel(handle); }

  // Serves every event up to and including `end`, those scheduled meanwhile too, then sets the clock to `end`.
  // If a handler calls `stop`, it returns after that event with the clock at it; the next run goes on from there.
  // An `end` before now serves nothing and leaves the clock. Returns the number of events served.
  template <class Handler>
  std::uint64_t run_until(Instant end, Handler&& handler) {
    stopping_ = false;
    std::uint64_t served = 0;
    Event event;
    while (!stopping_ && queue_.pop_until(end, event)) {
      now_ = event.at;
      ++served;
      handler(static_cast<const Event&>(event));
    }
    if (!stopping_ && now_ < end) now_ = end;
    served_ += served;
    return served;
  }

  // Serves the next event, whenever it is; false if nothing is pending.
  template <class Handler>
  bool step(Handler&& handler) {
    Event event;
    if (!queue_.pop(event)) return false;
    now_ = event.at;
    ++served_;
    handler(static_cast<const Event&>(event));
    return true;
  }

  // Called by a handler: ends the run after the current event.
  void stop() { stopping_ = true; }

  Instant next_time() { return queue_.next_time(); }
  const EventQueue& queue() const { return queue_; }

  // Events served by all runs and steps so far (those of a run are added when it returns).
  std::uint64_t served() const { return served_; }
  std::uint64_t clamped() const { return clamped_; }

 private:
  EventQueue queue_;
  Instant now_;
  std::uint64_t served_ = 0;
  std::uint64_t clamped_ = 0;
  bool stopping_ = false;
};

}  // namespace pizza::sim
