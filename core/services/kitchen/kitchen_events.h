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

struct TicketOpened {
  static constexpr std::string_view service = "kitchen";
  Ticket ticket;
  std::uint64_t aggregate() const { return ticket.order.value; }
  static constexpr auto description() { return record("TicketOpened", field<&TicketOpened::ticket>("ticket")); }
};

// What can happen to a ticket at a station.
enum class TicketStep : std::uint8_t { Started, Finished, Ready, Voided };

constexpr std::string_view ticket_event_name(TicketStep step) {
  constexpr std::array<std::string_view, 4> names{"TicketStationStarted", "TicketStationFinished", "TicketReady",
                                                  "TicketVoided"};
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

void fold(Changes& changes, const KitchenEquipped& event);
void fold(Changes& changes, const TicketOpened& event);
void fold(Changes& changes, const TicketStationStarted& event);
void fold(Changes& changes, const TicketStationFinished& event);
void fold(Changes& changes, const TicketReady& event);
void fold(Changes& changes, const TicketVoided& event);

using KitchenEvents =
    TypeList<KitchenEquipped, TicketOpened, TicketStationStarted, TicketStationFinished, TicketReady, TicketVoided>;

}  // namespace pizza
