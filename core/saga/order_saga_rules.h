// SPDX-License-Identifier: Apache-2.0
// The order's way through the services. The saga hears what happened, and decides what comes next:
//
//   OrderPlaced          → hold the money; of a scheduled order when its time has come (OrderReleased)
//   PaymentAuthorized    → ask the restaurant (10 minutes, else the order is cancelled)
//   OrderAccepted        → open a ticket, seek a rider (until an hour after the promise)
//   TicketStationStarted → the order is being prepared
//   TicketReady          → the food waits for the rider
//   FoodPickedUp         → the order rides (two hours, else it has failed)
//   FoodDelivered        → take the money
//   PaymentCaptured      → the order is complete
//
// When an order ends otherwise (rejected, cancelled, failed) what was begun is undone, latest first: the rider is
// freed, the ticket taken out, the money let go. After the delivery there is no way back: capture is tried until it is
// done, and what the provider never answers ends before people.
#pragma once

#include "core/saga/saga_events.h"
#include "core/services/delivery/delivery_service.h"
#include "core/services/kitchen/kitchen_service.h"
#include "core/services/order/order_service.h"
#include "core/services/payment/payment_service.h"
#include "core/services/reaction.h"

namespace pizza {

class OrderSagaRules {
 public:
  static constexpr Duration acceptance_time = minutes(10);
  static constexpr Duration pickup_slack = minutes(60);  // after the promise
  static constexpr Duration riding_time = hours(2);

  void on(UnitOfWork& work, const OrderPlaced& event) const;
  void on(UnitOfWork& work, const OrderReleased& event) const;
  void on(UnitOfWork& work, const PaymentAuthorized& event) const;
  void on(UnitOfWork& work, const PaymentDeclined& event) const;
  void on(UnitOfWork& work, const PaymentFailed& event) const;
  void on(UnitOfWork& work, const PaymentVoided& event) const;
  void on(UnitOfWork& work, const PaymentCaptured& event) const;
  void on(UnitOfWork& work, const PaymentStuck& event) const;
  void on(UnitOfWork& work, const OrderAccepted& event) const;
  void on(UnitOfWork& work, const OrderRejected& event) const;
  void on(UnitOfWork& work, const OrderCancelled& event) const;
  void on(UnitOfWork& work, const OrderFailed& event) const;
  void on(UnitOfWork& work, const TicketStationStarted& event) const;
  void on(UnitOfWork& work, const TicketReady& event) const;
  void on(UnitOfWork& work, const FoodPickedUp& event) const;
  void on(UnitOfWork& work, const FoodDelivered& event) const;
  void on(UnitOfWork& work, const DeliveryFailed& event) const;

  // The saga has waited long enough where it stands.
  void deadline_passed(UnitOfWork& work, OrderId order) const;

 private:
  void begin(UnitOfWork& work, OrderId order, const std::string& payment_token) const;
  void move(UnitOfWork& work, OrderSaga saga, SagaStep to, std::optional<Instant> deadline) const;
  void compensate(UnitOfWork& work, OrderId order) const;
  void finish_compensation(UnitOfWork& work, OrderId order) const;

  OrderService orders_;
  PaymentService payments_;
  KitchenService kitchens_;
  DeliveryService deliveries_;
};

std::span<const Reaction> order_saga_reactions();
std::span<const TimerRule> order_saga_timers();

}  // namespace pizza
