// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/services/delivery/position_rules.h"
#include "core/services/delivery/rider_events.h"

namespace pizza {

void fold(Changes& changes, const RiderRegistered& event) {
  changes.insert(event.rider);
}

void fold(Changes& changes, const RiderChanged& event) {
  Rider& rider = changes.edit(event.rider);
  rider.name = event.name;
  rider.vehicle = event.vehicle;
  rider.user = event.user;
}

void fold(Changes& changes, const RiderWentOnline& event) {
  Rider& rider = changes.edit(event.rider);
  rider.status = RiderStatus::Idle;
  rider.place = event.place;
  rider.place_at = event.at;
  rider.idle_since = event.at;
  if (rider.shift) changes.edit(rider.shift).online_since = event.at;
}

namespace {

void go_offline(Changes& changes, Rider& rider, Instant at) {
  rider.status = RiderStatus::Offline;
  rider.sent_to.reset();
  if (!rider.shift) return;
  RiderShift& shift = changes.edit(rider.shift);
  if (!shift.online_since) return;
  shift.online = shift.online + (at - *shift.online_since);
  const Instant late_from = std::max(*shift.online_since, shift.to);
  if (at > late_from) shift.overtime = shift.overtime + (at - late_from);
  shift.online_since.reset();
}

}  // namespace

void fold(Changes& changes, const RiderWentOffline& event) {
  go_offline(changes, changes.edit(event.rider), event.at);
}

void fold(Changes& changes, const RiderMoved& event) {
  Rider& rider = changes.edit(event.rider);
  rider.place = event.place;
  rider.place_at = event.at;
  if (!event.trail) return;
  rider.trail_at = event.at;
  if (changes.find_at<RiderTrail>(event.rider.value) == nullptr) {
    changes.insert(RiderTrail{event.rider, {{event.place, event.at}}, event.at + position_rules::trail_kept, {}});
    return;
  }
  RiderTrail& trail = changes.edit_at<RiderTrail>(event.rider.value);
  if (trail.points.size() >= position_rules::trail_points) trail.points.erase(trail.points.begin());
  trail.points.push_back({event.place, event.at});
}

void fold(Changes& changes, const RiderSent& event) {
  changes.edit(event.rider).sent_to = event.place;
}

void fold(Changes& changes, const TrailSwept& event) {
  if (event.sweep_at) {
    RiderTrail& trail = changes.edit_at<RiderTrail>(event.rider.value);
    std::erase_if(trail.points, [&](const TrailPoint& point) { return point.at < event.before; });
    trail.sweep_at = event.sweep_at;
    return;
  }
  changes.erase(record_type<RiderTrail>(), event.rider.value);
  Rider& rider = changes.edit(event.rider);
  rider.trail_at = {};
  if (rider.status != RiderStatus::Offline) return;
  rider.place = {};
  rider.place_at = {};
}

void fold(Changes& changes, const RiderSuspended& event) {
  Rider& rider = changes.edit(event.rider);
  rider.suspended = true;
  if (rider.status == RiderStatus::Idle) go_offline(changes, rider, event.at);
}

void fold(Changes& changes, const RiderReinstated& event) {
  changes.edit(event.rider).suspended = false;
}

void fold(Changes& changes, const ShiftPlanned& event) {
  changes.insert(event.shift);
}

void fold_shift(Changes& changes, ShiftStep step, RiderShiftId id, Instant at, std::optional<Instant> due) {
  RiderShift& shift = changes.edit(id);
  shift.due = due;
  switch (step) {
    case ShiftStep::Began: {
      shift.status = ShiftStatus::Working;
      shift.began_at = at;
      Rider& rider = changes.edit(shift.rider);
      rider.shift = id;
      rider.shift_from = std::min(at, shift.from);
      rider.shift_to = shift.to;
      return;
    }
    case ShiftStep::Overran:
      return;
    case ShiftStep::Ended:
      shift.status = ShiftStatus::Done;
      shift.ended_at = at;
      shift.worked = std::max(shift.online - shift.pause, Duration{});
      shift.overtime = std::min(shift.overtime, shift.worked);
      changes.edit(shift.rider).shift = {};
      return;
    case ShiftStep::Missed:
      shift.status = ShiftStatus::Missed;
      return;
    case ShiftStep::Cancelled:
      shift.status = ShiftStatus::Cancelled;
      return;
  }
}

}  // namespace pizza
