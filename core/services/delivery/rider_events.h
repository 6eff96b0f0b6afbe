// SPDX-License-Identifier: Apache-2.0
// What happens to riders themselves: their record, their shifts, their places.
#pragma once

#include "core/model/records/tracking.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct RiderRegistered {
  static constexpr std::string_view service = "delivery";
  Rider rider;
  std::uint64_t aggregate() const { return rider.id.value; }
  static constexpr auto description() { return record("RiderRegistered", field<&RiderRegistered::rider>("rider")); }
};

struct RiderChanged {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  std::string name;
  Vehicle vehicle = Vehicle::Car;
  UserId user;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderChanged", field<&RiderChanged::rider>("rider_id"), field<&RiderChanged::name>("name"),
                  field<&RiderChanged::vehicle>("vehicle"), field<&RiderChanged::user>("user_id"));
  }
};

struct RiderWentOnline {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  GeoPoint place;
  Instant at;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderWentOnline", field<&RiderWentOnline::rider>("rider_id"),
                  field<&RiderWentOnline::place>("place"), field<&RiderWentOnline::at>("at"));
  }
};

struct RiderWentOffline {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  Instant at;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderWentOffline", field<&RiderWentOffline::rider>("rider_id"), field<&RiderWentOffline::at>("at"));
  }
};

struct RiderMoved {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  GeoPoint place;
  Instant at;
  bool trail = false;  // also a point of the trail
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderMoved", field<&RiderMoved::rider>("rider_id"), field<&RiderMoved::place>("place"),
                  field<&RiderMoved::at>("at"), field<&RiderMoved::trail>("trail"));
  }
};

// Dispatch wants an idle rider to wait somewhere.
struct RiderSent {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  GeoPoint place;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderSent", field<&RiderSent::rider>("rider_id"), field<&RiderSent::place>("place"));
  }
};

// Positions older than an hour are gone.
struct TrailSwept {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  Instant before;                   // points older than that go
  std::optional<Instant> sweep_at;  // the next time; none: the whole trail goes, and the last place of an offline rider
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("TrailSwept", field<&TrailSwept::rider>("rider_id"), field<&TrailSwept::before>("before"),
                  field<&TrailSwept::sweep_at>("sweep_at"));
  }
};

struct RiderSuspended {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  std::string reason;
  Instant at;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderSuspended", field<&RiderSuspended::rider>("rider_id"), field<&RiderSuspended::reason>("reason"),
                  field<&RiderSuspended::at>("at"));
  }
};

struct RiderReinstated {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  Instant at;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderReinstated", field<&RiderReinstated::rider>("rider_id"), field<&RiderReinstated::at>("at"));
  }
};

struct ShiftPlanned {
  static constexpr std::string_view service = "delivery";
  RiderShift shift;
  std::uint64_t aggregate() const { return shift.rider.value; }
  static constexpr auto description() { return record("ShiftPlanned", field<&ShiftPlanned::shift>("shift")); }
};

enum class ShiftStep : std::uint8_t { Began, Overran, Ended, Missed, Cancelled };
constexpr std::string_view shift_event_name(ShiftStep step) {
  constexpr std::array<std::string_view, 5> names{"ShiftBegan", "ShiftOverran", "ShiftEnded", "ShiftMissed",
                                                  "ShiftCancelled"};
  return names[static_cast<std::size_t>(step)];
}

template <ShiftStep Step>
struct ShiftMoved {
  static constexpr std::string_view service = "delivery";
  RiderShiftId shift;
  RiderId rider;
  Instant at;
  std::optional<Instant> due;  // when somebody looks again
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record(shift_event_name(Step), field<&ShiftMoved::shift>("shift_id"), field<&ShiftMoved::rider>("rider_id"),
                  field<&ShiftMoved::at>("at"), field<&ShiftMoved::due>("due"));
  }
};
using ShiftBegan = ShiftMoved<ShiftStep::Began>;
using ShiftOverran = ShiftMoved<ShiftStep::Overran>;  // its end has passed, and the rider still has something to do
using ShiftEnded = ShiftMoved<ShiftStep::Ended>;
using ShiftMissed = ShiftMoved<ShiftStep::Missed>;
using ShiftCancelled = ShiftMoved<ShiftStep::Cancelled>;

void fold(Changes& changes, const RiderRegistered& event);
void fold(Changes& changes, const RiderChanged& event);
void fold(Changes& changes, const RiderWentOnline& event);
void fold(Changes& changes, const RiderWentOffline& event);
void fold(Changes& changes, const RiderMoved& event);
void fold(Changes& changes, const RiderSent& event);
void fold(Changes& changes, const TrailSwept& event);
void fold(Changes& changes, const RiderSuspended& event);
void fold(Changes& changes, const RiderReinstated& event);
void fold(Changes& changes, const ShiftPlanned& event);
void fold_shift(Changes& changes, ShiftStep step, RiderShiftId shift, Instant at, std::optional<Instant> due);

template <ShiftStep Step>
void fold(Changes& changes, const ShiftMoved<Step>& event) {
  fold_shift(changes, Step, event.shift, event.at, event.due);
}

using RiderEvents = TypeList<RiderRegistered, RiderChanged, RiderWentOnline, RiderWentOffline, RiderMoved, RiderSent,
                             TrailSwept, RiderSuspended, RiderReinstated, ShiftPlanned, ShiftBegan, ShiftOverran,
                             ShiftEnded, ShiftMissed, ShiftCancelled>;

}  // namespace pizza
