// SPDX-License-Identifier: Apache-2.0
// What went wrong: recalls, remakes and the quality check.
#include "core/model/records/order.h"
#include "core/services/kitchen/estimate_rules.h"
#include "core/services/kitchen/kitchen_service.h"
#include "core/services/order/order_service.h"

namespace pizza {

using kitchen_detail::invalid;
using kitchen_detail::unknown_ticket;

namespace {

// Nobody has carried it away, and somebody still wants it.
bool in_the_house(UnitOfWork& work, OrderId id) {
  const Order* order = work.find(id);
  return order != nullptr && order->status <= OrderStatus::Ready;
}

std::optional<Problem> check_remake(UnitOfWork& work, const Ticket& ticket, const std::vector<std::int32_t>& lines,
                                    const std::string& reason) {
  const bool untouched = ticket.station == Station::Prep &&
                         (ticket.status == TicketStatus::Waiting || ticket.status == TicketStatus::Held);
  if (untouched) return problem(Status::Conflict, "ticket.not_begun", "nothing of it is made yet", "ticket_id");
  if (ticket.status == TicketStatus::Voided || !in_the_house(work, ticket.order))
    return problem(Status::Conflict, "ticket.over", "nobody waits for it here", "ticket_id");
  if (ticket.remakes >= KitchenService::most_remakes)
    return problem(Status::Conflict, "ticket.too_many_remakes", "20 are enough", "ticket_id");
  if (reason.empty() || reason.size() > 100) return invalid("1 to 100 bytes", "reason");
  if (looks_like_card_number(reason)) return invalid("looks like a card number", "reason");
  if (lines.empty() || lines.size() > 63) return invalid("1 to 63 lines", "lines");
  const std::uint64_t known = kitchen_detail::lines_of(work, ticket);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i] < 0 || lines[i] > 62 || (known >> lines[i] & 1) == 0)
      return invalid("no such line on this ticket", "lines[" + std::to_string(i) + "]");
  return std::nullopt;
}

}  // namespace

Outcome KitchenService::recall(UnitOfWork& work, const RecallTicket& command) const {
  const Ticket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  const auto refused = [](const char* why) {
    return problem(Status::Conflict, "ticket.not_recallable", why, "ticket_id");
  };
  const bool packed = ticket->status == TicketStatus::Ready || ticket->status == TicketStatus::Checking ||
                      ticket->status == TicketStatus::Gathering;
  const bool moving = ticket->status == TicketStatus::Waiting || ticket->status == TicketStatus::Working;
  if (!packed && (!moving || ticket->station == Station::Prep)) return refused("it has left no station");
  if (ticket->main && packed) return refused("it is part of its main ticket again");
  if (!in_the_house(work, ticket->order)) return refused("it is on its way");
  if (work.now() > ticket->bumped_at + recall_within) return refused("it left its station too long ago");
  const RestaurantId restaurant = ticket->restaurant;
  const Station from = ticket->station;
  const Station to = packed ? Station::Pack : static_cast<Station>(static_cast<int>(from) - 1);
  work.record(TicketRecalled{command.ticket, ticket->order, restaurant, to, work.now()});
  start_waiting(work, restaurant, to);
  if (from != to) start_waiting(work, restaurant, from);
  return Done{};
}

Outcome KitchenService::remake(UnitOfWork& work, const RemakeLines& command) const {
  const Ticket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->main) return remake(work, {ticket->main, command.lines, command.reason});
  if (auto wrong = check_remake(work, *ticket, command.lines, command.reason)) return *wrong;
  TicketRemade remade;
  Ticket& made = remade.ticket;
  made.id = work.allocate<Ticket>();
  made.order = ticket->order;
  made.restaurant = ticket->restaurant;
  made.due = ticket->due;
  made.main = ticket->id;
  made.rank = TicketClass::Remake;
  made.reason = command.reason;
  for (const std::int32_t line : command.lines) made.lines |= std::uint64_t{1} << line;
  const KitchenWork wanted = kitchen_work(work, work.find_at<Basket>(made.order.value)->lines, made.lines);
  made.work_s = wanted.seconds;
  made.places = wanted.places;
  made.opened_at = made.station_since = work.now();
  made.open_at = made.restaurant;
  const RestaurantId restaurant = made.restaurant;
  work.record(std::move(remade));
  start_waiting(work, restaurant, Station::Prep);
  return Done{};
}

Outcome KitchenService::check(UnitOfWork& work, const CheckTicket& command) const {
  const Ticket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->status != TicketStatus::Checking)
    return problem(Status::Conflict, "ticket.not_checking", "it does not wait for a look", "ticket_id");
  if (!command.pass) return remake(work, {command.ticket, command.lines, command.reason});
  kitchen_detail::move<TicketStep::Ready>(work, command.ticket, Station::Pack);
  return Done{};
}

}  // namespace pizza
