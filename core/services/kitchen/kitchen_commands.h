// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/kitchen.h"
#include "core/services/command.h"

namespace pizza {

struct EquipKitchen {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  RestaurantId restaurant;
  Station station = Station::Prep;
  std::int32_t capacity = 1;  // places, 0..100; 0 = out of order

  static constexpr auto description() {
    return record("equip_kitchen", field<&EquipKitchen::restaurant>("restaurant_id"),
                  field<&EquipKitchen::station>("station"), field<&EquipKitchen::capacity>("capacity"));
  }
};

struct LimitKitchen {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::EditRestaurant;
  RestaurantId restaurant;
  KitchenLimits limits;  // tickets 0..1000, minutes 0..480; refuses not before it is busy

  static constexpr auto description() {
    return record("limit_kitchen", field<&LimitKitchen::restaurant>("restaurant_id"),
                  field<&LimitKitchen::limits>("limits"));
  }
};

struct SetRecipe {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::EditMenu;
  MenuItemId item;
  std::array<std::int32_t, 3> places{};  // at each station, of one; 0..20

  static constexpr auto description() {
    return record("set_recipe", field<&SetRecipe::item>("menu_item_id"), field<&SetRecipe::places>("places"));
  }
};

// Busy by hand, or no new orders, for so long. Neither: as usual again, at once.
struct SetBusy {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  RestaurantId restaurant;
  std::int32_t extra_minutes = 0;  // 0..120
  bool refuses = false;
  std::int32_t for_minutes = 0;  // 1..720; 0 = 30

  static constexpr auto description() {
    return record("set_busy", field<&SetBusy::restaurant>("restaurant_id"),
                  field<&SetBusy::extra_minutes>("extra_minutes"), field<&SetBusy::refuses>("refuses"),
                  field<&SetBusy::for_minutes>("for_minutes"));
  }
};

// The bump: the present station is done.
struct FinishStation {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  TicketId ticket;

  static constexpr auto description() { return record("finish_station", field<&FinishStation::ticket>("ticket_id")); }
};

// One line is done at the present station, or is not after all. With the last line the station is done.
struct BumpLine {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  TicketId ticket;
  std::int32_t line = 0;  // of the basket, from 0
  bool undo = false;

  static constexpr auto description() {
    return record("bump_line", field<&BumpLine::ticket>("ticket_id"), field<&BumpLine::line>("line"),
                  field<&BumpLine::undo>("undo"));
  }
};

// The last bump was a mistake: back to the former station, ahead of all others.
struct RecallTicket {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  TicketId ticket;

  static constexpr auto description() { return record("recall_ticket", field<&RecallTicket::ticket>("ticket_id")); }
};

struct RemakeLines {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  TicketId ticket;
  std::vector<std::int32_t> lines;  // of the basket, from 0; at least one
  std::string reason;               // 1..100 bytes

  static constexpr auto description() {
    return record("remake_lines", field<&RemakeLines::ticket>("ticket_id"), field<&RemakeLines::lines>("lines"),
                  field<&RemakeLines::reason>("reason"));
  }
};

// Somebody has looked at what was packed.
struct CheckTicket {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  TicketId ticket;
  bool pass = false;
  std::vector<std::int32_t> lines;  // what must be made again; where it does not pass
  std::string reason;

  static constexpr auto description() {
    return record("check_ticket", field<&CheckTicket::ticket>("ticket_id"), field<&CheckTicket::pass>("pass"),
                  field<&CheckTicket::lines>("lines"), field<&CheckTicket::reason>("reason"));
  }
};

// Out of the queue until somebody fires it.
struct HoldTicket {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  TicketId ticket;

  static constexpr auto description() { return record("hold_ticket", field<&HoldTicket::ticket>("ticket_id")); }
};

struct FireTicket {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  TicketId ticket;

  static constexpr auto description() { return record("fire_ticket", field<&FireTicket::ticket>("ticket_id")); }
};

struct RushTicket {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  TicketId ticket;
  bool rush = true;

  static constexpr auto description() {
    return record("rush_ticket", field<&RushTicket::ticket>("ticket_id"), field<&RushTicket::rush>("rush"));
  }
};

// The kitchen's screen.
struct SeeKitchen {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  static constexpr bool is_query = true;
  RestaurantId restaurant;
  std::int32_t limit = 0;  // tickets, 1..200; 0 = 100

