// SPDX-License-Identifier: Apache-2.0
// The pending events of one simulation, served in the order (instant, priority, sequence). That order is total, so what
// is served depends only on the calls made, never on how the queue keeps its events.
//
// Kept in three tiers by how soon they fire: a heap for the second or so that is being served, a ring of unsorted
// one-second buckets for the next 70 minutes (where a delivery business schedules nearly everything), a heap for what
// lies beyond. Any distribution of instants is served correctly; one that misses the ring is served at heap speed,
// O(log n). sim/DECISIONS.md has the figures behind the choice.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/engine/event.h"

namespace pizza::sim {

// What `next_time` says when nothing is pending.
inline constexpr Instant kNever{std::numeric_limits<std::int64_t>::max()};

// The span of instants that can be scheduled, about 4,400 years to either side of 1970.
inline constexpr Instant kFirstInstant{-(std::int64_t{1} << 47)};
inline constexpr Instant kLastInstant{(std::int64_t{1} << 47) - 1};

// A value: a copy is an independent queue with the same pending events, under the same handles. Memory is taken when
// more events are pending than ever before, and kept; otherwise no call allocates. Not for sharing between threads.
class EventQueue {
 public:
  // Amortised O(1) for instants within the ring. Throws std::out_of_range for an instant outside
  // [kFirstInstant, kLastInstant], std::length_error with 2^24 events pending or after 2^48 events.
  EventHandle schedule(Instant at, EventKind kind, Priority priority = Priority::Normal, Payload payload = {});

  // Takes an event back. False, and nothing changed, if it already fired, was cancelled, or the handle names none.
  bool cancel(EventHandle handle);

  // Takes the next event out; false, and `event` untouched, if nothing is pending.
  bool pop(Event& event) { return pop_until(kLastInstant, event); }

  // As `pop`, but leaves the next event where it is if it is later than `end`.
  bool pop_until(Instant end, Event& event);

  // When the next event fires, or kNever. Not const: it drops cancelled events on its way.
  Instant next_time();

  // Events that will fire: scheduled, not yet popped, not cancelled.
  std::size_t size() const { return live_; }
  bool empty() const { return live_ == 0; }

  // How many events were ever scheduled, also the sequence number of the next one.
  std::uint64_t scheduled() const { return sequence_; }

  // All pending events in the order in which they would fire. Copies and sorts: for looking, hashing, tests.
  std::vector<Event> pending() const;

 private:
  // The whole order in one number: instant (48 bits, biased to be unsigned), priority (8), sequence (48), and below
  // what decides, the slot (24).
  using Key = unsigned __int128;

  struct Slot {
    Payload payload;
    std::uint64_t generation = 1;  // 40 bits, never 0
    std::uint32_t next_free = 0;
    EventKind kind{};
    bool live = false;
  };

  // A 4-ary min-heap: four 16-byte keys are one cache line. std::priority_queue is binary and measured slower.
  class KeyHeap {
   public:
    const std::vector<Key>& keys() const { return keys_; }
    bool empty() const { return keys_.empty(); }
    Key top() const { return keys_.front(); }
    void push(Key key);
    void pop();
    template <class Drop>
    void drop_if(Drop drop);

   private:
    void sink(std::size_t hole, Key key);
    std::vector<Key> keys_;
  };

  // A bucket is a chain of chunks out of one pool: filled and emptied in sequence, nothing to allocate or give back.
  struct Chunk {
    std::uint32_t count = 0;
    std::uint32_t next = 0;  // of the same bucket, or of the free list
    std::array<Key, 7> keys;
  };

  static constexpr int kSlotBits = 24;
  static constexpr int kBucketShift = 10;          // a bucket is 1.024 s wide
  static constexpr std::uint64_t kBuckets = 4096;  // the ring spans 69.9 minutes
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

  static Instant instant_of(Key key) { return {static_cast<std::int64_t>(key >> 80) + kFirstInstant.ms}; }
  static std::uint64_t bucket_of(Key key) { return static_cast<std::uint64_t>(key >> (80 + kBucketShift)); }
  static std::uint32_t slot_of(Key key) { return static_cast<std::uint32_t>(key) & ((1U << kSlotBits) - 1); }
  static EventHandle handle_of(const Slot& slot, std::uint32_t index) { return {slot.generation << kSlotBits | index}; }
  void read(Key key, Event& event) const;

  std::uint32_t take_slot();
  void free_slot(std::uint32_t index);
  std::uint32_t take_chunk(std::uint32_t next);
  void place(Key key);
  void place_in_ring(Key key, std::uint64_t bucket);
  template <class Visit>
  void empty_bucket(std::uint64_t bucket, Visit visit);
  bool settle();
  void advance();
  std::uint64_t next_bucket() const;
  void collect_cancelled();

  std::vector<Slot> slots_;
  std::uint32_t free_slot_ = kNone;
  std::size_t live_ = 0;
  std::size_t cancelled_ = 0;  // cancelled events whose slots are still in a tier
  std::uint64_t sequence_ = 0;

  std::uint64_t current_ = 0;  // the bucket being served; everything up to it is in near_
  KeyHeap near_;
  std::vector<std::uint32_t> ring_ = std::vector<std::uint32_t>(kBuckets, kNone);  // first chunks
  std::array<std::uint64_t, kBuckets / 64> occupied_{};  // a bit for each bucket that holds events
  std::vector<Chunk> chunks_;
  std::uint32_t free_chunk_ = kNone;
  KeyHeap far_;
};

}  // namespace pizza::sim
