// SPDX-License-Identifier: Apache-2.0
// What waits in the simulator's queue: a plain tagged value, so that a pending event costs no allocation, can be copied
// with the queue (a fork), and means the same after a copy.
#pragma once

#include <cstdint>

#include "core/model/instant.h"

namespace pizza::sim {

// What an event means; each simulation numbers its own kinds and dispatches with a switch.
enum class EventKind : std::uint16_t {};

// Which of two events at the same instant comes first: the smaller value. Values between the named ones are allowed.
enum class Priority : std::uint8_t { First = 0, Early = 64, Normal = 128, Late = 192, Last = 255 };

// Two words that only the event's kind gives a meaning: ids, indexes, packed small integers.
struct Payload {
  std::uint64_t a = 0;
  std::uint64_t b = 0;

  friend bool operator==(const Payload&, const Payload&) = default;
};

// Names one scheduled event, for cancelling. Plain and small, so an agent can keep it in its state.
// A slot of the queue is used again and again; the generation tells its uses apart (2^40 of them), so a handle whose
// event has fired or was cancelled is merely stale, and cancelling it does nothing. A default handle names no event.
struct EventHandle {
  std::uint64_t value = 0;  // generation << 24 | slot; one word, because bit fields measured slower

  constexpr std::uint32_t slot() const { return static_cast<std::uint32_t>(value & 0xFF'FFFF); }
  constexpr std::uint64_t generation() const { return value >> 24; }
  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr bool operator==(EventHandle, EventHandle) = default;
};

// An event as its handler sees it. `sequence` is the number of the `schedule` call on that queue, from 0:
// at the same instant and priority, first scheduled is first served.
struct Event {
  Instant at;
  std::uint64_t sequence = 0;
  Payload payload;
  EventHandle handle;
  EventKind kind{};
  Priority priority = Priority::Normal;
};
static_assert(sizeof(EventHandle) == 8);
static_assert(sizeof(Event) <= 48);

}  // namespace pizza::sim