  static constexpr auto description() {
    return record("see_kitchen", field<&SeeKitchen::restaurant>("restaurant_id"), field<&SeeKitchen::limit>("limit"));
  }
};

struct ShownLine {
  std::int32_t line = 0;
  std::string name;
  std::int32_t quantity = 1;
  std::vector<std::string> options;
  bool done = false;  // at the present station

  static constexpr auto description() {
    return record("shown_line", field<&ShownLine::line>("line"), field<&ShownLine::name>("name"),
                  field<&ShownLine::quantity>("quantity"), field<&ShownLine::options>("options"),
                  field<&ShownLine::done>("done"));
  }
};

struct ShownTicket {
  TicketId ticket;
  OrderId order;
  Station station = Station::Prep;
  TicketStatus status = TicketStatus::Waiting;
  TicketClass rank = TicketClass::Normal;
  std::int64_t age_s = 0;     // since it was opened
  std::int64_t here_s = 0;    // since it came to the station, or since the station began
  std::int64_t due_in_s = 0;  // negative: over
  bool late = false;          // over, or what is left cannot be done in time
  std::int32_t remakes = 0;
  std::string reason;  // of a remake
  std::vector<ShownLine> lines;

  static constexpr auto description() {
    return record("shown_ticket", field<&ShownTicket::ticket>("ticket_id"), field<&ShownTicket::order>("order_id"),
                  field<&ShownTicket::station>("station"), field<&ShownTicket::status>("status"),
                  field<&ShownTicket::rank>("rank"), field<&ShownTicket::age_s>("age_s"),
                  field<&ShownTicket::here_s>("here_s"), field<&ShownTicket::due_in_s>("due_in_s"),
                  field<&ShownTicket::late>("late"), field<&ShownTicket::remakes>("remakes"),
                  field<&ShownTicket::reason>("reason"), field<&ShownTicket::lines>("lines"));
  }
};

struct ShownStation {
  std::int32_t capacity = 0;
  std::int32_t busy = 0;
  std::int32_t waiting = 0;
  std::int32_t wait_s = 0;           // until a place is free for work that comes now
  std::int32_t actual_permille = 0;  // of the estimate, as learned

  static constexpr auto description() {
    return record("shown_station", field<&ShownStation::capacity>("capacity"), field<&ShownStation::busy>("busy"),
                  field<&ShownStation::waiting>("waiting"), field<&ShownStation::wait_s>("wait_s"),
                  field<&ShownStation::actual_permille>("actual_permille"));
  }
};

struct KitchenScreen {
  std::array<ShownStation, 3> stations;
  KitchenMode mode;
  KitchenLimits limits;
  std::int64_t remakes = 0;          // ever
  std::int32_t usual_permille = 0;   // tickets in this hour of the week, in thousandths
  std::vector<ShownTicket> tickets;  // by station, working ones first, then by the queue; held ones last
  std::int32_t open = 0;             // in all

  static constexpr auto description() {
    return record("kitchen_screen", field<&KitchenScreen::stations>("stations"), field<&KitchenScreen::mode>("mode"),
                  field<&KitchenScreen::limits>("limits"), field<&KitchenScreen::remakes>("remakes"),
                  field<&KitchenScreen::usual_permille>("usual_permille"), field<&KitchenScreen::tickets>("tickets"),
                  field<&KitchenScreen::open>("open"));
  }
};

// What is still to be made, item by item.
struct SeeAllDay {
  static constexpr std::string_view service = "kitchen";
  static constexpr Permission permission = Permission::WorkKitchen;
  static constexpr bool is_query = true;
  RestaurantId restaurant;

  static constexpr auto description() { return record("see_all_day", field<&SeeAllDay::restaurant>("restaurant_id")); }
};

struct AllDayCount {
  MenuItemId item;
  std::string name;
  std::array<std::int32_t, 3> at{};  // by station: waits there or is worked on, and not done
  std::int32_t held = 0;

  static constexpr auto description() {
    return record("all_day_count", field<&AllDayCount::item>("menu_item_id"), field<&AllDayCount::name>("name"),
                  field<&AllDayCount::at>("at"), field<&AllDayCount::held>("held"));
  }
};

struct AllDayView {
  std::vector<AllDayCount> items;  // by the item's number
  static constexpr auto description() { return record("all_day_view", field<&AllDayView::items>("items")); }
};

using KitchenCommands = TypeList<EquipKitchen, LimitKitchen, SetRecipe, SetBusy, FinishStation, BumpLine, RecallTicket,
                                 RemakeLines, CheckTicket, HoldTicket, FireTicket, RushTicket, SeeKitchen, SeeAllDay>;

}  // namespace pizza
