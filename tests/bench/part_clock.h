// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <time.h>

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "core/ports/telemetry.h"

namespace pizza::bench {

// Processor time of this thread, ns: what others on the machine do hardly shows in it.
inline std::int64_t thread_ns() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return at.tv_sec * 1'000'000'000 + at.tv_nsec;
}

// Sums what each part costs, without what it calls. Reading the clock is part of it: shares, not absolute figures.
class PartClock : public Telemetry {
 public:
  void began(std::string_view part) override {
    charge();
    open_.push_back(part);
  }
  void ended() override {
    charge();
    open_.pop_back();
  }
  // ns by part; what happened outside of every part is under "the rest".
  const std::map<std::string_view, std::int64_t>& spent() const { return spent_; }
  void reset() {
    spent_.clear();
    last_ = monotonic_ns();
  }

 private:
  static std::int64_t monotonic_ns() {
    timespec at{};
    clock_gettime(CLOCK_MONOTONIC, &at);  // three times as quick to read as the thread's
    return at.tv_sec * 1'000'000'000 + at.tv_nsec;
  }
  void charge() {
    const std::int64_t now = monotonic_ns();
    spent_[open_.empty() ? std::string_view("the rest") : open_.back()] += now - last_;
    last_ = now;
  }

  std::map<std::string_view, std::int64_t> spent_;
  std::vector<std::string_view> open_;
  std::int64_t last_ = monotonic_ns();
};

}  // namespace pizza::bench
