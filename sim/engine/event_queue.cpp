// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/event_queue.h"

#include <algorithm>
#include <stdexcept>

namespace pizza::sim {
namespace {

constexpr std::uint64_t kGenerationMask = (std::uint64_t{1} << 40) - 1;
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
  slot.key = key;
  slot.payload = payload;
  slot.kind = kind;
  slot.live = true;
  ++sequence_;
  ++live_;
  place(key, index);
  EventHandle handle;
  handle.slot = index & ((1U << kSlotBits) - 1);
  handle.generation = slot.generation & kGenerationMask;
  return handle;
}

bool EventQueue::cancel(EventHandle handle) {
  if (!handle || handle.slot >= slots_.size()) return false;
  Slot& slot = slots_[handle.slot];
  if (!slot.live || slot.generation != handle.generation) return false;
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
  const std::uint32_t index = slot_of(key);
  event = event_of(slots_[index]);
  --live_;
  free_slot(index);
  return true;
}

Instant EventQueue::next_time() {
  return settle() ? instant_of(near_.top()) : kNever;
}

std::vector<Event> EventQueue::pending() const {
  std::vector<const Slot*> order;
  order.reserve(live_);
  for (const Slot& slot : slots_) {
    if (slot.live) order.push_back(&slot);
  }
  std::sort(order.begin(), order.end(), [](const Slot* x, const Slot* y) { return x->key < y->key; });
  std::vector<Event> events;
  events.reserve(order.size());
  for (const Slot* slot : order) events.push_back(event_of(*slot));
  return events;
}

Event EventQueue::event_of(const Slot& slot) const {
  Event event;
  event.at = instant_of(slot.key);
  event.sequence = static_cast<std::uint64_t>(slot.key >> kSlotBits) & kLastSequence;
  event.payload = slot.payload;
  event.handle.slot = slot_of(slot.key) & ((1U << kSlotBits) - 1);
  event.handle.generation = slot.generation & kGenerationMask;
  event.kind = slot.kind;
  event.priority = static_cast<Priority>(static_cast<std::uint8_t>(slot.key >> 72));
  return event;
}

std::uint32_t EventQueue::take_slot() {
  if (free_ != kNone) {
    const std::uint32_t index = free_;
    free_ = slots_[index].next;
    return index;
  }
  if (slots_.size() >> kSlotBits != 0) throw std::length_error("an event queue holds at most 2^24 events");
  slots_.emplace_back();
  return static_cast<std::uint32_t>(slots_.size() - 1);
}

void EventQueue::free_slot(std::uint32_t index) {
  Slot& slot = slots_[index];
  slot.live = false;
  slot.generation = (slot.generation & kGenerationMask) == kGenerationMask ? 1 : slot.generation + 1;
  slot.next = free_;
  free_ = index;
}

void EventQueue::place(Key key, std::uint32_t slot) {
  const std::uint64_t bucket = bucket_of(key);
  if (bucket <= current_) {
    near_.push(key);
  } else if (bucket - current_ < kBuckets) {
    const std::uint64_t i = bucket % kBuckets;
    slots_[slot].next = ring_[i];
    ring_[i] = slot;
    occupied_[i / 64] |= std::uint64_t{1} << (i % 64);
  } else {
    far_.push(key);
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
  const std::uint64_t i = current_ % kBuckets;
  std::uint32_t index = ring_[i];
  ring_[i] = kNone;
  occupied_[i / 64] &= ~(std::uint64_t{1} << (i % 64));
  while (index != kNone) {
    const std::uint32_t next = slots_[index].next;
    if (slots_[index].live) {
      near_.push(slots_[index].key);
    } else {
      free_slot(index);
      --cancelled_;
    }
    index = next;
  }
  while (!far_.empty() && bucket_of(far_.top()) < current_ + kBuckets) {
    const Key key = far_.top();
    far_.pop();
    place(key, slot_of(key));
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
  for (std::uint64_t i = 0; i < kBuckets; ++i) {
    std::uint32_t index = ring_[i];
    ring_[i] = kNone;
    while (index != kNone) {
      const std::uint32_t next = slots_[index].next;
      if (slots_[index].live) {
        slots_[index].next = ring_[i];
        ring_[i] = index;
      } else {
        free_slot(index);
      }
      index = next;
    }
    if (ring_[i] == kNone) occupied_[i / 64] &= ~(std::uint64_t{1} << (i % 64));
  }
  cancelled_ = 0;
}

}  // namespace pizza::sim
