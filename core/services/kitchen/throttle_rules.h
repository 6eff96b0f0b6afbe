// SPDX-License-Identifier: Apache-2.0
// When a kitchen is busy, and when it takes no new orders. Looked at whenever a ticket is opened, and when busy mode
// runs out.
//
//   busy      the queue (estimate_rules::queue_of) is longer than the kitchen's limit (else 30 minutes), or the present
//             ten minutes have brought as many tickets as they may: estimates get so many minutes more as the queue is
//             over the limit, in steps of five, 5 to 60
//   refuses   the queue is longer than the higher limit (else 60 minutes), or the ten minutes have brought twice as
//   many ends      after ten minutes, if neither holds any more; what was set by hand ends when its time is over
#pragma once

#include "core/model/problem.h"
#include "core/model/records/kitchen.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

// Whether a new order may be placed at this restaurant, as far as its kitchen is concerned.
bool kitchen_accepts(UnitOfWork& work, RestaurantId restaurant);

namespace throttle_rules {

inline constexpr std::int32_t default_busy_minutes = 30;
inline constexpr std::int32_t default_refuse_minutes = 60;
inline constexpr Duration slot = minutes(10);
inline constexpr Duration look_again = minutes(10);

std::int64_t slot_of(Instant at);
// What the figures say now; without `until` where nothing holds.
KitchenMode mode_now(const Kitchen& kitchen, Instant now);

}  // namespace throttle_rules

}  // namespace pizza
