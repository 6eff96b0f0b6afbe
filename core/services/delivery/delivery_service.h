// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/ports/dispatch_policy.h"
#include "core/services/delivery/carry_commands.h"
#include "core/services/delivery/delivery_events.h"
#include "core/services/delivery/dispatch_commands.h"
#include "core/services/delivery/doorstep_events.h"
#include "core/services/delivery/fleet_commands.h"
#include "core/services/delivery/nearest_riders.h"
#include "core/services/reaction.h"
#include "core/services/user/person_events.h"

namespace pizza {

// What the saga knows when it seeks a rider.
struct DeliveryWish {
  OrderId order;
  RestaurantId restaurant;
  GeoPoint pickup;
  GeoPoint drop;
  Instant food_due;
  std::optional<Instant> promised_at = {};
  std::int32_t boxes = 0;    // 0 = not known
  Money total = {};          // of the order; from code_from_minor on the customer gets a hand-over code
  bool code_wanted = false;  // by the customer
};

// Where to dispatch, and how.
struct DispatchArea {
  GeoPoint centre;
  std::int32_t within_m = 20'000;     // pickups and riders; 1 to 50,000
  Duration soon_free = minutes(10);   // busy riders count who are expected to be done by then
  Duration open_for = seconds(40);    // of offers; 1 s to 10 min
  std::size_t most_deliveries = 500;  // the longest waiting
  std::size_t most_riders = 1'000;    // the nearest to the centre
};

struct DispatchTally {
  std::int32_t offered = 0;  // deliveries
  std::int32_t refused = 0;  // routes of the policy that do not hold
  std::int32_t moved = 0;    // riders sent somewhere
};

// Riders, what they carry, and what happens at the door.
//
// A rider carries up to four deliveries as the vehicle has room, along one route of stops; an offer is of one delivery
// or of several together and binds the rider until it is answered, withdrawn or over. No rider has two open offers, no
// delivery two riders. After `offers_before_people` offers that came to nothing operations are asked to look.
//
// At the door: a code where the order is worth it or the customer wants one, five wrong ones lock it; food that cannot
// be handed over goes back or is disposed of, and only then is the rider free of it.
class DeliveryService {
 public:
  static constexpr std::int32_t offers_before_people = 8;
  static constexpr Duration early_for_shift = minutes(15);
  static constexpr Duration late_for_shift = minutes(15);  // then the shift is missed
  static constexpr Duration wait_at_door_for = minutes(8);
  static constexpr std::int64_t at_door_mm = 150'000;  // a hand-over farther from the drop is marked

  // Riders. Problems: rider.unknown, rider.invalid, user.unknown, rider.user_taken, rider.busy, rider.off_shift,
  // rider.suspended, shift.unknown, shift.invalid, shift.overlaps, shift.begun.
  Result<RiderId> register_rider(UnitOfWork& work, const RegisterRider& command) const;
  Outcome change_rider(UnitOfWork& work, const ChangeRider& command) const;
  Outcome suspend(UnitOfWork& work, const SuspendRider& command) const;
  Outcome reinstate(UnitOfWork& work, const ReinstateRider& command) const;
  Result<RiderShiftId> plan_shift(UnitOfWork& work, const PlanShift& command) const;
  Outcome cancel_shift(UnitOfWork& work, const CancelShift& command) const;
  Outcome go_online(UnitOfWork& work, const GoOnline& command) const;
  Outcome go_offline(UnitOfWork& work, const GoOffline& command) const;
  // What is not believed is ignored, and no problem.
  Result<PositionAnswer> report_position(UnitOfWork& work, const ReportPosition& command) const;
  Result<ShiftList> shifts(UnitOfWork& work, const ListShifts& query) const;
  Result<Trail> trail(UnitOfWork& work, const SeeTrail& query) const;
  Result<FoundRiders> find_riders(UnitOfWork& work, const FindRiders& query) const;

  // For dispatch. Problems: delivery.unknown, delivery.not_searching, delivery.not_now, rider.unknown, rider.busy,
  // rider.suspended, rider.off_shift, rider.too_small (its vehicle: way or room), offer.invalid, route.invalid.
  Outcome offer(UnitOfWork& work, const OfferDelivery& command) const;
  Outcome offer_route(UnitOfWork& work, const OfferRoute& command) const;
  Outcome withdraw(UnitOfWork& work, const WithdrawOffer& command) const;
  Outcome assign(UnitOfWork& work, const AssignByHand& command) const;
  Outcome reassign(UnitOfWork& work, const Reassign& command) const;
  Outcome plan_route(UnitOfWork& work, const PlanRoute& command) const;
  Outcome send_rider(UnitOfWork& work, const SendRider& command) const;
  // Asks the policy about everything that is open around a place, and makes the offers.
  Result<DispatchTally> dispatch(UnitOfWork& work, BatchPolicy& policy, Router& router, const DispatchArea& area) const;
  DispatchSnapshot snapshot(UnitOfWork& work, const DispatchArea& area) const;
  Result<DeliveryList> stuck(UnitOfWork& work, const ListStuckDeliveries& query) const;
  Result<DeliveryList> open(UnitOfWork& work, const ListOpenDeliveries& query) const;

