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
  std::int32_t capacity = 0;      // places; 0 = out of order
  std::int32_t busy = 0;          // places in use; more than the capacity only after it was made smaller
  std::vector<TicketId> waiting;  // by the queue rule of core/services/kitchen/kitchen_service.h
  // Seconds of estimated work × places that open tickets still need here, whether they are here yet or not.
  std::int64_t load_s = 0;
  std::int32_t slower_permille = 0;  // learned: work takes 1000 + this permille of its estimate

  static constexpr auto description() {
    return record("station", field<&StationState::capacity>("capacity"), field<&StationState::busy>("busy"),
                  field<&StationState::waiting>("waiting"), field<&StationState::load_s>("load_s"),
                  field<&StationState::slower_permille>("slower_permille"));
  }
};

// How a kitchen guards itself; see core/services/kitchen/throttle_rules.h.
struct KitchenLimits {
  std::int32_t slot_tickets = 0;    // in ten minutes; 0 = no limit
  std::int32_t busy_minutes = 0;    // of queue: busy from there; 0 = the house's default
  std::int32_t refuse_minutes = 0;  // of queue: no new orders from there; 0 = the house's default
  bool quality_check = false;       // a person looks at what was packed

  static constexpr auto description() {
    return record("kitchen_limits", field<&KitchenLimits::slot_tickets>("slot_tickets"),
                  field<&KitchenLimits::busy_minutes>("busy_minutes"),
                  field<&KitchenLimits::refuse_minutes>("refuse_minutes"),
                  field<&KitchenLimits::quality_check>("quality_check"));
  }
};

struct KitchenMode {
  std::int32_t extra_minutes = 0;  // on top of every estimate
  bool refuses = false;            // takes no new orders
  bool by_hand = false;            // set by a person: the kitchen does not change it until it is over
  std::optional<Instant> until;    // set while one of the two above holds

  static constexpr auto description() {
    return record("kitchen_mode", field<&KitchenMode::extra_minutes>("extra_minutes"),
                  field<&KitchenMode::refuses>("refuses"), field<&KitchenMode::by_hand>("by_hand"),
                  field<&KitchenMode::until>("until"));
  }
};

struct Kitchen {
  RestaurantId restaurant;
  std::array<StationState, 3> stations;  // by Station
  Version version;
  KitchenLimits limits;
  KitchenMode mode;
  std::optional<Instant> mode_until;  // the same instant, for its timer
  std::int64_t slot = 0;              // ten minutes, counted from 1970
  std::int32_t slot_tickets = 0;      // opened in it
  std::int64_t hour = 0;              // counted from 1970
  std::int32_t hour_tickets = 0;      // opened in it
  std::int64_t remakes = 0;           // ever

  static constexpr auto description() {
    return record("kitchens", key<&Kitchen::restaurant>("restaurant_id"), field<&Kitchen::stations>("stations"),
                  field<&Kitchen::version>("version"), field<&Kitchen::limits>("limits"), field<&Kitchen::mode>("mode"),
                  field<&Kitchen::mode_until>("mode_until", Index::Ordered), field<&Kitchen::slot>("slot"),
                  field<&Kitchen::slot_tickets>("slot_tickets"), field<&Kitchen::hour>("hour"),
                  field<&Kitchen::hour_tickets>("hour_tickets"), field<&Kitchen::remakes>("remakes"));
  }
};

// What an hour of the week usually brings. Apart from the kitchen, because it changes once an hour.
struct KitchenWeek {
  RestaurantId restaurant;
  // Thousandths of a ticket, by hour of the week: Monday 00:00 UTC first.
  std::array<std::int32_t, 168> usual{};
  Version version;

  static constexpr auto description() {
    return record("kitchen_weeks", key<&KitchenWeek::restaurant>("restaurant_id"), field<&KitchenWeek::usual>("usual"),
                  field<&KitchenWeek::version>("version"));
  }
};

// How many places one of a menu item takes at each station. Without a recipe, all of a ticket's items that have none
// share one place.
struct Recipe {
  MenuItemId item;
  RestaurantId restaurant;
  std::array<std::int32_t, 3> places{};
  Version version;

  static constexpr auto description() {
    return record("recipes", key<&Recipe::item>("menu_item_id"), field<&Recipe::restaurant>("restaurant_id"),
                  field<&Recipe::places>("places"), field<&Recipe::version>("version"),
                  shard_by<&Recipe::restaurant>());
  }
};

enum class TicketStatus : std::uint8_t {
  Waiting,
  Working,
  Ready,
  Voided,
  Held,       // not in any queue yet: until its time, or until somebody fires it
  Gathering,  // packed, and waits for what is made again
  Checking,   // packed, and waits for somebody to look
};
inline constexpr std::array<std::string_view, 7> ticket_status_names{"waiting", "working",   "ready",   "voided",
                                                                     "held",    "gathering", "checking"};
constexpr std::span<const std::string_view> names_of(TicketStatus) {
  return ticket_status_names;
}
constexpr bool is_over(TicketStatus status) {
  return status == TicketStatus::Ready || status == TicketStatus::Voided;
}

enum class TicketClass : std::uint8_t { Normal, Rush, Remake };
inline constexpr std::array<std::string_view, 3> ticket_class_names{"normal", "rush", "remake"};
constexpr std::span<const std::string_view> names_of(TicketClass) {
  return ticket_class_names;
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
  std::array<std::int32_t, 3> places{};  // that it needs at each station; 0 reads as 1
  std::int32_t taken = 0;                // places that it has at the present station
  TicketClass rank = TicketClass::Normal;
  std::uint64_t lines = 0;  // of the basket, a bit a line from the lowest; 0 = all
  std::uint64_t done = 0;   // of them, at the present station
  TicketId main;            // of a remake: the ticket that waits for it
  std::int32_t open_remakes = 0;
  std::int32_t remakes = 0;             // ever
  std::string reason;                   // of a remake
  Instant bumped_at;                    // left its last station
  std::optional<Instant> fire_at;       // a held ticket goes into the queue then
  std::optional<RestaurantId> open_at;  // set until it is over

  static constexpr auto description() {
    return record("tickets", key<&Ticket::id>("ticket_id"), field<&Ticket::order>("order_id", Index::Hash),
                  field<&Ticket::restaurant>("restaurant_id"), field<&Ticket::status>("status"),
                  field<&Ticket::station>("station"), field<&Ticket::work_s>("work_s"),
                  field<&Ticket::opened_at>("opened_at"), field<&Ticket::due>("due"),
                  field<&Ticket::station_since>("station_since"), field<&Ticket::ready_at>("ready_at"),
                  field<&Ticket::version>("version"), field<&Ticket::places>("places"), field<&Ticket::taken>("taken"),
                  field<&Ticket::rank>("rank"), field<&Ticket::lines>("lines"), field<&Ticket::done>("done"),
                  field<&Ticket::main>("main_ticket_id"), field<&Ticket::open_remakes>("open_remakes"),
                  field<&Ticket::remakes>("remakes"), field<&Ticket::reason>("reason"),
                  field<&Ticket::bumped_at>("bumped_at"), field<&Ticket::fire_at>("fire_at", Index::Ordered),
                  field<&Ticket::open_at>("open_at", Index::Hash), shard_by<&Ticket::restaurant>(),
                  keep_for(days(180)));
  }
};

}  // namespace pizza
