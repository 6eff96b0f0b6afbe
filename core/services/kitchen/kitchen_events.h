// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/kitchen.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct KitchenEquipped {
  static constexpr std::string_view service = "kitchen";
  RestaurantId restaurant;
  Station station = Station::Prep;
  std::int32_t capacity = 0;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("KitchenEquipped", field<&KitchenEquipped::restaurant>("restaurant_id"),
                  field<&KitchenEquipped::station>("station"), field<&KitchenEquipped::capacity>("capacity"));
  }
};

struct KitchenLimited {
  static constexpr std::string_view service = "kitchen";
  RestaurantId restaurant;
  KitchenLimits limits;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("KitchenLimited", field<&KitchenLimited::restaurant>("restaurant_id"),
                  field<&KitchenLimited::limits>("limits"));
  }
};

struct RecipeSet {
  static constexpr std::string_view service = "kitchen";
  Recipe recipe;
  std::uint64_t aggregate() const { return recipe.item.value; }
  static constexpr auto description() { return record("RecipeSet", field<&RecipeSet::recipe>("recipe")); }
};

// The kitchen takes longer than usual, or takes no new orders, until then.
struct KitchenBusy {
  static constexpr std::string_view service = "kitchen";
  RestaurantId restaurant;
  KitchenMode mode;
  Instant at;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("KitchenBusy", field<&KitchenBusy::restaurant>("restaurant_id"), field<&KitchenBusy::mode>("mode"),
                  field<&KitchenBusy::at>("at"));
  }
};

struct KitchenResumed {
  static constexpr std::string_view service = "kitchen";
  RestaurantId restaurant;
  Instant at;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("KitchenResumed", field<&KitchenResumed::restaurant>("restaurant_id"),
                  field<&KitchenResumed::at>("at"));
  }
};

struct TicketOpened {
  static constexpr std::string_view service = "kitchen";
  Ticket ticket;
  std::uint64_t aggregate() const { return ticket.order.value; }
  static constexpr auto description() { return record("TicketOpened", field<&TicketOpened::ticket>("ticket")); }
};

// Lines of an order are made again, by a ticket of their own; the main ticket waits for it.
struct TicketRemade {
  static constexpr std::string_view service = "kitchen";
  Ticket ticket;
  std::uint64_t aggregate() const { return ticket.order.value; }
  static constexpr auto description() { return record("TicketRemade", field<&TicketRemade::ticket>("ticket")); }
};

// What can happen to a ticket at a station.
enum class TicketStep : std::uint8_t {
  Started,
  Finished,
  Ready,
  Voided,
  Held,
  Fired,
  Gathered,    // packed, but something is still made again
  CheckWaits,  // packed; somebody must look
  Joined,      // a remake is packed: the main ticket has it
  Recalled,    // back to this station, ahead of all others
};

constexpr std::string_view ticket_event_name(TicketStep step) {
  constexpr std::array<std::string_view, 10> names{
      "TicketStationStarted", "TicketStationFinished", "TicketReady",      "TicketVoided", "TicketHeld",
      "TicketFired",          "TicketGathering",       "TicketCheckWaits", "RemakeJoined", "TicketRecalled"};
  return names[static_cast<std::size_t>(step)];
}

template <TicketStep Step>
struct TicketMoved {
  static constexpr std::string_view service = "kitchen";
  TicketId ticket;
  OrderId order;
  RestaurantId restaurant;
  Station station = Station::Prep;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record(ticket_event_name(Step), field<&TicketMoved::ticket>("ticket_id"),
                  field<&TicketMoved::order>("order_id"), field<&TicketMoved::restaurant>("restaurant_id"),
                  field<&TicketMoved::station>("station"), field<&TicketMoved::at>("at"));
  }
};
using TicketStationStarted = TicketMoved<TicketStep::Started>;
using TicketStationFinished = TicketMoved<TicketStep::Finished>;
using TicketReady = TicketMoved<TicketStep::Ready>;
using TicketVoided = TicketMoved<TicketStep::Voided>;
using TicketHeld = TicketMoved<TicketStep::Held>;
using TicketFired = TicketMoved<TicketStep::Fired>;
using TicketGathering = TicketMoved<TicketStep::Gathered>;
using TicketCheckWaits = TicketMoved<TicketStep::CheckWaits>;
using RemakeJoined = TicketMoved<TicketStep::Joined>;
using TicketRecalled = TicketMoved<TicketStep::Recalled>;

// A line is done at the present station, or is not after all.
struct TicketLineMarked {
  static constexpr std::string_view service = "kitchen";
  TicketId ticket;
  OrderId order;
  std::int32_t line = 0;
  bool done = false;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("TicketLineMarked", field<&TicketLineMarked::ticket>("ticket_id"),
                  field<&TicketLineMarked::order>("order_id"), field<&TicketLineMarked::line>("line"),
                  field<&TicketLineMarked::done>("done"));
  }
};

struct TicketRanked {
  static constexpr std::string_view service = "kitchen";
  TicketId ticket;
  OrderId order;
  TicketClass rank = TicketClass::Normal;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("TicketRanked", field<&TicketRanked::ticket>("ticket_id"), field<&TicketRanked::order>("order_id"),
                  field<&TicketRanked::rank>("rank"));
  }
};

void fold(Changes& changes, const KitchenEquipped& event);
void fold(Changes& changes, const KitchenLimited& event);
void fold(Changes& changes, const RecipeSet& event);
void fold(Changes& changes, const KitchenBusy& event);
void fold(Changes& changes, const KitchenResumed& event);
void fold(Changes& changes, const TicketOpened& event);
void fold(Changes& changes, const TicketRemade& event);
void fold(Changes& changes, const TicketStationStarted& event);
void fold(Changes& changes, const TicketStationFinished& event);
void fold(Changes& changes, const TicketReady& event);
void fold(Changes& changes, const TicketVoided& event);
void fold(Changes& changes, const TicketHeld& event);
void fold(Changes& changes, const TicketFired& event);
void fold(Changes& changes, const TicketGathering& event);
void fold(Changes& changes, const TicketCheckWaits& event);
void fold(Changes& changes, const RemakeJoined& event);
void fold(Changes& changes, const TicketRecalled& event);
void fold(Changes& changes, const TicketLineMarked& event);
void fold(Changes& changes, const TicketRanked& event);

using KitchenEvents =
    TypeList<KitchenEquipped, TicketOpened, TicketStationStarted, TicketStationFinished, TicketReady, TicketVoided,
             KitchenLimited, RecipeSet, KitchenBusy, KitchenResumed, TicketRemade, TicketHeld, TicketFired,
             TicketGathering, TicketCheckWaits, RemakeJoined, TicketRecalled, TicketLineMarked, TicketRanked>;

}  // namespace pizza
