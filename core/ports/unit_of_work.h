// SPDX-License-Identifier: Apache-2.0
// What a command reads and changes the world through. It reads records, and it records events; each event is folded
// into the records at once, so the command sees what it did. Everything commits together or not at all.
#pragma once

#include <limits>
#include <utility>
#include <vector>

#include "core/ports/changes.h"
#include "core/ports/effect.h"
#include "core/ports/event.h"
#include "core/ports/surroundings.h"

namespace pizza {

// Every event type of the business. Specialised by the services' catalogue, one line an event.
template <class E>
const EventType& event_type();

template <class E>
const E* EventEnvelope::as() const {
  return &event.type() == &event_type<E>() ? static_cast<const E*>(event.get()) : nullptr;
}

class UnitOfWork {
 public:
  UnitOfWork(Store& store, Instant now, const Surroundings& around = {})
      : changes_(store), now_(now), around_(around) {}

  // The instant of this unit of work; the same for all it does.
  Instant now() const { return now_; }
  // What there is outside.
  const Surroundings& around() const { return around_; }

  // Valid until the next event is recorded.
  template <class T>
  const T* find(Id<T> id) {
    return changes_.find(id);
  }
  template <class T>
  const T* find_at(std::uint64_t key) {
    return changes_.find_at<T>(key);
  }

  // Keys of the records whose indexed field equals `value`, ascending: find_where<&Order::user>(id).
  template <auto Member, class Value>
  std::vector<std::uint64_t> find_where(const Value& value,
                                        std::size_t limit = std::numeric_limits<std::size_t>::max()) {
    using T = typename MemberTraits<decltype(Member)>::Class;
    static const int index = record_type<T>().index_position(field_number<Member>());
    std::vector<std::uint64_t> keys;
    changes_.find_equal(record_type<T>(), index, index_value(value), limit, keys);
    return keys;
  }

  // A new key; it is used up even when the unit of work fails.
  template <class T>
  Id<T> allocate() {
    return {changes_.store().allocate(record_type<T>())};
  }

  template <class E>
  void record(E event) {
    take(event_type<E>(), new E(std::move(event)));
  }

  void after_commit(Effect effect);

  // For whoever opened it.
  Changes& changes() { return changes_; }
  std::vector<EventHolder>& events() { return events_; }
  std::vector<Effect>& effects() { return effects_; }
  void reset(Instant now) {
    changes_.reset();
    events_.clear();
    effects_.clear();
    now_ = now;
  }

 private:
  void take(const EventType& type, void* event);

  Changes changes_;
  std::vector<EventHolder> events_;
  std::vector<Effect> effects_;
  Instant now_;
  Surroundings around_;
};

}  // namespace pizza
