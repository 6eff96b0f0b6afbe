// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/model/instant.h"

namespace pizza {

enum class TimerKind : std::uint8_t {
  SagaDeadline,
  OfferDeadline,
  PaymentRetry,
  RefundRetry,
  ChallengeDeadline,  // a payer who must prove who they are
  ReviewDeadline,     // a payment that is held for people to look at
  PayoutDue,          // to a restaurant or a rider
  OrderRelease,       // a scheduled order goes to the kitchen
  NotificationDue,    // a first try, a retry, or the end of quiet hours
  SupportDeadline,    // a ticket of the help desk
  PointsExpiry,       // loyalty
  TrackingExpiry,     // positions and deliveries that are shown no longer
  KitchenResume,      // throttling ends
  RestaurantResume,   // a pause ends
  CodeExpiry,         // what proves an e-mail, a phone or a login
  PayoutRetry,        // a payout that the provider has not answered
  TicketFire,         // a held ticket goes into the kitchen's queue
  ShiftDue,           // a rider should have come, or should be done
  TrailSweep,         // a rider's positions of an hour ago
};

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
