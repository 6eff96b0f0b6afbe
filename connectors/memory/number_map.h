// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "connectors/memory/key_list.h"

namespace pizza {

// From a number to the keys that have it: open addressing, linear probing, no tombstones. Its own order never shows.
class NumberMap {
 public:
  const KeyList* find(std::int64_t number) const {
    if (used_ == 0) return nullptr;
    for (std::size_t i = home(number);; i = (i + 1) & mask_) {
      if (slots_[i].keys.empty()) return nullptr;
      if (slots_[i].number == number) return &slots_[i].keys;
    }
  }

  void add(std::int64_t number, std::uint64_t key) {
    if ((used_ + 1) * 3 > slots_.size() * 2) grow();
    std::size_t i = home(number);
    while (!slots_[i].keys.empty() && slots_[i].number != number) i = (i + 1) & mask_;
    used_ += slots_[i].keys.empty();
    slots_[i].number = number;
    slots_[i].keys.add(key);
  }

  void remove(std::int64_t number, std::uint64_t key) {
    if (used_ == 0) return;
    std::size_t i = home(number);
    while (!slots_[i].keys.empty() && slots_[i].number != number) i = (i + 1) & mask_;
    if (!slots_[i].keys.remove(key) || !slots_[i].keys.empty()) return;
    --used_;
    close_gap(i);
  }

  // How many numbers have keys.
  std::size_t size() const { return used_; }

  // In no order that means anything: whoever calls sorts.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const Slot& slot : slots_)
      if (!slot.keys.empty()) visit(slot.number, slot.keys);
  }

 private:
  struct Slot {
    std::int64_t number = 0;
    KeyList keys;
  };

  // Eight numbers in a row share a block of slots: ids that come one after another meet the cache lines of the last.
  std::size_t home(std::int64_t number) const {
    const auto bits = static_cast<std::uint64_t>(number);
    return static_cast<std::size_t>(((bits >> 3) * 0x9E3779B97F4A7C15ULL) >> shift_ << 3 | (bits & 7));
  }

  void grow() {
    std::vector<Slot> old = std::move(slots_);
    const std::size_t size = old.empty() ? 16 : old.size() * 2;
    slots_ = std::vector<Slot>(size);
    mask_ = size - 1;
    shift_ = 64 + 3 - __builtin_ctzll(size);
    for (Slot& slot : old) {
      if (slot.keys.empty()) continue;
      std::size_t i = home(slot.number);
      while (!slots_[i].keys.empty()) i = (i + 1) & mask_;
      slots_[i] = std::move(slot);
    }
  }

  // Moves later slots of the run back, so that no search ends at the gap too early.
  void close_gap(std::size_t gap) {
    for (std::size_t i = (gap + 1) & mask_; !slots_[i].keys.empty(); i = (i + 1) & mask_) {
      const std::size_t wanted = home(slots_[i].number);
      if (((i - wanted) & mask_) < ((i - gap) & mask_)) continue;
      slots_[gap] = std::move(slots_[i]);
      gap = i;
    }
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::size_t mask_ = 0;
  int shift_ = 64;
};

}  // namespace pizza
