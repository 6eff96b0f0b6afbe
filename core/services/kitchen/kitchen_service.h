// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/kitchen/kitchen_events.h"

namespace pizza {

struct EquipKitchen {
  RestaurantId restaurant;
  Station station = Station::Prep;
  std::int32_t capacity = 1;  // tickets at a time, 0..100; 0 = out of order
};

struct FinishStation {
  TicketId ticket;
};

// A ticket passes prep, oven and pack. At each it waits in line until the station has room; what frees a place starts
// the next in line.
class KitchenService {
 public:
  // Problems: kitchen.invalid, restaurant.unknown.
  Outcome equip(UnitOfWork& work, const EquipKitchen& command) const;
  // For the saga. The work comes from the basket's items; the ticket waits at prep or has begun.
  TicketId open_ticket(UnitOfWork& work, OrderId order, RestaurantId restaurant, Instant due) const;
  // The bump: the present station is done. Problems: ticket.unknown, ticket.not_working.
  Outcome finish_station(UnitOfWork& work, const FinishStation& command) const;
  // For the saga: takes the ticket out, unless it is ready or out already.
  void void_ticket(UnitOfWork& work, TicketId ticket) const;

 private:
  void start_waiting(UnitOfWork& work, RestaurantId restaurant, Station station) const;
};

}  // namespace pizza
