// SPDX-License-Identifier: Apache-2.0
// Equipment, and a ticket's way through the stations.
#include "core/services/kitchen/kitchen_service.h"

#include <algorithm>

#include "core/model/records/order.h"
#include "core/model/records/restaurant.h"
#include "core/services/kitchen/estimate_rules.h"

namespace pizza {

using kitchen_detail::invalid;
using kitchen_detail::move;
using kitchen_detail::unknown_ticket;

namespace {

constexpr std::size_t index_of(Station station) {
  return static_cast<std::size_t>(station);
}

void equip_small_pizzeria(UnitOfWork& work, RestaurantId restaurant) {
  for (std::size_t s = 0; s < 3; ++s)
    work.record(KitchenEquipped{restaurant, static_cast<Station>(s), estimate_rules::small_pizzeria[s]});
}

// When the ticket of a scheduled order goes into the queue; none: at once.
std::optional<Instant> fire_time(UnitOfWork& work, const Ticket& ticket) {
  const Order* order = work.find(ticket.order);
  if (order == nullptr || !order->scheduled_for) return std::nullopt;
  const Kitchen* kitchen = work.find_at<Kitchen>(ticket.restaurant.value);
  Duration own;
  for (std::size_t s = 0; s < 3; ++s)
    own = own + milliseconds(estimate_rules::learned_ms(kitchen->stations[s], ticket.work_s[s]));
  const KitchenWeek* week = work.find_at<KitchenWeek>(ticket.restaurant.value);
  const Duration rush = estimate_rules::rush_at(*kitchen, week, ticket.due, ticket.work_s[1]);
  const Instant at = ticket.due - own - KitchenService::fire_slack - rush;
  return at > work.now() ? std::optional(at) : std::nullopt;
}

}  // namespace

Problem kitchen_detail::invalid(std::string why, std::string field) {
  return problem(Status::Unprocessable, "kitchen.invalid", std::move(why), std::move(field));
}
Problem kitchen_detail::unknown_ticket() {
  return problem(Status::NotFound, "ticket.unknown", "there is no such ticket", "ticket_id");
}
std::uint64_t kitchen_detail::lines_of(UnitOfWork& work, const Ticket& ticket) {
  if (ticket.lines != 0) return ticket.lines;
  const Basket* basket = work.find_at<Basket>(ticket.order.value);
  const std::size_t count = basket == nullptr ? 0 : std::min<std::size_t>(basket->lines.size(), 63);
  return (std::uint64_t{1} << count) - 1;
}

Outcome KitchenService::equip(UnitOfWork& work, const EquipKitchen& command) const {
  if (work.find(command.restaurant) == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (command.capacity < 0 || command.capacity > 100) return invalid("0 to 100 places", "capacity");
  work.record(KitchenEquipped{command.restaurant, command.station, command.capacity});
  start_waiting(work, command.restaurant, command.station);
  return Done{};
}

Outcome KitchenService::set_recipe(UnitOfWork& work, const SetRecipe& command) const {
  const MenuItem* item = work.find(command.item);
  if (item == nullptr) return problem(Status::NotFound, "menu_item.unknown", "there is no such item", "menu_item_id");
  for (std::size_t s = 0; s < 3; ++s)
    if (command.places[s] < 0 || command.places[s] > 20)
      return invalid("0 to 20 places", "places[" + std::to_string(s) + "]");
  work.record(RecipeSet{{command.item, item->restaurant, command.places, {}}});
  return Done{};
}

TicketId KitchenService::open_ticket(UnitOfWork& work, OrderId order, RestaurantId restaurant, Instant due) const {
  if (work.find_at<Kitchen>(restaurant.value) == nullptr) equip_small_pizzeria(work, restaurant);
  TicketOpened opened;
  Ticket& ticket = opened.ticket;
  ticket.id = work.allocate<Ticket>();
  ticket.order = order;
  ticket.restaurant = restaurant;
  if (const Basket* basket = work.find_at<Basket>(order.value)) {
    const KitchenWork wanted = kitchen_work(work, basket->lines);
    ticket.work_s = wanted.seconds;
    ticket.places = wanted.places;
  }
  ticket.opened_at = ticket.station_since = work.now();
  ticket.due = due;
  ticket.open_at = restaurant;
  ticket.fire_at = fire_time(work, ticket);
  if (ticket.fire_at) ticket.status = TicketStatus::Held;
  const TicketId id = ticket.id;
  if (ticket.fire_at) work.after_commit(Timer{TimerKind::TicketFire, id.value, *ticket.fire_at});
  work.record(std::move(opened));
  start_waiting(work, restaurant, Station::Prep);
  throttle(work, restaurant);
  return id;
}

Outcome KitchenService::finish_station(UnitOfWork& work, const FinishStation& command) const {
  const Ticket* found = work.find(command.ticket);
  if (found == nullptr) return unknown_ticket();
  if (found->status != TicketStatus::Working)
    return problem(Status::Conflict, "ticket.not_working", "no station works on this ticket", "ticket_id");
  pass_on(work, command.ticket);
  return Done{};
}

void KitchenService::pass_on(UnitOfWork& work, TicketId id) const {
  const Ticket* ticket = work.find(id);
  const RestaurantId restaurant = ticket->restaurant;
  const Station station = ticket->station;
  if (station == Station::Pack) {
    settle_packed(work, id);
  } else {
    move<TicketStep::Finished>(work, id, station);
    start_waiting(work, restaurant, static_cast<Station>(index_of(station) + 1));
  }
  start_waiting(work, restaurant, station);
}

void KitchenService::settle_packed(UnitOfWork& work, TicketId id) const {
  const Ticket* ticket = work.find(id);
  if (ticket->main) {
    const TicketId main = ticket->main;
    move<TicketStep::Joined>(work, id, Station::Pack);
    if (work.find(main)->status == TicketStatus::Gathering) settle_packed(work, main);
  } else if (ticket->open_remakes > 0) {
    if (ticket->status != TicketStatus::Gathering) move<TicketStep::Gathered>(work, id, Station::Pack);
  } else if (work.find_at<Kitchen>(ticket->restaurant.value)->limits.quality_check) {
    move<TicketStep::CheckWaits>(work, id, Station::Pack);
  } else {
    move<TicketStep::Ready>(work, id, Station::Pack);
  }
}

Outcome KitchenService::bump_line(UnitOfWork& work, const BumpLine& command) const {
  const Ticket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->status != TicketStatus::Working)
    return problem(Status::Conflict, "ticket.not_working", "no station works on this ticket", "ticket_id");
  const std::uint64_t lines = kitchen_detail::lines_of(work, *ticket);
  if (command.line < 0 || command.line > 62 || (lines >> command.line & 1) == 0)
    return invalid("no such line on this ticket", "line");
  const std::size_t station = index_of(ticket->station);
  work.record(TicketLineMarked{command.ticket, ticket->order, command.line, !command.undo});
  if (command.undo) return Done{};
  // Lines without work here need no bump.
  ticket = work.find(command.ticket);
  std::uint64_t open = lines & ~ticket->done;
  const Basket* basket = work.find_at<Basket>(ticket->order.value);
  for (std::size_t i = 0; i < basket->lines.size() && i < 63; ++i) {
    const MenuItem* item = work.find(basket->lines[i].item);
    if (item == nullptr || item->work_s[station] == 0) open &= ~(std::uint64_t{1} << i);
  }
  if (open == 0) pass_on(work, command.ticket);
  return Done{};
}

Outcome KitchenService::hold(UnitOfWork& work, const HoldTicket& command) const {
  const Ticket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->status != TicketStatus::Waiting)
    return problem(Status::Conflict, "ticket.not_waiting", "only what waits can be held", "ticket_id");
  const RestaurantId restaurant = ticket->restaurant;
  const Station station = ticket->station;
  move<TicketStep::Held>(work, command.ticket, station);
  start_waiting(work, restaurant, station);  // it may have stood before smaller ones
  return Done{};
}