  // For riders. Problems: delivery.unknown (or another rider's), delivery.not_now, delivery.food_not_ready,
  // delivery.code_wanted, delivery.code_locked, delivery.wait_longer, delivery.invalid (names the field).
  Outcome answer_offer(UnitOfWork& work, const AnswerOffer& command) const;
  Outcome arrive(UnitOfWork& work, const ArriveAtRestaurant& command) const;
  Outcome pick_up(UnitOfWork& work, const PickUpFood& command) const;
  Result<HandOverAnswer> hand_over(UnitOfWork& work, const HandOverFood& command) const;
  Outcome wait_at_door(UnitOfWork& work, const WaitAtDoor& command) const;
  Outcome call_customer(UnitOfWork& work, const CallCustomer& command) const;
  Outcome fail(UnitOfWork& work, const FailDelivery& command) const;
  Outcome return_food(UnitOfWork& work, const ReturnFood& command) const;
  Outcome dispose_food(UnitOfWork& work, const DisposeFood& command) const;
  Outcome take_over(UnitOfWork& work, const TakeOverFood& command) const;
  Outcome give_up(UnitOfWork& work, const GiveUpDelivery& command) const;
  Outcome unlock(UnitOfWork& work, const UnlockHandOver& command) const;
  Outcome set_key(UnitOfWork& work, const SetHandOverKey& command) const;
  Result<TrackedDelivery> track(UnitOfWork& work, const TrackDelivery& query) const;
  Result<HandOverCode> code(UnitOfWork& work, const SeeHandOverCode& query) const;
  Result<RouteView> route_of(UnitOfWork& work, const SeeRoute& query) const;

  // For the saga.
  DeliveryId request(UnitOfWork& work, const DeliveryWish& wish) const;
  DeliveryId request(UnitOfWork& work, OrderId order, RestaurantId restaurant, GeoPoint pickup, GeoPoint drop,
                     Instant food_due) const {
    return request(work, {order, restaurant, pickup, drop, food_due});
  }
  void food_ready(UnitOfWork& work, DeliveryId delivery) const;
  void cancel(UnitOfWork& work, DeliveryId delivery, std::string reason) const;

  // Somebody asked to be forgotten: the rides stay, the name goes.
  void on(UnitOfWork& work, const UserErased& event) const;

