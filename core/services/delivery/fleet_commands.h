// SPDX-License-Identifier: Apache-2.0
// Riders, their shifts and their places.
#pragma once

#include "core/model/records/tracking.h"
#include "core/services/command.h"
#include "core/services/delivery/position_rules.h"

namespace pizza {

struct RegisterRider {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  std::string name;  // 1 to 200 bytes
  Vehicle vehicle = Vehicle::Scooter;
  Instant shift_from = {};  // fixed hours; both 0 for those whose shifts are planned
  Instant shift_to = {};
  UserId user = {};  // who signs in as this rider; none: nobody

  static constexpr auto description() {
    return record("register_rider", field<&RegisterRider::name>("name"), field<&RegisterRider::vehicle>("vehicle"),
                  field<&RegisterRider::shift_from>("shift_from"), field<&RegisterRider::shift_to>("shift_to"),
                  field<&RegisterRider::user>("user_id"));
  }
};

// All of it anew. Not while the rider has a delivery or an offer.
struct ChangeRider {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  RiderId rider;
  std::string name;
  Vehicle vehicle = Vehicle::Car;
  UserId user;

  static constexpr auto description() {
    return record("change_rider", field<&ChangeRider::rider>("rider_id"), field<&ChangeRider::name>("name"),
                  field<&ChangeRider::vehicle>("vehicle"), field<&ChangeRider::user>("user_id"));
  }
};

// No offers from now on; what is carried is finished first.
struct SuspendRider {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  RiderId rider;
  std::string reason;  // papers_expired, …; 1 to 200 bytes

  static constexpr auto description() {
    return record("suspend_rider", field<&SuspendRider::rider>("rider_id"), field<&SuspendRider::reason>("reason"));
  }
};

struct ReinstateRider {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  RiderId rider;

  static constexpr auto description() { return record("reinstate_rider", field<&ReinstateRider::rider>("rider_id")); }
};

struct PlanShift {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  RiderId rider;
  Instant from;      // up to 60 days ahead
  Instant to;        // 30 min to 14 h later
  Duration pause;    // unpaid, less than half of it
  std::string zone;  // at most 60 bytes

  static constexpr auto description() {
    return record("plan_shift", field<&PlanShift::rider>("rider_id"), field<&PlanShift::from>("from"),
                  field<&PlanShift::to>("to"), field<&PlanShift::pause>("pause_ms"), field<&PlanShift::zone>("zone"));
  }
};

struct CancelShift {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  RiderShiftId shift;  // not begun

  static constexpr auto description() { return record("cancel_shift", field<&CancelShift::shift>("shift_id")); }
};

// Also begins a planned shift, from a quarter of an hour before it.
struct GoOnline {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  RiderId rider;
  GeoPoint place;

  static constexpr auto description() {
    return record("go_online", field<&GoOnline::rider>("rider_id"), field<&GoOnline::place>("place"));
  }
};

// A pause, or the end of the shift when its time is over.
struct GoOffline {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  RiderId rider;

  static constexpr auto description() { return record("go_offline", field<&GoOffline::rider>("rider_id")); }
};

struct ReportPosition {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  RiderId rider;
  GeoPoint place;
  Instant at = {};              // when the device measured it; 0 = now
  std::int32_t accuracy_m = 0;  // 0 = not known; at most 100,000

  static constexpr auto description() {
    return record("report_position", field<&ReportPosition::rider>("rider_id"), field<&ReportPosition::place>("place"),
                  field<&ReportPosition::at>("at"), field<&ReportPosition::accuracy_m>("accuracy_m"));
  }
};

struct PositionAnswer {
  FixVerdict verdict = FixVerdict::Taken;  // why it was ignored, if it was

  static constexpr auto description() { return record("position_answer", field<&PositionAnswer::verdict>("verdict")); }
};

// Shifts that touch a time, by their beginning; at most 200.
struct ListShifts {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  static constexpr bool is_query = true;
  RiderId rider;
  Instant from;
  Instant to;  // at most 90 days later

  static constexpr auto description() {
    return record("list_shifts", field<&ListShifts::rider>("rider_id"), field<&ListShifts::from>("from"),
                  field<&ListShifts::to>("to"));
  }
};

struct ShiftList {
  std::vector<RiderShift> shifts;

  static constexpr auto description() { return record("shift_list", field<&ShiftList::shifts>("shifts")); }
};

// Where a rider was within the last hour.
struct SeeTrail {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  static constexpr bool is_query = true;
  RiderId rider;

  static constexpr auto description() { return record("see_trail", field<&SeeTrail::rider>("rider_id")); }
};

struct Trail {
  std::vector<TrailPoint> points;

  static constexpr auto description() { return record("trail", field<&Trail::points>("points")); }
};

// The nearest riders.
struct FindRiders {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  static constexpr bool is_query = true;
  GeoPoint place;
  std::int32_t within_m = 20'000;  // 1 to 50,000
  std::int32_t count = 10;         // 1 to 100
  bool busy_too = false;
  DeliveryId delivery;  // whose way the vehicle must be fit for; none: any

  static constexpr auto description() {
    return record("find_riders", field<&FindRiders::place>("place"), field<&FindRiders::within_m>("within_m"),
                  field<&FindRiders::count>("count"), field<&FindRiders::busy_too>("busy_too"),
                  field<&FindRiders::delivery>("delivery_id"));
  }
};

struct FoundRider {
  RiderId rider;
  std::string name;
  Vehicle vehicle = Vehicle::Car;
  RiderStatus status = RiderStatus::Offline;
  GeoPoint place;
  std::int64_t distance_m = 0;
  std::int32_t carries = 0;  // deliveries

  static constexpr auto description() {
    return record("found_rider", field<&FoundRider::rider>("rider_id"), field<&FoundRider::name>("name"),
                  field<&FoundRider::vehicle>("vehicle"), field<&FoundRider::status>("status"),
                  field<&FoundRider::place>("place"), field<&FoundRider::distance_m>("distance_m"),
                  field<&FoundRider::carries>("carries"));
  }
};

struct FoundRiders {
  std::vector<FoundRider> riders;

  static constexpr auto description() { return record("found_riders", field<&FoundRiders::riders>("riders")); }
};

using FleetCommands = TypeList<RegisterRider, ChangeRider, SuspendRider, ReinstateRider, PlanShift, CancelShift,
                               GoOnline, GoOffline, ReportPosition, ListShifts, SeeTrail, FindRiders>;

}  // namespace pizza