Outcome KitchenService::fire(UnitOfWork& work, const FireTicket& command) const {
  const Ticket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->status != TicketStatus::Held)
    return problem(Status::Conflict, "ticket.not_held", "it is not held", "ticket_id");
  const RestaurantId restaurant = ticket->restaurant;
  const Station station = ticket->station;
  move<TicketStep::Fired>(work, command.ticket, station);
  start_waiting(work, restaurant, station);
  return Done{};
}

void KitchenService::fire_due(UnitOfWork& work, TicketId id) const {
  const Ticket* ticket = work.find(id);
  if (ticket == nullptr || !ticket->fire_at || *ticket->fire_at > work.now()) return;
  static_cast<void>(fire(work, {id}));
}

Outcome KitchenService::rush(UnitOfWork& work, const RushTicket& command) const {
  const Ticket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (is_over(ticket->status)) return problem(Status::Conflict, "ticket.over", "it is over", "ticket_id");
  const TicketClass rank = command.rush ? TicketClass::Rush : TicketClass::Normal;
  if (ticket->rank == TicketClass::Remake || ticket->rank == rank) return Done{};
  const RestaurantId restaurant = ticket->restaurant;
  const Station station = ticket->station;
  work.record(TicketRanked{command.ticket, ticket->order, rank});
  start_waiting(work, restaurant, station);
  return Done{};
}

void KitchenService::void_ticket(UnitOfWork& work, TicketId id) const {
  const Ticket* ticket = work.find(id);
  if (ticket == nullptr || is_over(ticket->status)) return;
  const RestaurantId restaurant = ticket->restaurant;
  const Station station = ticket->station;
  if (ticket->open_remakes > 0) {
    for (const std::uint64_t key : work.find_where<&Ticket::order>(ticket->order))
      if (work.find(TicketId{key})->main == id) void_ticket(work, TicketId{key});
  }
  move<TicketStep::Voided>(work, id, station);
  start_waiting(work, restaurant, station);
}

void KitchenService::start_waiting(UnitOfWork& work, RestaurantId restaurant, Station station) const {
  for (;;) {
    const Kitchen* kitchen = work.find_at<Kitchen>(restaurant.value);
    if (kitchen == nullptr) return;
    const StationState& state = kitchen->stations[index_of(station)];
    if (state.waiting.empty() || state.busy >= state.capacity) return;
    const TicketId next = state.waiting.front();
    const Ticket* ticket = work.find(next);
    const std::int32_t needed = std::max(ticket->places[index_of(station)], 1);
    if (state.busy > 0 && state.busy + needed > state.capacity) return;
    work.record(TicketStationStarted{next, ticket->order, restaurant, station, work.now()});
  }
}

std::span<const TimerRule> kitchen_timers() {
  static const std::array<TimerRule, 2> rules{
      timer_rule<&Ticket::fire_at>(
          TimerKind::TicketFire,
          [](UnitOfWork& work, std::uint64_t key) { KitchenService{}.fire_due(work, TicketId{key}); }),
      timer_rule<&Kitchen::mode_until>(TimerKind::KitchenResume, [](UnitOfWork& work, std::uint64_t key) {
        KitchenService{}.mode_over(work, RestaurantId{key});
      })};
  return rules;
}

}  // namespace pizza
