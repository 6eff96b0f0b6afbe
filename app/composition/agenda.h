// SPDX-License-Identifier: Apache-2.0
// What will happen by itself in a world: timers of the business, answers of the payment provider and of those who carry
// messages, and chores of whoever lives in it. For one thread. It is not kept: after a restart Business::recover fills
// it again.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include "core/ports/notification_channel.h"
#include "core/ports/payment_provider.h"
#include "core/ports/timers.h"

namespace pizza {

class Business;

// Things by the time when they are due; among equal times first in, first out.
template <class T>
class DueHeap {
 public:
  void push(Instant due, T what) {
    entries_.push_back({due, next_++, std::move(what)});
    std::push_heap(entries_.begin(), entries_.end(), later);
  }
  // The earliest of those that are due, if any is.
  std::optional<T> take(Instant now) {
    if (entries_.empty() || entries_.front().due > now) return std::nullopt;
    std::pop_heap(entries_.begin(), entries_.end(), later);
    T what = std::move(entries_.back().what);
    entries_.pop_back();
    return what;
  }
  std::optional<Instant> next() const { return entries_.empty() ? std::nullopt : std::optional(entries_.front().due); }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Instant due;
    std::uint64_t number;
    T what;
  };
  static bool later(const Entry& a, const Entry& b) { return a.due != b.due ? a.due > b.due : a.number > b.number; }
  std::vector<Entry> entries_;
  std::uint64_t next_ = 0;
};

class Agenda : public Timers {
 public:
  using Chore = std::function<void(Business&)>;

  void arm(const Timer& timer) override { timers.push(timer.due, timer); }

  std::optional<Instant> next() const {
    std::optional<Instant> first = timers.next();
    for (const auto& other : {answers.next(), receipts.next(), chores.next()})
      if (other && (!first || *other < *first)) first = other;
    return first;
  }

  std::size_t size() const { return timers.size() + answers.size() + receipts.size() + chores.size(); }

  DueHeap<Timer> timers;
  DueHeap<ProviderAnswer> answers;
  DueHeap<ChannelAnswer> receipts;  // what became of messages to people
  DueHeap<Chore> chores;
};

}  // namespace pizza
