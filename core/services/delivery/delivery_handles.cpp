// SPDX-License-Identifier: Apache-2.0
// Each command by its type, and whose thing it touches.
#include "core/model/records/order.h"
#include "core/services/delivery/delivery_service.h"

namespace pizza {

namespace {

// Another's delivery is no delivery at all for a rider.
Subject of_rider(UnitOfWork& work, RiderId rider) {
  return work.find(rider) == nullptr ? Subject::nothing() : Subject::of(rider);
}
Subject of_carried(UnitOfWork& work, DeliveryId id, RiderId rider) {
  const Delivery* delivery = work.find(id);
  return delivery == nullptr || delivery->rider != rider ? Subject::nothing() : Subject::of(rider);
}
Subject of_delivery(UnitOfWork& work, DeliveryId id) {
  return work.find(id) == nullptr ? Subject::nothing() : Subject::common();
}
Subject of_order(UnitOfWork& work, OrderId id) {
  const Order* order = work.find(id);
  return order == nullptr ? Subject::nothing() : Subject::of(order->user);
}

}  // namespace

Result<RiderId> handle(UnitOfWork& work, const RegisterRider& command) {
  return DeliveryService{}.register_rider(work, command);
}
Outcome handle(UnitOfWork& work, const ChangeRider& command) {
  return DeliveryService{}.change_rider(work, command);
}
Outcome handle(UnitOfWork& work, const SuspendRider& command) {
  return DeliveryService{}.suspend(work, command);
}
Outcome handle(UnitOfWork& work, const ReinstateRider& command) {
  return DeliveryService{}.reinstate(work, command);
}
Result<RiderShiftId> handle(UnitOfWork& work, const PlanShift& command) {
  return DeliveryService{}.plan_shift(work, command);
}
Outcome handle(UnitOfWork& work, const CancelShift& command) {
  return DeliveryService{}.cancel_shift(work, command);
}
Outcome handle(UnitOfWork& work, const GoOnline& command) {
  return DeliveryService{}.go_online(work, command);
}
Outcome handle(UnitOfWork& work, const GoOffline& command) {
  return DeliveryService{}.go_offline(work, command);
}
Result<PositionAnswer> handle(UnitOfWork& work, const ReportPosition& command) {
  return DeliveryService{}.report_position(work, command);
}
Result<ShiftList> handle(UnitOfWork& work, const ListShifts& command) {
  return DeliveryService{}.shifts(work, command);
}
Result<Trail> handle(UnitOfWork& work, const SeeTrail& command) {
  return DeliveryService{}.trail(work, command);
}
Result<FoundRiders> handle(UnitOfWork& work, const FindRiders& command) {
  return DeliveryService{}.find_riders(work, command);
}
Outcome handle(UnitOfWork& work, const OfferDelivery& command) {
  return DeliveryService{}.offer(work, command);
}
Outcome handle(UnitOfWork& work, const OfferRoute& command) {
  return DeliveryService{}.offer_route(work, command);
}
Outcome handle(UnitOfWork& work, const WithdrawOffer& command) {
  return DeliveryService{}.withdraw(work, command);
}
Outcome handle(UnitOfWork& work, const AssignByHand& command) {
  return DeliveryService{}.assign(work, command);
}
Outcome handle(UnitOfWork& work, const Reassign& command) {
  return DeliveryService{}.reassign(work, command);
}
Outcome handle(UnitOfWork& work, const PlanRoute& command) {
  return DeliveryService{}.plan_route(work, command);
}
Outcome handle(UnitOfWork& work, const SendRider& command) {
  return DeliveryService{}.send_rider(work, command);
}
Result<DeliveryList> handle(UnitOfWork& work, const ListStuckDeliveries& command) {
  return DeliveryService{}.stuck(work, command);
}
Result<DeliveryList> handle(UnitOfWork& work, const ListOpenDeliveries& command) {
  return DeliveryService{}.open(work, command);
}
Outcome handle(UnitOfWork& work, const AnswerOffer& command) {
  return DeliveryService{}.answer_offer(work, command);
}
Outcome handle(UnitOfWork& work, const ArriveAtRestaurant& command) {
  return DeliveryService{}.arrive(work, command);
}
Outcome handle(UnitOfWork& work, const PickUpFood& command) {
  return DeliveryService{}.pick_up(work, command);
}
Result<HandOverAnswer> handle(UnitOfWork& work, const HandOverFood& command) {
  return DeliveryService{}.hand_over(work, command);
}
Outcome handle(UnitOfWork& work, const WaitAtDoor& command) {
  return DeliveryService{}.wait_at_door(work, command);
}
Outcome handle(UnitOfWork& work, const CallCustomer& command) {
  return DeliveryService{}.call_customer(work, command);
}
Outcome handle(UnitOfWork& work, const FailDelivery& command) {
  return DeliveryService{}.fail(work, command);
}
Outcome handle(UnitOfWork& work, const ReturnFood& command) {
  return DeliveryService{}.return_food(work, command);
}
Outcome handle(UnitOfWork& work, const DisposeFood& command) {
  return DeliveryService{}.dispose_food(work, command);
}
Outcome handle(UnitOfWork& work, const TakeOverFood& command) {
  return DeliveryService{}.take_over(work, command);
}
Outcome handle(UnitOfWork& work, const GiveUpDelivery& command) {
  return DeliveryService{}.give_up(work, command);
}
Outcome handle(UnitOfWork& work, const UnlockHandOver& command) {
  return DeliveryService{}.unlock(work, command);
}
Outcome handle(UnitOfWork& work, const SetHandOverKey& command) {
  return DeliveryService{}.set_key(work, command);
}
Result<TrackedDelivery> handle(UnitOfWork& work, const TrackDelivery& command) {
  return DeliveryService{}.track(work, command);
}
Result<HandOverCode> handle(UnitOfWork& work, const SeeHandOverCode& command) {
  return DeliveryService{}.code(work, command);
}
Result<RouteView> handle(UnitOfWork& work, const SeeRoute& command) {
  return DeliveryService{}.route_of(work, command);
}

Subject subject_of(UnitOfWork&, const RegisterRider&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const ChangeRider& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const SuspendRider& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const ReinstateRider& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const PlanShift& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const CancelShift& command) {
  return work.find(command.shift) == nullptr ? Subject::nothing() : Subject::common();
}
Subject subject_of(UnitOfWork& work, const GoOnline& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const GoOffline& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const ReportPosition& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const ListShifts& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const SeeTrail& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork&, const FindRiders&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const OfferDelivery& command) {
  return of_delivery(work, command.delivery);
}
Subject subject_of(UnitOfWork& work, const OfferRoute& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const WithdrawOffer& command) {
  return of_delivery(work, command.delivery);
}
Subject subject_of(UnitOfWork& work, const AssignByHand& command) {
  return of_delivery(work, command.delivery);
}
Subject subject_of(UnitOfWork& work, const Reassign& command) {
  return of_delivery(work, command.delivery);
}
Subject subject_of(UnitOfWork& work, const PlanRoute& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const SendRider& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork&, const ListStuckDeliveries&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const ListOpenDeliveries&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const AnswerOffer& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const ArriveAtRestaurant& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const PickUpFood& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const HandOverFood& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const WaitAtDoor& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const CallCustomer& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const FailDelivery& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const ReturnFood& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const DisposeFood& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const TakeOverFood& command) {
  return of_rider(work, command.rider);
}
Subject subject_of(UnitOfWork& work, const GiveUpDelivery& command) {
  return of_carried(work, command.delivery, command.rider);
}
Subject subject_of(UnitOfWork& work, const UnlockHandOver& command) {
  return of_delivery(work, command.delivery);
}
Subject subject_of(UnitOfWork&, const SetHandOverKey&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const TrackDelivery& command) {
  Subject subject = of_order(work, command.order);
  if (!subject.found) return subject;
  const std::vector<std::uint64_t> keys = work.find_where<&Delivery::order>(command.order);
  if (keys.empty()) return Subject::nothing();
  const Delivery* delivery = work.find(DeliveryId{keys.back()});
  subject.restaurant = delivery->restaurant;
  subject.rider = delivery->rider;
  return subject;
}
Subject subject_of(UnitOfWork& work, const SeeHandOverCode& command) {
  return of_order(work, command.order);
}
Subject subject_of(UnitOfWork& work, const SeeRoute& command) {
  return of_rider(work, command.rider);
}

}  // namespace pizza
