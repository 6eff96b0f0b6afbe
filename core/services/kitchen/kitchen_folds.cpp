// SPDX-License-Identifier: Apache-2.0
// How kitchens and tickets change.
#include <algorithm>

#include "core/services/kitchen/estimate_rules.h"
#include "core/services/kitchen/kitchen_events.h"
#include "core/services/kitchen/throttle_rules.h"

namespace pizza {

namespace {

constexpr std::size_t index_of(Station station) {
  return static_cast<std::size_t>(station);
}

std::int32_t places_of(const Ticket& ticket, Station station) {
  return std::max(ticket.places[index_of(station)], 1);
}

// The ticket's work at `from` and all stations after it comes, or goes.
void add_load(Kitchen& kitchen, const Ticket& ticket, Station from, int sign) {
  for (std::size_t s = index_of(from); s < 3; ++s)
    kitchen.stations[s].load_s += sign * std::int64_t{ticket.work_s[s]} * places_of(ticket, static_cast<Station>(s));
}
void remove_load_here(Kitchen& kitchen, const Ticket& ticket) {
  kitchen.stations[index_of(ticket.station)].load_s -=
      std::int64_t{ticket.work_s[index_of(ticket.station)]} * places_of(ticket, ticket.station);
}

// Whether `a` comes before `b` by the queue rule.
bool before(const Ticket& a, const Ticket& b) {
  if (a.rank != b.rank) return a.rank > b.rank;
  return a.due != b.due ? a.due < b.due : a.id < b.id;
}

// Most tickets are due after those that wait already, so the way from the back is short.
void enqueue(Changes& changes, Kitchen& kitchen, const Ticket& ticket) {
  std::vector<TicketId>& waiting = kitchen.stations[index_of(ticket.station)].waiting;
  auto at = waiting.end();
  while (at != waiting.begin() && before(ticket, *changes.find(*std::prev(at)))) --at;
  waiting.insert(at, ticket.id);
}

// Out of the queue, or off the places of its station.
void leave_station(Kitchen& kitchen, Ticket& ticket) {
  StationState& station = kitchen.stations[index_of(ticket.station)];
  if (ticket.status == TicketStatus::Working) station.busy -= ticket.taken;
  if (ticket.status == TicketStatus::Waiting) std::erase(station.waiting, ticket.id);
  ticket.taken = 0;
  ticket.done = 0;
}

void come_to(Changes& changes, Kitchen& kitchen, Ticket& ticket, Station station, Instant at) {
  ticket.status = TicketStatus::Waiting;
  ticket.station = station;
  ticket.station_since = at;
  enqueue(changes, kitchen, ticket);
}

Kitchen& kitchen_of(Changes& changes, RestaurantId restaurant) {
  if (changes.find_at<Kitchen>(restaurant.value) != nullptr) return changes.edit_at<Kitchen>(restaurant.value);
  Kitchen kitchen;
  kitchen.restaurant = restaurant;
  return changes.insert(std::move(kitchen));
}

// A station's work is over, well or badly: the kitchen learns how long it took.
void finish_here(Kitchen& kitchen, Ticket& ticket, Instant at) {
  StationState& station = kitchen.stations[index_of(ticket.station)];
  estimate_rules::learn(station, ticket.work_s[index_of(ticket.station)], at - ticket.station_since);
  remove_load_here(kitchen, ticket);
  leave_station(kitchen, ticket);
  ticket.bumped_at = at;
}

void count_ticket(Changes& changes, Kitchen& kitchen, Instant at) {
  const std::int64_t slot = throttle_rules::slot_of(at);
  kitchen.slot_tickets = kitchen.slot == slot ? kitchen.slot_tickets + 1 : 1;
  kitchen.slot = slot;
  const std::int64_t hour = estimate_rules::hour_of(at);
  if (kitchen.hour == hour) {
    ++kitchen.hour_tickets;
    return;
  }
  if (kitchen.hour != 0) {
    const std::uint64_t key = kitchen.restaurant.value;
    if (changes.find_at<KitchenWeek>(key) == nullptr) {
      KitchenWeek week;
      week.restaurant = kitchen.restaurant;
      changes.insert(std::move(week));
    }
    KitchenWeek& week = changes.edit_at<KitchenWeek>(key);
    estimate_rules::count_hour(week, kitchen.hour, kitchen.hour_tickets);
    // Hours without a ticket, at most a week of them.
    for (std::int64_t empty = std::max(kitchen.hour + 1, hour - 168); empty < hour; ++empty)
      estimate_rules::count_hour(week, empty, 0);
  }
  kitchen.hour = hour;
  kitchen.hour_tickets = 1;
}

// Packed: whatever comes next, the places are free.
Ticket& packed(Changes& changes, TicketId id, RestaurantId restaurant, Instant at) {
  Ticket& ticket = changes.edit(id);
  if (ticket.status == TicketStatus::Working) finish_here(changes.edit_at<Kitchen>(restaurant.value), ticket, at);
  return ticket;
}

}  // namespace

void fold(Changes& changes, const KitchenEquipped& event) {
  kitchen_of(changes, event.restaurant).stations[index_of(event.station)].capacity = event.capacity;
}

void fold(Changes& changes, const KitchenLimited& event) {
  kitchen_of(changes, event.restaurant).limits = event.limits;
}

void fold(Changes& changes, const RecipeSet& event) {
  if (changes.find_at<Recipe>(event.recipe.item.value) == nullptr) {
    changes.insert(event.recipe);
    return;
  }
  changes.edit_at<Recipe>(event.recipe.item.value).places = event.recipe.places;
}

void fold(Changes& changes, const KitchenBusy& event) {
  Kitchen& kitchen = kitchen_of(changes, event.restaurant);
  kitchen.mode = event.mode;
  kitchen.mode_until = event.mode.until;
}

void fold(Changes& changes, const KitchenResumed& event) {
  Kitchen& kitchen = kitchen_of(changes, event.restaurant);
  kitchen.mode = {};
  kitchen.mode_until.reset();
}

void fold(Changes& changes, const TicketOpened& event) {
  const Ticket& ticket = changes.insert(event.ticket);
  Kitchen& kitchen = changes.edit_at<Kitchen>(ticket.restaurant.value);
  count_ticket(changes, kitchen, ticket.opened_at);
  if (ticket.status == TicketStatus::Held) return;
  add_load(kitchen, ticket, Station::Prep, 1);
  enqueue(changes, kitchen, ticket);
}

void fold(Changes& changes, const TicketRemade& event) {
  const Ticket& ticket = changes.insert(event.ticket);
  Kitchen& kitchen = changes.edit_at<Kitchen>(ticket.restaurant.value);
  ++kitchen.remakes;
  add_load(kitchen, ticket, Station::Prep, 1);
  enqueue(changes, kitchen, ticket);
  Ticket& main = changes.edit(ticket.main);
  ++main.open_remakes;
  ++main.remakes;
  if (main.status != TicketStatus::Ready && main.status != TicketStatus::Checking) return;
  main.status = TicketStatus::Gathering;
  main.ready_at.reset();
  main.open_at = main.restaurant;
}

void fold(Changes& changes, const TicketStationStarted& event) {
  StationState& station = changes.edit_at<Kitchen>(event.restaurant.value).stations[index_of(event.station)];
  Ticket& ticket = changes.edit(event.ticket);
  std::erase(station.waiting, event.ticket);
  // What is larger than the station takes all of it.
  ticket.taken = std::min(places_of(ticket, event.station), std::max(station.capacity, 1));
  station.busy += ticket.taken;
  ticket.status = TicketStatus::Working;
  ticket.station_since = event.at;
}

void fold(Changes& changes, const TicketStationFinished& event) {
  Kitchen& kitchen = changes.edit_at<Kitchen>(event.restaurant.value);
  Ticket& ticket = changes.edit(event.ticket);
  finish_here(kitchen, ticket, event.at);
  come_to(changes, kitchen, ticket, static_cast<Station>(index_of(event.station) + 1), event.at);
}

void fold(Changes& changes, const TicketReady& event) {
  Ticket& ticket = packed(changes, event.ticket, event.restaurant, event.at);
  ticket.status = TicketStatus::Ready;
  ticket.ready_at = event.at;
  ticket.open_at.reset();
}

void fold(Changes& changes, const TicketGathering& event) {
  packed(changes, event.ticket, event.restaurant, event.at).status = TicketStatus::Gathering;
}

void fold(Changes& changes, const TicketCheckWaits& event) {
  packed(changes, event.ticket, event.restaurant, event.at).status = TicketStatus::Checking;
}

void fold(Changes& changes, const RemakeJoined& event) {
  Ticket& ticket = packed(changes, event.ticket, event.restaurant, event.at);
  ticket.status = TicketStatus::Ready;
  ticket.ready_at = event.at;
  ticket.open_at.reset();
  --changes.edit(ticket.main).open_remakes;
}

void fold(Changes& changes, const TicketVoided& event) {
  Kitchen& kitchen = changes.edit_at<Kitchen>(event.restaurant.value);
  Ticket& ticket = changes.edit(event.ticket);
  if (ticket.status == TicketStatus::Waiting || ticket.status == TicketStatus::Working)
    add_load(kitchen, ticket, ticket.station, -1);
  leave_station(kitchen, ticket);
  ticket.status = TicketStatus::Voided;
  ticket.fire_at.reset();
  ticket.open_at.reset();
  if (ticket.main) --changes.edit(ticket.main).open_remakes;
}

void fold(Changes& changes, const TicketHeld& event) {
  Kitchen& kitchen = changes.edit_at<Kitchen>(event.restaurant.value);
  Ticket& ticket = changes.edit(event.ticket);
  add_load(kitchen, ticket, ticket.station, -1);
  leave_station(kitchen, ticket);
  ticket.status = TicketStatus::Held;
}

void fold(Changes& changes, const TicketFired& event) {
  Kitchen& kitchen = changes.edit_at<Kitchen>(event.restaurant.value);
  Ticket& ticket = changes.edit(event.ticket);
  ticket.fire_at.reset();
  add_load(kitchen, ticket, ticket.station, 1);
  come_to(changes, kitchen, ticket, ticket.station, event.at);
}

void fold(Changes& changes, const TicketRecalled& event) {
  Kitchen& kitchen = changes.edit_at<Kitchen>(event.restaurant.value);
  Ticket& ticket = changes.edit(event.ticket);
  leave_station(kitchen, ticket);
  ticket.status = TicketStatus::Waiting;
  ticket.station = event.station;
  ticket.station_since = event.at;
  ticket.ready_at.reset();
  ticket.open_at = ticket.restaurant;
  StationState& station = kitchen.stations[index_of(event.station)];
  station.load_s += std::int64_t{ticket.work_s[index_of(event.station)]} * places_of(ticket, event.station);
  station.waiting.insert(station.waiting.begin(), ticket.id);
}

void fold(Changes& changes, const TicketLineMarked& event) {
  Ticket& ticket = changes.edit(event.ticket);
  const std::uint64_t bit = std::uint64_t{1} << event.line;
  ticket.done = event.done ? ticket.done | bit : ticket.done & ~bit;
}

void fold(Changes& changes, const TicketRanked& event) {
  Ticket& ticket = changes.edit(event.ticket);
  ticket.rank = event.rank;
  if (ticket.status != TicketStatus::Waiting) return;
  Kitchen& kitchen = changes.edit_at<Kitchen>(ticket.restaurant.value);
  std::erase(kitchen.stations[index_of(ticket.station)].waiting, ticket.id);
  enqueue(changes, kitchen, ticket);
}

}  // namespace pizza
