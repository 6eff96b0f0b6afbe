// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/model/instant.h"

namespace pizza {

enum class TimerKind : std::uint8_t { SagaDeadline, OfferDeadline, PaymentRetry, RefundRetry };

// What to look at again, and when. A timer is only a reminder: the deadline itself stands in a record, and whoever is
// woken looks there first. So a timer that comes late, twice or for nothing does no harm, and a world that lost its
// timers arms them again from the records (Business::recover).
struct Timer {
  TimerKind kind = TimerKind::SagaDeadline;
  std::uint64_t subject = 0;  // the record's key
  Instant due;
};

class Timers {
 public:
  virtual ~Timers() = default;
  virtual void arm(const Timer& timer) = 0;
};

}  // namespace pizza
