// SPDX-License-Identifier: Apache-2.0
// Riders, their shifts and their places.
#include <algorithm>

#include "core/services/delivery/delivery_checks.h"
#include "core/services/delivery/find_rider.h"
#include "core/services/delivery/route.h"
#include "core/services/user/find_person.h"

namespace pizza {

using namespace delivery_checks;

namespace {

std::optional<Problem> check_profile(UnitOfWork& work, RiderId rider, const std::string& name, UserId user) {
  if (name.empty() || name.size() > 200) return invalid("rider", "1 to 200 bytes", "name");
  if (auto wrong = check_text("rider", name, 200, "name")) return wrong;
  if (!user) return std::nullopt;
  if (auto missing = person_missing(work, user)) return missing;
  const RiderId known = rider_of(work, user);
  if (known && known != rider)
    return problem(Status::Conflict, "rider.user_taken", "somebody rides under this name already", "user_id");
  return std::nullopt;
}

// Its last times online count, and the shift is closed.
void end_shift(UnitOfWork& work, RiderShiftId id) {
  work.record(ShiftEnded{id, work.find(id)->rider, work.now(), std::nullopt});
}

// The planned shift that a rider who comes now begins; none: not wanted now.
RiderShiftId shift_to_begin(UnitOfWork& work, RiderId rider) {
  RiderShiftId best;
  Instant earliest;
  for (const std::uint64_t key : work.find_where<&RiderShift::rider>(rider)) {
    const RiderShift& shift = *work.find(RiderShiftId{key});
    if (shift.status != ShiftStatus::Planned || work.now() < shift.from - DeliveryService::early_for_shift ||
        work.now() >= shift.to)
      continue;
    if (best && earliest <= shift.from) continue;
    best = shift.id;
    earliest = shift.from;
  }
  return best;
}

}  // namespace

Result<RiderId> DeliveryService::register_rider(UnitOfWork& work, const RegisterRider& command) const {
  if (auto wrong = check_profile(work, {}, command.name, command.user)) return *wrong;
  if (command.shift_to < command.shift_from) return invalid("rider", "a shift ends after it begins", "shift_to");
  Rider rider;
  rider.id = work.allocate<Rider>();
  rider.name = command.name;
  rider.vehicle = command.vehicle;
  rider.shift_from = command.shift_from;
  rider.shift_to = command.shift_to;
  rider.user = command.user;
  const RiderId id = rider.id;
  work.record(RiderRegistered{std::move(rider)});
  return id;
}

Outcome DeliveryService::change_rider(UnitOfWork& work, const ChangeRider& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (auto wrong = check_profile(work, command.rider, command.name, command.user)) return *wrong;
  if (rider->vehicle != command.vehicle && rider->delivery)
    return problem(Status::Conflict, "rider.busy", "a delivery must be finished first", "vehicle");
  work.record(RiderChanged{command.rider, command.name, command.vehicle, command.user});
  return Done{};
}

void DeliveryService::on(UnitOfWork& work, const UserErased& event) const {
  if (const RiderId rider = rider_of(work, event.user))
    work.record(RiderChanged{rider, "former rider", work.find(rider)->vehicle, {}});
}

Outcome DeliveryService::suspend(UnitOfWork& work, const SuspendRider& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (command.reason.empty()) return invalid("rider", "say why", "reason");
  if (auto wrong = check_text("rider", command.reason, 200, "reason")) return *wrong;
  if (rider->suspended) return Done{};
  withdraw_offer_of(work, command.rider, "rider_suspended");
  work.record(RiderSuspended{command.rider, command.reason, work.now()});
  return Done{};
}

Outcome DeliveryService::reinstate(UnitOfWork& work, const ReinstateRider& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (rider->suspended) work.record(RiderReinstated{command.rider, work.now()});
  return Done{};
}

Result<RiderShiftId> DeliveryService::plan_shift(UnitOfWork& work, const PlanShift& command) const {
  if (work.find(command.rider) == nullptr) return unknown_rider();
  if (command.from < work.now()) return invalid("shift", "begins in the past", "from");
  if (command.from > work.now() + days(60)) return invalid("shift", "at most 60 days ahead", "from");
  const Duration length = command.to - command.from;
  if (length < minutes(30) || length > hours(14)) return invalid("shift", "30 min to 14 h long", "to");
  if (command.pause < Duration{} || command.pause * 2 >= length)
    return invalid("shift", "less than half of the shift", "pause_ms");
  if (auto wrong = check_text("shift", command.zone, 60, "zone")) return *wrong;
  for (const std::uint64_t key : work.find_where<&RiderShift::rider>(command.rider)) {
    const RiderShift& other = *work.find(RiderShiftId{key});
    const bool stands = other.status == ShiftStatus::Planned || other.status == ShiftStatus::Working;
    if (stands && other.from < command.to && command.from < other.to)
      return problem(Status::Conflict, "shift.overlaps", "the rider works then already", "from");
  }
  RiderShift shift;
  shift.id = work.allocate<RiderShift>();
  shift.rider = command.rider;
  shift.from = command.from;
  shift.to = command.to;
  shift.zone = command.zone;
  shift.pause = command.pause;
  shift.due = command.from + late_for_shift;
  const RiderShiftId id = shift.id;
  work.after_commit(Timer{TimerKind::ShiftDue, id.value, *shift.due});
  work.record(ShiftPlanned{std::move(shift)});
  return id;
}

Outcome DeliveryService::cancel_shift(UnitOfWork& work, const CancelShift& command) const {
  const RiderShift* shift = work.find(command.shift);
  if (shift == nullptr) return problem(Status::NotFound, "shift.unknown", "there is no such shift", "shift_id");
  if (shift->status != ShiftStatus::Planned)
    return problem(Status::Conflict, "shift.begun", "it has begun, or is over", "shift_id");
  work.record(ShiftCancelled{command.shift, shift->rider, work.now(), std::nullopt});
  return Done{};
}

void DeliveryService::shift_due(UnitOfWork& work, RiderShiftId id) const {
  const RiderShift* shift = work.find(id);
  if (shift == nullptr || !shift->due || *shift->due > work.now()) return;
  const RiderId rider_id = shift->rider;
  if (shift->status == ShiftStatus::Planned) {
    work.record(ShiftMissed{id, rider_id, work.now(), std::nullopt});
    return;
  }
  const Rider* rider = work.find(rider_id);
  if (rider->delivery) {
    const Instant again = work.now() + minutes(15);
    work.after_commit(Timer{TimerKind::ShiftDue, id.value, again});
    work.record(ShiftOverran{id, rider_id, work.now(), again});
    return;
  }
  if (rider->status == RiderStatus::Idle) work.record(RiderWentOffline{rider_id, work.now()});
  end_shift(work, id);
}

Outcome DeliveryService::go_online(UnitOfWork& work, const GoOnline& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (!command.place.valid()) return invalid("rider", "a place outside the earth", "place");
  if (rider->suspended) return problem(Status::Conflict, "rider.suspended", "the rider is suspended", "rider_id");
  if (rider->status != RiderStatus::Offline) return Done{};
  if (work.now() < rider->shift_from || work.now() >= rider->shift_to) {
    const RiderShiftId planned = shift_to_begin(work, command.rider);
    if (!planned) return problem(Status::Conflict, "rider.off_shift", "outside the rider's shift", "rider_id");
    if (rider->shift) end_shift(work, rider->shift);
    const Instant end = work.find(planned)->to;
    work.after_commit(Timer{TimerKind::ShiftDue, planned.value, end});
    work.record(ShiftBegan{planned, command.rider, work.now(), end});
  }
  work.record(RiderWentOnline{command.rider, command.place, work.now()});
  return Done{};
}

Outcome DeliveryService::go_offline(UnitOfWork& work, const GoOffline& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (rider->status == RiderStatus::Offered || rider->status == RiderStatus::Busy)
    return problem(Status::Conflict, "rider.busy", "a delivery must be finished or given up first", "rider_id");
  if (rider->status != RiderStatus::Idle) return Done{};
  const bool over = rider->shift && work.now() >= rider->shift_to;
  const RiderShiftId shift = rider->shift;
  work.record(RiderWentOffline{command.rider, work.now()});
  if (over) end_shift(work, shift);
  return Done{};
}

Result<PositionAnswer> DeliveryService::report_position(UnitOfWork& work, const ReportPosition& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (!command.place.valid()) return invalid("rider", "a place outside the earth", "place");
  if (command.accuracy_m < 0 || command.accuracy_m > 100'000)
    return invalid("rider", "must be from 0 to 100000", "accuracy_m");
  const Instant at = command.at == Instant{} ? work.now() : command.at;
  const FixVerdict verdict = position_rules::judge(*rider, command.place, at, command.accuracy_m, work.now());
  if (verdict != FixVerdict::Taken) return PositionAnswer{verdict};
  const Instant last = rider->trail_at;
  const bool trail = at - last >= position_rules::trail_gap;
  if (trail && last == Instant{})
    work.after_commit(Timer{TimerKind::TrailSweep, command.rider.value, at + position_rules::trail_kept});
  work.record(RiderMoved{command.rider, command.place, at, trail});
  return PositionAnswer{};
}

void DeliveryService::sweep_trail(UnitOfWork& work, RiderId id) const {
  const RiderTrail* trail = work.find_at<RiderTrail>(id.value);
  if (trail == nullptr || !trail->sweep_at || *trail->sweep_at > work.now()) return;
  // Ten minutes early, so that few sweeps keep every point younger than an hour.
  const Instant before = work.now() - position_rules::trail_kept + minutes(10);
  const auto kept = std::find_if(trail->points.begin(), trail->points.end(),
                                 [before](const TrailPoint& point) { return point.at >= before; });
  if (kept == trail->points.end()) {
    work.record(TrailSwept{id, before, std::nullopt});
    return;
  }
  const Instant again = kept->at + position_rules::trail_kept;
  work.after_commit(Timer{TimerKind::TrailSweep, id.value, again});
  work.record(TrailSwept{id, before, again});
}

}  // namespace pizza
