// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/kitchen/kitchen_commands.h"
#include "core/services/kitchen/kitchen_events.h"
#include "core/services/reaction.h"

namespace pizza {

// A ticket passes prep, oven and pack. At each it waits in line until the station has as many places free as it needs;
// what frees a place starts the next in line. Estimates: estimate_rules.h; busy mode: throttle_rules.h.
//
// The queue rule: remakes first, then what somebody has rushed, then the rest; among equals what is due first, then
// what came first. A recalled ticket goes ahead of all. The first in line is never overtaken: while it waits for
// places, smaller ones behind it wait too. A ticket that needs more places than the station has takes the whole
// station.
//
// A remake is a ticket of its own; its main ticket is ready when both are packed. Where the restaurant wants a quality
// check, what is packed and gathered waits for somebody to look.
//
// The ticket of a scheduled order is held until its fire time: due, less its estimated work, ten minutes, and what the
// hour's usual rush needs.
class KitchenService {
 public:
  static constexpr Duration recall_within = minutes(10);
  static constexpr Duration fire_slack = minutes(10);
  static constexpr std::int32_t most_remakes = 20;  // of one ticket

  // Problems: kitchen.invalid (names the field), restaurant.unknown.
  Outcome equip(UnitOfWork& work, const EquipKitchen& command) const;
  Outcome limit(UnitOfWork& work, const LimitKitchen& command) const;
  Outcome set_busy(UnitOfWork& work, const SetBusy& command) const;
  // Problems: menu_item.unknown, kitchen.invalid.
  Outcome set_recipe(UnitOfWork& work, const SetRecipe& command) const;

  // For the saga. The work comes from the basket's items; the ticket waits at prep or has begun, or is held.
  TicketId open_ticket(UnitOfWork& work, OrderId order, RestaurantId restaurant, Instant due) const;
  // For the saga: takes the ticket and its remakes out, unless it is ready or out already.
  void void_ticket(UnitOfWork& work, TicketId ticket) const;

  // Problems of all: ticket.unknown.
  // ticket.not_working.
  Outcome finish_station(UnitOfWork& work, const FinishStation& command) const;
  // ticket.not_working, kitchen.invalid (line).
  Outcome bump_line(UnitOfWork& work, const BumpLine& command) const;
  // ticket.not_recallable: it left no station within the last ten minutes, or the order is on its way or has ended.
  Outcome recall(UnitOfWork& work, const RecallTicket& command) const;
  // ticket.not_begun, ticket.over (voided, or the order is on its way or has ended), ticket.too_many_remakes,
  // kitchen.invalid.
  Outcome remake(UnitOfWork& work, const RemakeLines& command) const;
  // ticket.not_checking, and those of a remake.
  Outcome check(UnitOfWork& work, const CheckTicket& command) const;
  // ticket.not_waiting.
  Outcome hold(UnitOfWork& work, const HoldTicket& command) const;
  // ticket.not_held.
  Outcome fire(UnitOfWork& work, const FireTicket& command) const;
  // ticket.over.
  Outcome rush(UnitOfWork& work, const RushTicket& command) const;

  // Problems: restaurant.unknown, kitchen.invalid.
  Result<KitchenScreen> see(UnitOfWork& work, const SeeKitchen& query) const;
  Result<AllDayView> all_day(UnitOfWork& work, const SeeAllDay& query) const;

  // The timers.
  void fire_due(UnitOfWork& work, TicketId ticket) const;
  void mode_over(UnitOfWork& work, RestaurantId restaurant) const;

 private:
  void start_waiting(UnitOfWork& work, RestaurantId restaurant, Station station) const;
  // A station's work on the ticket is done.
  void pass_on(UnitOfWork& work, TicketId ticket) const;
  // The main ticket is packed: what it still waits for, or that it is ready.
  void settle_packed(UnitOfWork& work, TicketId ticket) const;
  void throttle(UnitOfWork& work, RestaurantId restaurant) const;
  void change_mode(UnitOfWork& work, RestaurantId restaurant, const KitchenMode& mode) const;
};

std::span<const TimerRule> kitchen_timers();

namespace kitchen_detail {

Problem invalid(std::string why, std::string field);
Problem unknown_ticket();
// The lines of a ticket, a bit each; none where the basket is gone.
std::uint64_t lines_of(UnitOfWork& work, const Ticket& ticket);

template <TicketStep Step>
void move(UnitOfWork& work, TicketId id, Station station) {
  const Ticket* ticket = work.find(id);
  work.record(TicketMoved<Step>{id, ticket->order, ticket->restaurant, station, work.now()});
}

}  // namespace kitchen_detail

Outcome handle(UnitOfWork& work, const EquipKitchen& command);
Outcome handle(UnitOfWork& work, const LimitKitchen& command);
Outcome handle(UnitOfWork& work, const SetRecipe& command);
Outcome handle(UnitOfWork& work, const SetBusy& command);
Outcome handle(UnitOfWork& work, const FinishStation& command);
Outcome handle(UnitOfWork& work, const BumpLine& command);
Outcome handle(UnitOfWork& work, const RecallTicket& command);
Outcome handle(UnitOfWork& work, const RemakeLines& command);
Outcome handle(UnitOfWork& work, const CheckTicket& command);
Outcome handle(UnitOfWork& work, const HoldTicket& command);
Outcome handle(UnitOfWork& work, const FireTicket& command);
Outcome handle(UnitOfWork& work, const RushTicket& command);
Result<KitchenScreen> handle(UnitOfWork& work, const SeeKitchen& query);
Result<AllDayView> handle(UnitOfWork& work, const SeeAllDay& query);
Subject subject_of(UnitOfWork& work, const EquipKitchen& command);
Subject subject_of(UnitOfWork& work, const LimitKitchen& command);
Subject subject_of(UnitOfWork& work, const SetRecipe& command);
Subject subject_of(UnitOfWork& work, const SetBusy& command);
Subject subject_of(UnitOfWork& work, const FinishStation& command);
Subject subject_of(UnitOfWork& work, const BumpLine& command);
Subject subject_of(UnitOfWork& work, const RecallTicket& command);
Subject subject_of(UnitOfWork& work, const RemakeLines& command);
Subject subject_of(UnitOfWork& work, const CheckTicket& command);
Subject subject_of(UnitOfWork& work, const HoldTicket& command);
Subject subject_of(UnitOfWork& work, const FireTicket& command);
Subject subject_of(UnitOfWork& work, const RushTicket& command);
Subject subject_of(UnitOfWork& work, const SeeKitchen& query);
Subject subject_of(UnitOfWork& work, const SeeAllDay& query);

}  // namespace pizza
