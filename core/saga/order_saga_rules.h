// SPDX-License-Identifier: Apache-2.0
// The order's way through the services. The saga hears what happened, and decides what comes next by the table in
// order_saga_table.h:
//
//   OrderPlaced          → hold the money; a scheduled order waits for its release first
//   PaymentAuthorized    → ask the restaurant (10 minutes, else the order is cancelled)
//   OrderAccepted        → open a ticket, seek a rider (until an hour after the promise)
//   TicketStationStarted → the order is being prepared
//   TicketReady          → the food waits for the rider
//   FoodPickedUp         → the order rides (two hours, else it has failed)
//   FoodDelivered        → take the money
//   PaymentCaptured      → the order is complete
//
// When an order ends otherwise (rejected, cancelled, failed) what was begun is undone, latest first: the rider is
// freed, the ticket taken out, the money let go, but for what the order owes all the same. FoodDelivered is the pivot:
// after it there is no way back, capture is tried until it is done, and what the provider never answers ends before
// people, who say what became of it.
#pragma once

#include "core/model/problem.h"
#include "core/saga/order_saga_table.h"
#include "core/saga/saga_commands.h"
#include "core/saga/saga_events.h"
#include "core/services/reaction.h"

namespace pizza {

class OrderSagaRules {
 public:
  static constexpr Duration acceptance_time = minutes(10);
  static constexpr Duration pickup_slack = minutes(60);  // after the promise
  static constexpr Duration riding_time = hours(2);

  // One turn of the table. Nothing happens where no row applies: late, doubled and foreign news change nothing.
  static void hear(UnitOfWork& work, OrderId order, SagaTrigger trigger, const void* event);
  // The saga has waited long enough where it stands.
  static void deadline_passed(UnitOfWork& work, OrderId order);

  // What waits for people, longest first. Problems: saga.invalid.
  static Result<OrdersForPeople> for_people(UnitOfWork& work, const ListOrdersForPeople& query);
};

std::span<const Reaction> order_saga_reactions();
std::span<const TimerRule> order_saga_timers();

Result<OrdersForPeople> handle(UnitOfWork& work, const ListOrdersForPeople& query);
Subject subject_of(UnitOfWork& work, const ListOrdersForPeople& query);

}  // namespace pizza
