// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/kitchens.h"

namespace pizza::sim {

void Kitchens::hear(const OrderAuthorized& event) {
  RandomStream chance = stage_.chance(Purpose::Answer, event.order.value);
  if (happens(chance, stage_.scenario.kitchen.silent_permille)) return;
  stage_.in(around(chance, stage_.scenario.kitchen.answer), Happening::KitchenAnswers, event.order.value);
}

// The order may have been cancelled meanwhile: then the business refuses, and the cook shrugs.
void Kitchens::answer(OrderId id) {
  const auto order = stage_.look(id);
  if (!order || order->status != OrderStatus::Authorized) return;
  RandomStream chance = stage_.chance(Purpose::Answer, id.value);
  chance.seek(64);
  std::int64_t tickets = 0;
  if (const auto kitchen = stage_.look_at<Kitchen>(order->restaurant.value)) {
    for (const StationState& station : kitchen->stations)
      tickets += station.busy + static_cast<std::int64_t>(station.waiting.size());
  }
  const bool overloaded = tickets >= stage_.scenario.kitchen.overloaded_tickets;
  const bool unwilling = happens(chance, stage_.scenario.kitchen.reject_permille);
  if (overloaded || unwilling) {
    static_cast<void>(stage_.business.command(RejectOrder{id, overloaded ? "too_busy" : "out_of_dough"}));
  } else {
    static_cast<void>(stage_.business.command(AcceptOrder{id}));
  }
}

void Kitchens::hear(const TicketStationStarted& event) {
  const auto ticket = stage_.look(event.ticket);
  const auto station = static_cast<std::size_t>(event.station);
  RandomStream chance = stage_.chance(Purpose::Ticket, event.ticket.value);
  chance.seek(64 * station);
  const Duration estimate = seconds(std::max(ticket->work_s[station], 5));
  const auto spread = static_cast<std::uint32_t>(stage_.scenario.kitchen.work_spread_permille);
  stage_.in(around(chance, estimate, spread), Happening::StationDone, event.ticket.value);
}

// A voided ticket is on no station any more: the business refuses. Where somebody must look at what was packed, the
// cook looks, and lets it pass.
void Kitchens::finish_station(TicketId id) {
  if (!stage_.business.command(FinishStation{id}).ok()) return;
  const auto ticket = stage_.look(id);
  const TicketId packed = ticket->main ? ticket->main : id;
  const auto checked = stage_.look(packed);
  if (checked && checked->status == TicketStatus::Checking)
    static_cast<void>(stage_.business.command(CheckTicket{packed, true, {}, {}}));
}

}  // namespace pizza::sim
