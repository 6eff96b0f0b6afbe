// SPDX-License-Identifier: Apache-2.0
// What the services do by themselves: when they hear an event, and when a record says that the time has come. Each
// service has a table of both beside it; core/wiring.h puts them together.
#pragma once

#include <span>
#include <string_view>

#include "core/ports/unit_of_work.h"

namespace pizza {

// A consumer's answer to an event. All consumers of an event answer in one unit of work, together with the mark that
// the event is consumed: so each effect happens once. A reaction never fails: what it cannot do it records as an event.
struct Reaction {
  const EventType* to;
  std::string_view consumer;  // the service's name
  void (*react)(UnitOfWork& work, const void* event);
};

// `Consumer` holds no state and has `void on(UnitOfWork&, const E&) const`.
template <class Consumer, class E>
Reaction reaction(std::string_view consumer) {
  return {&event_type<E>(), consumer,
          [](UnitOfWork& work, const void* event) { Consumer{}.on(work, *static_cast<const E*>(event)); }};
}

// A durable timer: an ordered index over an optional instant of a record says what waits, and until when. Whoever sets
// the instant arms a Timer after the commit; after a restart all are armed anew from the index.
struct TimerRule {
  TimerKind kind;
  const RecordType* type;
  std::uint16_t field;
  // The time has come, perhaps: looks at the record first.
  void (*fire)(UnitOfWork& work, std::uint64_t key);
  // After a restart. Null: arm the timer for the instant that the record names.
  void (*resume)(UnitOfWork& work, std::uint64_t key) = nullptr;
};

template <auto Member>
TimerRule timer_rule(TimerKind kind, void (*fire)(UnitOfWork&, std::uint64_t),
                     void (*resume)(UnitOfWork&, std::uint64_t) = nullptr) {
  using T = typename MemberTraits<decltype(Member)>::Class;
  return {kind, &record_type<T>(), field_number<Member>(), fire, resume};
}

}  // namespace pizza
