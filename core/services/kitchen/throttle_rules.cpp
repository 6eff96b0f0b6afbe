// SPDX-License-Identifier: Apache-2.0
#include "core/services/kitchen/throttle_rules.h"

#include <algorithm>

#include "core/services/kitchen/estimate_rules.h"

namespace pizza {

bool kitchen_accepts(UnitOfWork& work, RestaurantId restaurant) {
  const Kitchen* kitchen = work.find_at<Kitchen>(restaurant.value);
  if (kitchen == nullptr || !kitchen->mode.refuses) return true;
  return kitchen->mode.until && work.now() >= *kitchen->mode.until;
}

namespace throttle_rules {

std::int64_t slot_of(Instant at) {
  return at.ms / slot.ms;
}

KitchenMode mode_now(const Kitchen& kitchen, Instant now) {
  const KitchenLimits& limits = kitchen.limits;
  const Duration busy = minutes(limits.busy_minutes != 0 ? limits.busy_minutes : default_busy_minutes);
  const Duration refuse = minutes(limits.refuse_minutes != 0 ? limits.refuse_minutes : default_refuse_minutes);
  const Duration queue = estimate_rules::queue_of(kitchen);
  const std::int32_t tickets = kitchen.slot == slot_of(now) ? kitchen.slot_tickets : 0;
  const bool full = limits.slot_tickets != 0 && tickets >= limits.slot_tickets;
  KitchenMode mode;
  if (queue <= busy && !full) return mode;
  const std::int64_t over = std::max<std::int64_t>((queue - busy).ms, 1);
  const std::int64_t steps = (over + minutes(5).ms - 1) / minutes(5).ms;
  mode.extra_minutes = static_cast<std::int32_t>(std::min<std::int64_t>(steps * 5, 60));
  mode.refuses = queue > refuse || (full && tickets >= 2 * limits.slot_tickets);
  mode.until = now + look_again;
  return mode;
}

}  // namespace throttle_rules

}  // namespace pizza
