// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/event_queue.h"

#include <algorithm>
#include <stdexcept>

namespace pizza::sim {
namespace {

constexpr std::uint64_t kLastGeneration = (std::uint64_t{1} << 40) - 1;
constexpr std::uint64_t kLastSequence = (std::uint64_t{1} << 48) - 1;
constexpr std::size_t kFewCancelled = 1024;  // not worth a sweep

}  // namespace

void EventQueue::KeyHeap::push(Key key) {
  std::size_t hole = keys_.size();
  keys_.push_back(key);
  while (hole != 0) {
    const std::size_t parent = (hole - 1) / 4;
    if (keys_[parent] < key) break;
    keys_[hole] = keys_[parent];
    hole = parent;
  }
  keys_[hole] = key;
}

void EventQueue::KeyHeap::pop() {
  const Key last = keys_.back();
  keys_.pop_back();
  if (!keys_.empty()) sink(0, last);
}

// Puts `key` at `hole` or below, pulling smaller children up.
void EventQueue::KeyHeap::sink(std::size_t hole, Key key) {
  Key* const keys = keys_.data();
  const std::size_t count = keys_.size();
  while (true) {
    const std::size_t child = hole * 4 + 1;
    std::size_t least = child;
    if (child + 4 <= count) {
      const std::size_t left = child + (keys[child + 1] < keys[child] ? 1 : 0);
      const std::size_t right = child + 2 + (keys[child + 3] < keys[child + 2] ? 1 : 0);
      least = keys[right] < keys[left] ? right : left;
    } else if (child < count) {
      for (std::size_t i = child + 1; i < count; ++i) least = keys[i] < keys[least] ? i : least;
    } else {
      break;
    }
    if (key < keys[least]) break;
    keys[hole] = keys[least];
    hole = least;
  }
  keys[hole] = key;
}

template <class Drop>
void EventQueue::KeyHeap::drop_if(Drop drop) {
  if (std::erase_if(keys_, drop) == 0) return;
  for (std::size_t i = keys_.size(); i-- > 0;) sink(i, keys_[i]);
}

EventHandle EventQueue::schedule(Instant at, EventKind kind, Priority priority, Payload payload) {
  if (at < kFirstInstant || at > kLastInstant) throw std::out_of_range("an event's instant is outside the calendar");
  if (sequence_ > kLastSequence) throw std::length_error("an event queue has run out of sequence numbers");
  const std::uint32_t index = take_slot();
  const Key key = static_cast<Key>(at.ms - kFirstInstant.ms) << 80 | static_cast<Key>(priority) << 72 |
                  static_cast<Key>(sequence_) << kSlotBits | index;
  Slot& slot = slots_[index];
  slot.payload = payload;
  slot.kind = kind;
  slot.live = true;
  ++sequence_;
  ++live_;
  place(key);
  return handle_of(slot, index);
}

bool EventQueue::cancel(EventHandle handle) {
  if (!handle || handle.slot() >= slots_.size()) return false;
  Slot& slot = slots_[handle.slot()];
  if (!slot.live || slot.generation != handle.generation()) return false;
  slot.live = false;
  --live_;
  ++cancelled_;
  // Timers are mostly cancelled long before they are due: without a sweep they would pile up beyond the ring.
  if (cancelled_ > kFewCancelled && cancelled_ > live_) collect_cancelled();
  return true;
}

bool EventQueue::pop_until(Instant end, Event& event) {
  if (!settle()) return false;
  const Key key = near_.top();
  if (instant_of(key) > end) return false;
  near_.pop();
  read(key, event);
  --live_;
  free_slot(slot_of(key));
  return true;
}

Instant EventQueue::next_time() {
  return settle() ? instant_of(near_.top()) : kNever;
}

std::vector<Event> EventQueue::pending() const {
  std::vector<Key> keys = near_.keys();
  keys.insert(keys.end(), far_.keys().begin(), far_.keys().end());
  for (std::uint32_t index : ring_) {
    for (; index != kNone; index = chunks_[index].next) {
      const Chunk& chunk = chunks_[index];
      keys.insert(keys.end(), chunk.keys.begin(), chunk.keys.begin() + chunk.count);
    }
  }
  std::erase_if(keys, [this](Key key) { return !slots_[slot_of(key)].live; });
  std::sort(keys.begin(), keys.end());
  std::vector<Event> events(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) read(keys[i], events[i]);
  return events;
}

// Field by field, so that nothing is stored narrow and loaded wide.
void EventQueue::read(Key key, Event& event) const {
  const Slot& slot = slots_[slot_of(key)];
  event.at = instant_of(key);
  event.sequence = static_cast<std::uint64_t>(key >> kSlotBits) & kLastSequence;
  event.payload.a = slot.payload.a;
  event.payload.b = slot.payload.b;
  event.handle = handle_of(slot, slot_of(key));
  event.kind = slot.kind;
  event.priority = static_cast<Priority>(static_cast<std::uint8_t>(key >> 72));
}

std::uint32_t EventQueue::take_slot() {
  if (free_slot_ != kNone) {
    const std::uint32_t index = free_slot_;
    free_slot_ = slots_[index].next_free;
    return index;
  }
  if (slots_.size() >> kSlotBits != 0) throw std::length_error("an event queue holds at most 2^24 events");
  slots_.emplace_back();
  return static_cast<std::uint32_t>(slots_.size() - 1);
}

void EventQueue::free_slot(std::uint32_t index) {
  Slot& slot = slots_[index];
  slot.live = false;
  slot.generation = slot.generation == kLastGeneration ? 1 : slot.generation + 1;
  slot.next_free = free_slot_;
  free_slot_ = index;
}

std::uint32_t EventQueue::take_chunk(std::uint32_t next) {
  std::uint32_t index = free_chunk_;
  if (index != kNone) {
    free_chunk_ = chunks_[index].next;
  } else {
    index = static_cast<std::uint32_t>(chunks_.size());
    chunks_.emplace_back();
  }
  chunks_[index].count = 0;
  chunks_[index].next = next;
  return index;
}

void EventQueue::place(Key key) {
  const std::uint64_t bucket = bucket_of(key);
  if (bucket <= current_) {
    near_.push(key);
  } else if (bucket - current_ < kBuckets) {
    place_in_ring(key, bucket % kBuckets);
  } else {
    far_.push(key);
  }
}

void EventQueue::place_in_ring(Key key, std::uint64_t bucket) {
  std::uint32_t index = ring_[bucket];
  if (index == kNone) occupied_[bucket / 64] |= std::uint64_t{1} << (bucket % 64);
  if (index == kNone || chunks_[index].count == chunks_[index].keys.size()) index = ring_[bucket] = take_chunk(index);
  Chunk& chunk = chunks_[index];
  chunk.keys[chunk.count++] = key;
}

// Takes every key out of a bucket, telling each; the visit may place keys in the ring again.
template <class Visit>
void EventQueue::empty_bucket(std::uint64_t bucket, Visit visit) {
  std::uint32_t index = ring_[bucket];
  ring_[bucket] = kNone;
  occupied_[bucket / 64] &= ~(std::uint64_t{1} << (bucket % 64));
  while (index != kNone) {
    const std::uint32_t count = chunks_[index].count;
    for (std::uint32_t i = 0; i < count; ++i) visit(chunks_[index].keys[i]);
    const std::uint32_t next = chunks_[index].next;
    chunks_[index].next = free_chunk_;
    free_chunk_ = index;
    index = next;
  }
}

// Makes the next event that will fire the top of near_; false if there is none.
bool EventQueue::settle() {
  if (live_ == 0) return false;
  while (true) {
    while (near_.empty()) advance();
    const std::uint32_t index = slot_of(near_.top());
    if (slots_[index].live) return true;
    near_.pop();
    free_slot(index);
    --cancelled_;
  }
}

// Moves on to the next bucket with events. Called with an empty near_ and at least one event elsewhere.
void EventQueue::advance() {
  current_ = next_bucket();
  empty_bucket(current_ % kBuckets, [this](Key key) { near_.push(key); });
  while (!far_.empty() && bucket_of(far_.top()) < current_ + kBuckets) {
    const Key key = far_.top();
    far_.pop();
    place(key);
  }
}

// The ring holds the buckets current_+1 … current_+kBuckets-1, all of them before anything in far_.
std::uint64_t EventQueue::next_bucket() const {
  const std::uint64_t first = (current_ + 1) % kBuckets;
  std::uint64_t word = occupied_[first / 64] & (~std::uint64_t{0} << (first % 64));
  // One word more than there are: the first is looked at twice, the second time for its low bits.
  for (std::uint64_t step = 0; step <= occupied_.size(); ++step) {
    if (word != 0) {
      const std::uint64_t base = (first / 64 + step) % occupied_.size() * 64;
      const std::uint64_t found = base + static_cast<std::uint64_t>(std::countr_zero(word));
      return current_ + 1 + (found + kBuckets - first) % kBuckets;
    }
    word = occupied_[(first / 64 + step + 1) % occupied_.size()];
  }
  return bucket_of(far_.top());
}

void EventQueue::collect_cancelled() {
  const auto dead = [this](Key key) {
    if (slots_[slot_of(key)].live) return false;
    free_slot(slot_of(key));
    return true;
  };
  near_.drop_if(dead);
  far_.drop_if(dead);
  for (std::uint64_t bucket = 0; bucket < kBuckets; ++bucket) {
    empty_bucket(bucket, [&](Key key) {
      if (!dead(key)) place_in_ring(key, bucket);
    });
  }
  cancelled_ = 0;
}

}  // namespace pizza::sim
