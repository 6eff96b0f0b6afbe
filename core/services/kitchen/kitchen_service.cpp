// SPDX-License-Identifier: Apache-2.0
#include "core/services/kitchen/kitchen_service.h"

#include "core/model/records/order.h"
#include "core/model/records/restaurant.h"

namespace pizza {

namespace {

constexpr std::size_t index_of(Station station) {
  return static_cast<std::size_t>(station);
}

// Items of one ticket are worked on side by side: the first costs its whole time, each further one a third.
std::array<std::int32_t, 3> work_of(UnitOfWork& work, OrderId order) {
  std::array<std::int64_t, 3> longest{};
  std::array<std::int64_t, 3> sum{};
  const Basket* basket = work.find_at<Basket>(order.value);
  if (basket == nullptr) return {};
  for (const BasketLine& line : basket->lines) {
    const MenuItem* item = work.find(line.item);
    if (item == nullptr) continue;
    for (std::size_t s = 0; s < 3; ++s) {
      longest[s] = std::max<std::int64_t>(longest[s], item->work_s[s]);
      sum[s] += std::int64_t{item->work_s[s]} * line.quantity;
    }
  }
  std::array<std::int32_t, 3> seconds{};
  for (std::size_t s = 0; s < 3; ++s)
    seconds[s] = static_cast<std::int32_t>(std::min<std::int64_t>(longest[s] + (sum[s] - longest[s]) / 3, 7'200));
  return seconds;
}

}  // namespace

Outcome KitchenService::equip(UnitOfWork& work, const EquipKitchen& command) const {
  if (work.find(command.restaurant) == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (command.capacity < 0 || command.capacity > 100)
    return problem(Status::Unprocessable, "kitchen.invalid", "0 to 100 tickets at a time", "capacity");
  work.record(KitchenEquipped{command.restaurant, command.station, command.capacity});
  start_waiting(work, command.restaurant, command.station);
  return Done{};
}

TicketId KitchenService::open_ticket(UnitOfWork& work, OrderId order, RestaurantId restaurant, Instant due) const {
  if (work.find_at<Kitchen>(restaurant.value) == nullptr) {
    // Nobody has said what this kitchen can do: a small pizzeria's equipment.
    work.record(KitchenEquipped{restaurant, Station::Prep, 2});
    work.record(KitchenEquipped{restaurant, Station::Oven, 4});
    work.record(KitchenEquipped{restaurant, Station::Pack, 1});
  }
  Ticket ticket{.id = work.allocate<Ticket>(),
                .order = order,
                .restaurant = restaurant,
                .status = TicketStatus::Waiting,
                .station = Station::Prep,
                .work_s = work_of(work, order),
                .opened_at = work.now(),
                .due = due,
                .station_since = work.now(),
                .ready_at = {},
                .version = {}};
  const TicketId id = ticket.id;
  work.record(TicketOpened{std::move(ticket)});
  start_waiting(work, restaurant, Station::Prep);
  return id;
}

Outcome KitchenService::finish_station(UnitOfWork& work, const FinishStation& command) const {
  const Ticket* found = work.find(command.ticket);
  if (found == nullptr) return problem(Status::NotFound, "ticket.unknown", "there is no such ticket", "ticket_id");
  if (found->status != TicketStatus::Working)
    return problem(Status::Conflict, "ticket.not_working", "no station works on this ticket", "ticket_id");
  const OrderId order = found->order;
  const RestaurantId restaurant = found->restaurant;
  const Station station = found->station;
  if (station == Station::Pack) {
    work.record(TicketReady{command.ticket, order, restaurant, station, work.now()});
  } else {
    work.record(TicketStationFinished{command.ticket, order, restaurant, station, work.now()});
    start_waiting(work, restaurant, static_cast<Station>(index_of(station) + 1));
  }
  start_waiting(work, restaurant, station);
  return Done{};
}

void KitchenService::void_ticket(UnitOfWork& work, TicketId id) const {
  const Ticket* ticket = work.find(id);
  if (ticket == nullptr || ticket->status >= TicketStatus::Ready) return;
  const RestaurantId restaurant = ticket->restaurant;
  const Station station = ticket->station;
  work.record(TicketVoided{id, ticket->order, restaurant, station, work.now()});
  start_waiting(work, restaurant, station);
}

void KitchenService::start_waiting(UnitOfWork& work, RestaurantId restaurant, Station station) const {
  for (;;) {
    const Kitchen* kitchen = work.find_at<Kitchen>(restaurant.value);
    if (kitchen == nullptr) return;
    const StationState& state = kitchen->stations[index_of(station)];
    if (state.waiting.empty() || state.busy >= state.capacity) return;
    const TicketId next = state.waiting.front();
    work.record(TicketStationStarted{next, work.find(next)->order, restaurant, station, work.now()});
  }
}

namespace {

StationState& station_of(Changes& changes, RestaurantId restaurant, Station station) {
  return changes.edit_at<Kitchen>(restaurant.value).stations[index_of(station)];
}

}  // namespace

void fold(Changes& changes, const KitchenEquipped& event) {
  if (changes.find_at<Kitchen>(event.restaurant.value) == nullptr) {
    Kitchen kitchen;
    kitchen.restaurant = event.restaurant;
    changes.insert(std::move(kitchen));
  }
  station_of(changes, event.restaurant, event.station).capacity = event.capacity;
}

void fold(Changes& changes, const TicketOpened& event) {
  changes.insert(event.ticket);
  station_of(changes, event.ticket.restaurant, event.ticket.station).waiting.push_back(event.ticket.id);
}

void fold(Changes& changes, const TicketStationStarted& event) {
  StationState& station = station_of(changes, event.restaurant, event.station);
  std::erase(station.waiting, event.ticket);
  ++station.busy;
  Ticket& ticket = changes.edit(event.ticket);
  ticket.status = TicketStatus::Working;
  ticket.station_since = event.at;
}

void fold(Changes& changes, const TicketStationFinished& event) {
  const auto next = static_cast<Station>(index_of(event.station) + 1);
  --station_of(changes, event.restaurant, event.station).busy;
  station_of(changes, event.restaurant, next).waiting.push_back(event.ticket);
  Ticket& ticket = changes.edit(event.ticket);
  ticket.status = TicketStatus::Waiting;
  ticket.station = next;
  ticket.station_since = event.at;
}

void fold(Changes& changes, const TicketReady& event) {
  --station_of(changes, event.restaurant, event.station).busy;
  Ticket& ticket = changes.edit(event.ticket);
  ticket.status = TicketStatus::Ready;
  ticket.ready_at = event.at;
}

void fold(Changes& changes, const TicketVoided& event) {
  StationState& station = station_of(changes, event.restaurant, event.station);
  Ticket& ticket = changes.edit(event.ticket);
  if (ticket.status == TicketStatus::Working) --station.busy;
  std::erase(station.waiting, event.ticket);
  ticket.status = TicketStatus::Voided;
}

}  // namespace pizza
