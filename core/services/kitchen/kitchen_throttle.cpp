// SPDX-License-Identifier: Apache-2.0
// Limits and busy mode.
#include "core/model/records/restaurant.h"
#include "core/services/kitchen/kitchen_service.h"
#include "core/services/kitchen/throttle_rules.h"

namespace pizza {

using kitchen_detail::invalid;

namespace {

Problem unknown_restaurant() {
  return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
}

}  // namespace

Outcome KitchenService::limit(UnitOfWork& work, const LimitKitchen& command) const {
  if (work.find(command.restaurant) == nullptr) return unknown_restaurant();
  const KitchenLimits& limits = command.limits;
  if (limits.slot_tickets < 0 || limits.slot_tickets > 1'000) return invalid("0 to 1000", "limits.slot_tickets");
  if (limits.busy_minutes < 0 || limits.busy_minutes > 480) return invalid("0 to 480", "limits.busy_minutes");
  if (limits.refuse_minutes < 0 || limits.refuse_minutes > 480) return invalid("0 to 480", "limits.refuse_minutes");
  const auto or_default = [](std::int32_t minutes, std::int32_t usual) { return minutes != 0 ? minutes : usual; };
  if (or_default(limits.refuse_minutes, throttle_rules::default_refuse_minutes) <
      or_default(limits.busy_minutes, throttle_rules::default_busy_minutes))
    return invalid("must not be below where it is busy", "limits.refuse_minutes");
  work.record(KitchenLimited{command.restaurant, limits});
  return Done{};
}

Outcome KitchenService::set_busy(UnitOfWork& work, const SetBusy& command) const {
  if (work.find(command.restaurant) == nullptr) return unknown_restaurant();
  if (command.extra_minutes < 0 || command.extra_minutes > 120) return invalid("0 to 120", "extra_minutes");
  const std::int32_t length = command.for_minutes == 0 ? 30 : command.for_minutes;
  if (length < 1 || length > 720) return invalid("1 to 720, or 0", "for_minutes");
  if (command.extra_minutes == 0 && !command.refuses) {
    change_mode(work, command.restaurant, {});
    return Done{};
  }
  change_mode(work, command.restaurant, {command.extra_minutes, command.refuses, true, work.now() + minutes(length)});
  return Done{};
}

void KitchenService::change_mode(UnitOfWork& work, RestaurantId restaurant, const KitchenMode& mode) const {
  if (mode.until) {
    work.after_commit(Timer{TimerKind::KitchenResume, restaurant.value, *mode.until});
    work.record(KitchenBusy{restaurant, mode, work.now()});
    return;
  }
  const Kitchen* kitchen = work.find_at<Kitchen>(restaurant.value);
  if (kitchen != nullptr && kitchen->mode.until) work.record(KitchenResumed{restaurant, work.now()});
}

// Only ever makes it busier; what runs out is looked at by mode_over.
void KitchenService::throttle(UnitOfWork& work, RestaurantId restaurant) const {
  const Kitchen* kitchen = work.find_at<Kitchen>(restaurant.value);
  if (kitchen->mode.by_hand) return;
  const KitchenMode now = throttle_rules::mode_now(*kitchen, work.now());
  if (!now.until) return;
  const KitchenMode& before = kitchen->mode;
  const bool busier = !before.until || now.extra_minutes > before.extra_minutes || (now.refuses && !before.refuses);
  if (busier) change_mode(work, restaurant, now);
}

void KitchenService::mode_over(UnitOfWork& work, RestaurantId restaurant) const {
  const Kitchen* kitchen = work.find_at<Kitchen>(restaurant.value);
  if (kitchen == nullptr || !kitchen->mode.until || *kitchen->mode.until > work.now()) return;
  change_mode(work, restaurant, throttle_rules::mode_now(*kitchen, work.now()));
}

}  // namespace pizza
