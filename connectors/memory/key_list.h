// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

namespace pizza {

// Keys in ascending order. One key sits in the object itself; more go to an array whose shorter side moves when a key
// comes or goes, so that both a growing end and an ageing front cost next to nothing.
class KeyList {
 public:
  KeyList() = default;
  KeyList(KeyList&& other) noexcept { swap(other); }
  KeyList& operator=(KeyList&& other) noexcept {
    swap(other);
    return *this;
  }

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  std::span<const std::uint64_t> keys() const { return {data(), size_}; }

  // The key is not in the list yet.
  void add(std::uint64_t key) {
    if (size_ == 0) {
      room_.reset();
      begin_ = capacity_ = 0;
      one_ = key;
      size_ = 1;
      return;
    }
    if (begin_ + size_ >= std::max<std::uint32_t>(capacity_, 1)) make_room();
    std::uint64_t* first = room_.get() + begin_;
    std::uint64_t* last = first + size_;
    std::uint64_t* place = last[-1] < key ? last : std::lower_bound(first, last, key);
    std::memmove(place + 1, place, static_cast<std::size_t>(last - place) * sizeof(key));
    *place = key;
    ++size_;
  }

  // False when the key was not there.
  bool remove(std::uint64_t key) {
    std::uint64_t* first = room_ ? room_.get() + begin_ : &one_;
    std::uint64_t* last = first + size_;
    std::uint64_t* place = std::lower_bound(first, last, key);
    if (place == last || *place != key) return false;
    --size_;
    if (!room_) return true;
    if (place - first < last - place) {
      std::memmove(first + 1, first, static_cast<std::size_t>(place - first) * sizeof(key));
      ++begin_;
    } else {
      std::memmove(place, place + 1, static_cast<std::size_t>(last - place - 1) * sizeof(key));
    }
    return true;
  }

 private:
  const std::uint64_t* data() const { return room_ ? room_.get() + begin_ : &one_; }

  // Brings the keys to the front of an array with space behind them, a bigger one when less than half is free.
  void make_room() {
    if (room_ && size_ * 2 <= capacity_) {
      std::memmove(room_.get(), room_.get() + begin_, size_ * sizeof(one_));
    } else {
      const std::uint32_t capacity = std::max<std::uint32_t>(4, size_ * 2);
      auto bigger = std::make_unique_for_overwrite<std::uint64_t[]>(capacity);
      std::memcpy(bigger.get(), data(), size_ * sizeof(one_));
      room_ = std::move(bigger);
      capacity_ = capacity;
    }
    begin_ = 0;
  }

  void swap(KeyList& other) {
    std::swap(one_, other.one_);
    std::swap(room_, other.room_);
    std::swap(begin_, other.begin_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  std::uint64_t one_ = 0;
  std::unique_ptr<std::uint64_t[]> room_;
  std::uint32_t begin_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
};

}  // namespace pizza
