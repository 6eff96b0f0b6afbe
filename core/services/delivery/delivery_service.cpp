// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/delivery_service.h"

namespace pizza {

namespace {

Problem unknown_rider() {
  return problem(Status::NotFound, "rider.unknown", "there is no such rider", "rider_id");
}

// The rider's own delivery in the wanted state, or the problem.
std::optional<Problem> check_step(const Delivery* delivery, RiderId rider, DeliveryStatus wanted) {
  if (delivery == nullptr)
    return problem(Status::NotFound, "delivery.unknown", "there is no such delivery", "delivery_id");
  if (delivery->rider != rider)
    return problem(Status::Forbidden, "delivery.not_yours", "another rider's delivery", "rider_id");
  if (delivery->status != wanted) {
    const auto name = delivery_status_names[static_cast<std::size_t>(delivery->status)];
    return problem(Status::Conflict, "delivery.not_now", "the delivery is " + std::string(name), "delivery_id");
  }
  return std::nullopt;
}

bool ended(DeliveryStatus status) {
  return status >= DeliveryStatus::Delivered;
}

}  // namespace

Result<RiderId> DeliveryService::register_rider(UnitOfWork& work, const RegisterRider& command) const {
  if (command.name.empty() || command.name.size() > 200)
    return problem(Status::Unprocessable, "rider.invalid", "1 to 200 bytes", "name");
  if (command.shift_to < command.shift_from)
    return problem(Status::Unprocessable, "rider.invalid", "a shift ends after it begins", "shift_to");
  Rider rider{.id = work.allocate<Rider>(),
              .name = command.name,
              .vehicle = command.vehicle,
              .status = RiderStatus::Offline,
              .delivery = {},
              .place = {},
              .place_at = {},
              .shift_from = command.shift_from,
              .shift_to = command.shift_to,
              .delivered = 0,
              .version = {}};
  const RiderId id = rider.id;
  work.record(RiderRegistered{std::move(rider)});
  return id;
}

Outcome DeliveryService::go_online(UnitOfWork& work, const GoOnline& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (!command.place.valid())
    return problem(Status::Unprocessable, "rider.invalid", "a place outside the earth", "place");
  if (work.now() < rider->shift_from || work.now() >= rider->shift_to)
    return problem(Status::Conflict, "rider.off_shift", "outside the rider's shift", "rider_id");
  if (rider->status == RiderStatus::Offline) work.record(RiderWentOnline{command.rider, command.place, work.now()});
  return Done{};
}

Outcome DeliveryService::go_offline(UnitOfWork& work, const GoOffline& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (rider->status == RiderStatus::Offered || rider->status == RiderStatus::Busy)
    return problem(Status::Conflict, "rider.busy", "a delivery must be finished or given up first", "rider_id");
  if (rider->status == RiderStatus::Idle) work.record(RiderWentOffline{command.rider});
  return Done{};
}

Outcome DeliveryService::report_position(UnitOfWork& work, const ReportPosition& command) const {
  if (work.find(command.rider) == nullptr) return unknown_rider();
  if (!command.place.valid())
    return problem(Status::Unprocessable, "rider.invalid", "a place outside the earth", "place");
  work.record(RiderMoved{command.rider, command.place, work.now()});
  return Done{};
}

DeliveryId DeliveryService::request(UnitOfWork& work, OrderId order, RestaurantId restaurant, GeoPoint pickup,
                                    GeoPoint drop, Instant food_due) const {
  Delivery delivery;
  delivery.id = work.allocate<Delivery>();
  delivery.order = order;
  delivery.restaurant = restaurant;
  delivery.pickup = pickup;
  delivery.drop = drop;
  delivery.requested_at = work.now();
  delivery.food_due = food_due;
  const DeliveryId id = delivery.id;
  work.record(DeliveryRequested{std::move(delivery)});
  return id;
}

Outcome DeliveryService::offer(UnitOfWork& work, const OfferDelivery& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (delivery == nullptr)
    return problem(Status::NotFound, "delivery.unknown", "there is no such delivery", "delivery_id");
  if (delivery->status != DeliveryStatus::Searching)
    return problem(Status::Conflict, "delivery.not_searching", "the delivery seeks no rider", "delivery_id");
  if (command.open_for < seconds(1) || command.open_for > minutes(10))
    return problem(Status::Unprocessable, "offer.invalid", "1 s to 10 min", "open_for");
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (rider->status != RiderStatus::Idle)
    return problem(Status::Conflict, "rider.busy", "the rider is not free", "rider_id");
  const Instant until = work.now() + command.open_for;
  work.record(RiderOffered{command.delivery, delivery->order, command.rider, until});
  work.after_commit(Timer{TimerKind::OfferDeadline, command.delivery.value, until});
  return Done{};
}

Outcome DeliveryService::answer_offer(UnitOfWork& work, const AnswerOffer& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (auto wrong = check_step(delivery, command.rider, DeliveryStatus::Offered)) return *wrong;
  const OrderId order = delivery->order;
  if (command.accept) {
    work.record(RiderAssigned{command.delivery, order, command.rider, work.now(), {}});
  } else {
    work.record(OfferDeclined{command.delivery, order, command.rider, work.now(), command.reason});
  }
  return Done{};
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

Outcome DeliveryService::hand_over(UnitOfWork& work, const HandOverFood& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (auto wrong = check_step(delivery, command.rider, DeliveryStatus::PickedUp)) return *wrong;
  work.record(FoodDelivered{command.delivery, delivery->order, command.rider, work.now(), {}});
  return Done{};
}

Outcome DeliveryService::give_up(UnitOfWork& work, const GiveUpDelivery& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (delivery == nullptr || delivery->rider != command.rider || ended(delivery->status) ||
      delivery->status < DeliveryStatus::Assigned)
    return *check_step(delivery, command.rider, DeliveryStatus::Assigned);
  const OrderId order = delivery->order;
  if (delivery->status == DeliveryStatus::PickedUp) {
    work.record(DeliveryFailed{command.delivery, order, command.rider, work.now(), command.reason});
  } else {
    work.record(RiderGaveUp{command.delivery, order, command.rider, work.now(), command.reason});
  }
  return Done{};
}

void DeliveryService::food_ready(UnitOfWork& work, DeliveryId id) const {
  const Delivery* delivery = work.find(id);
  if (delivery != nullptr && !ended(delivery->status)) work.record(FoodReady{id, delivery->order});
}

void DeliveryService::cancel(UnitOfWork& work, DeliveryId id, std::string reason) const {
  const Delivery* delivery = work.find(id);
  if (delivery == nullptr || ended(delivery->status)) return;
  work.record(DeliveryCancelled{id, delivery->order, delivery->rider, work.now(), std::move(reason)});
}

void DeliveryService::offer_overdue(UnitOfWork& work, DeliveryId id) const {
  const Delivery* delivery = work.find(id);
  if (delivery == nullptr || delivery->status != DeliveryStatus::Offered) return;
  if (!delivery->offer_until || *delivery->offer_until > work.now()) return;
  work.record(OfferExpired{id, delivery->order, delivery->rider, work.now(), {}});
}

std::span<const TimerRule> delivery_timers() {
  static const std::array<TimerRule, 1> rules{timer_rule<&Delivery::offer_until>(
      TimerKind::OfferDeadline,
      [](UnitOfWork& work, std::uint64_t key) { DeliveryService{}.offer_overdue(work, DeliveryId{key}); })};
  return rules;
}

}  // namespace pizza
