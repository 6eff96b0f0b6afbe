// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace pizza {

// Values by text, bounded: when it is full, what was not used for longest goes.
template <class Value>
class RecentMap {
 public:
  // `capacity` from 1.
  explicit RecentMap(std::size_t capacity) : capacity_(capacity) {}

  // Counts as a use. Null when there is none; valid until the next `put`, `remove` or `drop_oldest`.
  Value* find(std::string_view key) {
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &entries_.front().second;
  }
  Value& put(std::string_view key, Value value) {
    if (Value* there = find(key)) {
      *there = std::move(value);
      return *there;
    }
    if (entries_.size() >= capacity_) drop_oldest();
    entries_.emplace_front(std::string(key), std::move(value));
    places_.emplace(entries_.front().first,
                    entries_.begin());  // the list's node, and so the key's text, stays in place
    return entries_.front().second;
  }
  void remove(std::string_view key) {
    const auto found = places_.find(key);
    if (found == places_.end()) return;
    const auto place = found->second;
    places_.erase(found);
    entries_.erase(place);
  }
  // Null when empty.
  const std::pair<std::string, Value>* oldest() const { return entries_.empty() ? nullptr : &entries_.back(); }
  void drop_oldest() {
    places_.erase(entries_.back().first);
    entries_.pop_back();
  }
  std::size_t size() const { return entries_.size(); }

 private:
  using Entries = std::list<std::pair<std::string, Value>>;  // the most recently used first
  std::size_t capacity_;
  Entries entries_;
  std::unordered_map<std::string_view, typename Entries::iterator> places_;
};

}  // namespace pizza
