// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "core/ports/clock.h"

namespace pizza {

// The time of day for a business that really happens. It follows the system's clock forward; when that is set back, it
// goes on at its own pace until the system's clock has caught up. For one thread.
class WallClock : public Clock {
 public:
  Instant now() const override {
    const std::int64_t pace = in_ms(std::chrono::steady_clock::now());
    const std::int64_t day = in_ms(std::chrono::system_clock::now());
    if (day > pace + ahead_) ahead_ = day - pace;
    return {pace + ahead_};
  }

 private:
  template <class Point>
  static std::int64_t in_ms(Point point) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(point.time_since_epoch()).count();
  }
  mutable std::int64_t ahead_ = -in_ms(std::chrono::steady_clock::now());
};

}  // namespace pizza
