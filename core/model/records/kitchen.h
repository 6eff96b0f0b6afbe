// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"

namespace pizza {

// A ticket passes them in this order.
enum class Station : std::uint8_t { Prep, Oven, Pack };
inline constexpr std::array<std::string_view, 3> station_names{"prep", "oven", "pack"};
constexpr std::span<const std::string_view> names_of(Station) {
  return station_names;
}

struct StationState {
  std::int32_t capacity = 0;  // tickets at a time; 0 = out of order
  std::int32_t busy = 0;
  std::vector<TicketId> waiting;  // first come, first served

  static constexpr auto description() {
    return record("station", field<&StationState::capacity>("capacity"), field<&StationState::busy>("busy"),
                  field<&StationState::waiting>("waiting"));
  }
};

struct Kitchen {
  RestaurantId restaurant;
  std::array<StationState, 3> stations;  // by Station
  Version version;

  static constexpr auto description() {
    return record("kitchens", key<&Kitchen::restaurant>("restaurant_id"), field<&Kitchen::stations>("stations"),
                  field<&Kitchen::version>("version"));
  }
};

enum class TicketStatus : std::uint8_t { Waiting, Working, Ready, Voided };
inline constexpr std::array<std::string_view, 4> ticket_status_names{"waiting", "working", "ready", "voided"};
constexpr std::span<const std::string_view> names_of(TicketStatus) {
  return ticket_status_names;
}

struct Ticket {
  TicketId id;
  OrderId order;
  RestaurantId restaurant;
  TicketStatus status = TicketStatus::Waiting;
  Station station = Station::Prep;
  std::array<std::int32_t, 3> work_s{};  // estimated seconds at each station
  Instant opened_at;
  Instant due;
  Instant station_since;  // began to wait or to work at the present station
  std::optional<Instant> ready_at;
  Version version;

  static constexpr auto description() {
    return record("tickets", key<&Ticket::id>("ticket_id"), field<&Ticket::order>("order_id", Index::Hash),
                  field<&Ticket::restaurant>("restaurant_id", Index::Hash), field<&Ticket::status>("status"),
                  field<&Ticket::station>("station"), field<&Ticket::work_s>("work_s"),
                  field<&Ticket::opened_at>("opened_at"), field<&Ticket::due>("due"),
                  field<&Ticket::station_since>("station_since"), field<&Ticket::ready_at>("ready_at"),
                  field<&Ticket::version>("version"), shard_by<&Ticket::restaurant>(), keep_for(days(180)));
  }
};

}  // namespace pizza