  // For timers.
  void offer_overdue(UnitOfWork& work, DeliveryId delivery) const;
  void shift_due(UnitOfWork& work, RiderShiftId shift) const;
  void sweep_trail(UnitOfWork& work, RiderId rider) const;
  void erase_doorstep(UnitOfWork& work, DeliveryId delivery) const;
};

// When an open delivery will be at the door; nothing for one that has ended. Without a router by the crow's way.
std::optional<eta_rules::Arrival> arrival_of(UnitOfWork& work, const Delivery& delivery, Router* router = nullptr);

// Who is to blame, so that the saga can say who pays.
Fault fault_of(FailureCause cause);

std::span<const TimerRule> delivery_timers();
std::span<const Reaction> delivery_reactions();

using DeliveryCommands = Joined<FleetCommands, DispatchCommands, CarryCommands>::Type;

Result<RiderId> handle(UnitOfWork& work, const RegisterRider& command);
Outcome handle(UnitOfWork& work, const ChangeRider& command);
Outcome handle(UnitOfWork& work, const SuspendRider& command);
Outcome handle(UnitOfWork& work, const ReinstateRider& command);
Result<RiderShiftId> handle(UnitOfWork& work, const PlanShift& command);
Outcome handle(UnitOfWork& work, const CancelShift& command);
Outcome handle(UnitOfWork& work, const GoOnline& command);
Outcome handle(UnitOfWork& work, const GoOffline& command);
Result<PositionAnswer> handle(UnitOfWork& work, const ReportPosition& command);
Result<ShiftList> handle(UnitOfWork& work, const ListShifts& command);
Result<Trail> handle(UnitOfWork& work, const SeeTrail& command);
Result<FoundRiders> handle(UnitOfWork& work, const FindRiders& command);
Outcome handle(UnitOfWork& work, const OfferDelivery& command);
Outcome handle(UnitOfWork& work, const OfferRoute& command);
Outcome handle(UnitOfWork& work, const WithdrawOffer& command);
Outcome handle(UnitOfWork& work, const AssignByHand& command);
Outcome handle(UnitOfWork& work, const Reassign& command);
Outcome handle(UnitOfWork& work, const PlanRoute& command);
Outcome handle(UnitOfWork& work, const SendRider& command);
Result<DeliveryList> handle(UnitOfWork& work, const ListStuckDeliveries& command);
Result<DeliveryList> handle(UnitOfWork& work, const ListOpenDeliveries& command);
Outcome handle(UnitOfWork& work, const AnswerOffer& command);
Outcome handle(UnitOfWork& work, const ArriveAtRestaurant& command);
Outcome handle(UnitOfWork& work, const PickUpFood& command);
Result<HandOverAnswer> handle(UnitOfWork& work, const HandOverFood& command);
Outcome handle(UnitOfWork& work, const WaitAtDoor& command);
Outcome handle(UnitOfWork& work, const CallCustomer& command);
Outcome handle(UnitOfWork& work, const FailDelivery& command);
Outcome handle(UnitOfWork& work, const ReturnFood& command);
Outcome handle(UnitOfWork& work, const DisposeFood& command);
Outcome handle(UnitOfWork& work, const TakeOverFood& command);
Outcome handle(UnitOfWork& work, const GiveUpDelivery& command);
Outcome handle(UnitOfWork& work, const UnlockHandOver& command);
Outcome handle(UnitOfWork& work, const SetHandOverKey& command);
Result<TrackedDelivery> handle(UnitOfWork& work, const TrackDelivery& command);
Result<HandOverCode> handle(UnitOfWork& work, const SeeHandOverCode& command);
Result<RouteView> handle(UnitOfWork& work, const SeeRoute& command);
Subject subject_of(UnitOfWork& work, const RegisterRider& command);
Subject subject_of(UnitOfWork& work, const ChangeRider& command);
Subject subject_of(UnitOfWork& work, const SuspendRider& command);
Subject subject_of(UnitOfWork& work, const ReinstateRider& command);
Subject subject_of(UnitOfWork& work, const PlanShift& command);
Subject subject_of(UnitOfWork& work, const CancelShift& command);
Subject subject_of(UnitOfWork& work, const GoOnline& command);
Subject subject_of(UnitOfWork& work, const GoOffline& command);
Subject subject_of(UnitOfWork& work, const ReportPosition& command);
Subject subject_of(UnitOfWork& work, const ListShifts& command);
Subject subject_of(UnitOfWork& work, const SeeTrail& command);
Subject subject_of(UnitOfWork& work, const FindRiders& command);
Subject subject_of(UnitOfWork& work, const OfferDelivery& command);
Subject subject_of(UnitOfWork& work, const OfferRoute& command);
Subject subject_of(UnitOfWork& work, const WithdrawOffer& command);
Subject subject_of(UnitOfWork& work, const AssignByHand& command);
Subject subject_of(UnitOfWork& work, const Reassign& command);
Subject subject_of(UnitOfWork& work, const PlanRoute& command);
Subject subject_of(UnitOfWork& work, const SendRider& command);
Subject subject_of(UnitOfWork& work, const ListStuckDeliveries& command);
Subject subject_of(UnitOfWork& work, const ListOpenDeliveries& command);
Subject subject_of(UnitOfWork& work, const AnswerOffer& command);
Subject subject_of(UnitOfWork& work, const ArriveAtRestaurant& command);
Subject subject_of(UnitOfWork& work, const PickUpFood& command);
Subject subject_of(UnitOfWork& work, const HandOverFood& command);
Subject subject_of(UnitOfWork& work, const WaitAtDoor& command);
Subject subject_of(UnitOfWork& work, const CallCustomer& command);
Subject subject_of(UnitOfWork& work, const FailDelivery& command);
Subject subject_of(UnitOfWork& work, const ReturnFood& command);
Subject subject_of(UnitOfWork& work, const DisposeFood& command);
Subject subject_of(UnitOfWork& work, const TakeOverFood& command);
Subject subject_of(UnitOfWork& work, const GiveUpDelivery& command);
Subject subject_of(UnitOfWork& work, const UnlockHandOver& command);
Subject subject_of(UnitOfWork& work, const SetHandOverKey& command);
Subject subject_of(UnitOfWork& work, const TrackDelivery& command);
Subject subject_of(UnitOfWork& work, const SeeHandOverCode& command);
Subject subject_of(UnitOfWork& work, const SeeRoute& command);

}  // namespace pizza
