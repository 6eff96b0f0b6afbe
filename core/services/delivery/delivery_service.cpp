// SPDX-License-Identifier: Apache-2.0
// From the request to the pickup, and the timers.
#include "core/services/delivery/delivery_service.h"

#include "core/services/delivery/delivery_checks.h"
#include "core/services/delivery/hand_over_code.h"
#include "core/services/delivery/route.h"

namespace pizza {

using namespace delivery_checks;

DeliveryId DeliveryService::request(UnitOfWork& work, const DeliveryWish& wish) const {
  Delivery delivery;
  delivery.id = work.allocate<Delivery>();
  delivery.order = wish.order;
  delivery.restaurant = wish.restaurant;
  delivery.pickup = wish.pickup;
  delivery.drop = wish.drop;
  delivery.requested_at = work.now();
  delivery.food_due = wish.food_due;
  delivery.boxes = wish.boxes;
  delivery.promised_at = wish.promised_at;
  delivery.seeking_since = work.now();
  const DeliveryId id = delivery.id;
  work.record(DeliveryRequested{std::move(delivery)});
  const bool worth_it = wish.total.minor > 0 && wish.total.minor >= code_from_minor(wish.total.currency);
  if (!wish.code_wanted && !worth_it) return id;
  std::uint64_t key = 0;  // the youngest; there are few
  while (work.find(HandOverKeyId{key + 1}) != nullptr) ++key;
  work.record(HandOverCodeWanted{id, wish.order, static_cast<std::int32_t>(key)});
  return id;
}

void DeliveryService::food_ready(UnitOfWork& work, DeliveryId id) const {
  const Delivery* delivery = work.find(id);
  if (delivery != nullptr && !has_ended(delivery->status)) work.record(FoodReady{id, delivery->order, work.now()});
}

void DeliveryService::cancel(UnitOfWork& work, DeliveryId id, std::string reason) const {
  const Delivery* delivery = work.find(id);
  if (delivery == nullptr || has_ended(delivery->status)) return;
  const OrderId order = delivery->order;
  const RiderId rider = delivery->rider;
  // All or none: the others of an open offer seek a rider again.
  if (delivery->status == DeliveryStatus::Offered)
    for (const DeliveryId other : route::offered(*work.find(rider)))
      if (other != id) work.record(OfferWithdrawn{other, work.find(other)->order, rider, work.now(), reason});
  work.record(DeliveryCancelled{id, order, rider, work.now(), std::move(reason)});
  forget_doorstep_later(work, id);
}

Outcome DeliveryService::answer_offer(UnitOfWork& work, const AnswerOffer& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (auto wrong = check_step(delivery, command.rider, DeliveryStatus::Offered)) return *wrong;
  if (auto wrong = check_text("delivery", command.reason, 200, "reason")) return *wrong;
  for (const DeliveryId id : route::offered(*work.find(command.rider))) {
    const OrderId order = work.find(id)->order;
    if (command.accept) {
      work.record(RiderAssigned{id, order, command.rider, work.now(), {}});
    } else {
      work.record(OfferDeclined{id, order, command.rider, work.now(), command.reason});
      call_people(work, id);
    }
  }
  return Done{};
}

void DeliveryService::offer_overdue(UnitOfWork& work, DeliveryId id) const {
  const Delivery* delivery = work.find(id);
  if (delivery == nullptr || delivery->status != DeliveryStatus::Offered) return;
  if (!delivery->offer_until || *delivery->offer_until > work.now()) return;
  const RiderId rider = delivery->rider;
  for (const DeliveryId other : route::offered(*work.find(rider))) {
    work.record(OfferExpired{other, work.find(other)->order, rider, work.now(), {}});
    call_people(work, other);
  }
}

Outcome DeliveryService::arrive(UnitOfWork& work, const ArriveAtRestaurant& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (auto wrong = check_step(delivery, command.rider, DeliveryStatus::Assigned)) return *wrong;
  work.record(RiderArrived{command.delivery, delivery->order, command.rider, work.now(), {}});
  return Done{};
}

Outcome DeliveryService::pick_up(UnitOfWork& work, const PickUpFood& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (auto wrong = check_step(delivery, command.rider, DeliveryStatus::AtRestaurant)) return *wrong;
  if (!delivery->food_ready)
    return problem(Status::Conflict, "delivery.food_not_ready", "the kitchen is not done", "delivery_id");
  work.record(FoodPickedUp{command.delivery, delivery->order, command.rider, work.now(), {}});
  return Done{};
}

Outcome DeliveryService::give_up(UnitOfWork& work, const GiveUpDelivery& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (delivery == nullptr || delivery->rider != command.rider || has_ended(delivery->status) ||
      delivery->status < DeliveryStatus::Assigned)
    return *check_step(delivery, command.rider, DeliveryStatus::Assigned);
  if (auto wrong = check_text("delivery", command.reason, 200, "reason")) return *wrong;
  const OrderId order = delivery->order;
  if (delivery->status == DeliveryStatus::PickedUp) {
    const FailureCause cause = command.reason == "accident" ? FailureCause::Accident : FailureCause::GaveUp;
    work.record(DeliveryFailed{command.delivery, order, command.rider, work.now(), command.reason, cause,
                               fault_of(cause), false});
    forget_doorstep_later(work, command.delivery);
  } else {
    work.record(RiderGaveUp{command.delivery, order, command.rider, work.now(), command.reason});
  }
  return Done{};
}

std::span<const Reaction> delivery_reactions() {
  static const std::array<Reaction, 1> table{reaction<DeliveryService, UserErased>("delivery")};
  return table;
}

std::span<const TimerRule> delivery_timers() {
  static const std::array<TimerRule, 4> rules{
      timer_rule<&Delivery::offer_until>(
          TimerKind::OfferDeadline,
          [](UnitOfWork& work, std::uint64_t key) { DeliveryService{}.offer_overdue(work, DeliveryId{key}); }),
      timer_rule<&RiderShift::due>(
          TimerKind::ShiftDue,
          [](UnitOfWork& work, std::uint64_t key) { DeliveryService{}.shift_due(work, RiderShiftId{key}); }),
      timer_rule<&RiderTrail::sweep_at>(
          TimerKind::TrailSweep,
          [](UnitOfWork& work, std::uint64_t key) { DeliveryService{}.sweep_trail(work, RiderId{key}); }),
      timer_rule<&Doorstep::erase_at>(TimerKind::TrackingExpiry, [](UnitOfWork& work, std::uint64_t key) {
        DeliveryService{}.erase_doorstep(work, DeliveryId{key});
      })};
  return rules;
}

}  // namespace pizza
