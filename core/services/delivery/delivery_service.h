// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/delivery/delivery_events.h"
#include "core/services/reaction.h"

namespace pizza {

struct RegisterRider {
  std::string name;
  Vehicle vehicle = Vehicle::Scooter;
  Instant shift_from;
  Instant shift_to;
};

struct GoOnline {
  RiderId rider;
  GeoPoint place;
};

struct GoOffline {
  RiderId rider;
};

struct ReportPosition {
  RiderId rider;
  GeoPoint place;
};

struct OfferDelivery {
  DeliveryId delivery;
  RiderId rider;
  Duration open_for = seconds(40);  // 1 s to 10 min
};

// What a rider does with a delivery.
struct AnswerOffer {
  DeliveryId delivery;
  RiderId rider;
  bool accept = true;
  std::string reason;
};
struct ArriveAtRestaurant {
  DeliveryId delivery;
  RiderId rider;
};
struct PickUpFood {
  DeliveryId delivery;
  RiderId rider;
};
struct HandOverFood {
  DeliveryId delivery;
  RiderId rider;
};
struct GiveUpDelivery {
  DeliveryId delivery;
  RiderId rider;
  std::string reason;
};

// A rider carries one delivery at a time: an offer binds the rider until it is answered or expires.
class DeliveryService {
 public:
  // Problems: rider.invalid, rider.unknown, rider.busy, rider.off_shift.
  Result<RiderId> register_rider(UnitOfWork& work, const RegisterRider& command) const;
  Outcome go_online(UnitOfWork& work, const GoOnline& command) const;
  Outcome go_offline(UnitOfWork& work, const GoOffline& command) const;
  Outcome report_position(UnitOfWork& work, const ReportPosition& command) const;

  // For dispatch. Problems: delivery.unknown, delivery.not_searching, rider.unknown, rider.busy, offer.invalid.
  Outcome offer(UnitOfWork& work, const OfferDelivery& command) const;
  // For riders. Problems: delivery.unknown, delivery.not_yours, delivery.not_now, delivery.food_not_ready.
  Outcome answer_offer(UnitOfWork& work, const AnswerOffer& command) const;
  Outcome arrive(UnitOfWork& work, const ArriveAtRestaurant& command) const;
  Outcome pick_up(UnitOfWork& work, const PickUpFood& command) const;
  Outcome hand_over(UnitOfWork& work, const HandOverFood& command) const;
  Outcome give_up(UnitOfWork& work, const GiveUpDelivery& command) const;

  // For the saga.
  DeliveryId request(UnitOfWork& work, OrderId order, RestaurantId restaurant, GeoPoint pickup, GeoPoint drop,
                     Instant food_due) const;
  void food_ready(UnitOfWork& work, DeliveryId delivery) const;
  void cancel(UnitOfWork& work, DeliveryId delivery, std::string reason) const;
  void offer_overdue(UnitOfWork& work, DeliveryId delivery) const;
};

std::span<const TimerRule> delivery_timers();

}  // namespace pizza
