// SPDX-License-Identifier: Apache-2.0
// Who carries what.
#include <algorithm>
#include <limits>

#include "core/services/delivery/delivery_checks.h"
#include "core/services/delivery/route.h"

namespace pizza {

using namespace delivery_checks;

namespace {

std::optional<Problem> check_open_for(Duration open_for) {
  if (open_for < seconds(1) || open_for > minutes(10)) return invalid("offer", "1 s to 10 min", "open_for");
  return std::nullopt;
}

Problem not_free() {
  return problem(Status::Conflict, "rider.busy", "the rider is not free", "rider_id");
}

// An offer that has been checked.
void record_offer(UnitOfWork& work, RiderId rider, const std::vector<RouteStop>& stops, Duration open_for) {
  const Instant until = work.now() + open_for;
  const std::vector<DeliveryId> all = route::deliveries_in(stops);
  std::vector<DeliveryId> asked;
  for (const DeliveryId id : all)
    if (work.find(id)->status == DeliveryStatus::Searching) asked.push_back(id);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const OrderId order = work.find(asked[i])->order;
    const bool list = i == 0 && all.size() > 1;
    work.record(RiderOffered{asked[i], order, rider, until, list ? stops : std::vector<RouteStop>{}});
  }
  work.after_commit(Timer{TimerKind::OfferDeadline, asked.front().value, until});
}

std::int32_t to_limit(std::int32_t wanted, std::int32_t usual) {
  return wanted == 0 ? usual : wanted;
}

// The deliveries of an ordered partial index, longest waiting first.
template <auto Member>
std::vector<Delivery> waiting(UnitOfWork& work, std::size_t limit) {
  const RecordType& type = record_type<Delivery>();
  std::vector<std::uint64_t> keys;
  work.changes().store().find_range(type, type.index_position(field_number<Member>()),
                                    std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                                    limit, keys);
  std::vector<Delivery> found;
  for (const std::uint64_t key : keys) found.push_back(*work.find(DeliveryId{key}));
  return found;
}

}  // namespace

Outcome DeliveryService::offer(UnitOfWork& work, const OfferDelivery& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (delivery == nullptr) return unknown_delivery();
  if (delivery->status != DeliveryStatus::Searching)
    return problem(Status::Conflict, "delivery.not_searching", "the delivery seeks no rider", "delivery_id");
  if (auto wrong = check_open_for(command.open_for)) return *wrong;
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (rider->status != RiderStatus::Idle) return not_free();
  if (auto wrong = check_rider(*rider, work.now())) return *wrong;
  if (auto wrong = check_vehicle(work, *rider, *delivery)) return *wrong;
  const Instant until = work.now() + command.open_for;
  work.record(RiderOffered{command.delivery, delivery->order, command.rider, until, {}});
  work.after_commit(Timer{TimerKind::OfferDeadline, command.delivery.value, until});
  return Done{};
}

Outcome DeliveryService::offer_route(UnitOfWork& work, const OfferRoute& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (auto wrong = check_open_for(command.open_for)) return *wrong;
  if (route::has_open_offer(*rider)) return not_free();
  if (auto wrong = check_rider(*rider, work.now())) return *wrong;
  if (auto wrong = check_route(work, *rider, command.stops)) return *wrong;
  const bool something = std::any_of(command.stops.begin(), command.stops.end(), [&](const RouteStop& stop) {
    return work.find(stop.delivery)->status == DeliveryStatus::Searching;
  });
  if (!something) return invalid("route", "offers nothing new", "stops");
  record_offer(work, command.rider, command.stops, command.open_for);
  return Done{};
}

Outcome DeliveryService::withdraw(UnitOfWork& work, const WithdrawOffer& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (delivery == nullptr) return unknown_delivery();
  if (delivery->status != DeliveryStatus::Offered)
    return problem(Status::Conflict, "delivery.not_now", "no offer is open", "delivery_id");
  withdraw_offer_of(work, delivery->rider, "withdrawn");
  return Done{};
}

Outcome DeliveryService::assign(UnitOfWork& work, const AssignByHand& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (delivery == nullptr) return unknown_delivery();
  if (delivery->status > DeliveryStatus::Offered)
    return problem(Status::Conflict, "delivery.not_searching", "the delivery seeks no rider", "delivery_id");
  if (auto wrong = check_text("delivery", command.note, 200, "note")) return *wrong;
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (auto wrong = check_rider(*rider, work.now())) return *wrong;
  if (auto wrong = check_vehicle(work, *rider, *delivery)) return *wrong;
  const OrderId order = delivery->order;
  if (delivery->status == DeliveryStatus::Offered) withdraw_offer_of(work, delivery->rider, "assigned_by_hand");
  withdraw_offer_of(work, command.rider, "assigned_by_hand");
  work.record(RiderAssigned{command.delivery, order, command.rider, work.now(), command.note});
  return Done{};
}

Outcome DeliveryService::reassign(UnitOfWork& work, const Reassign& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (delivery == nullptr) return unknown_delivery();
  const bool carried = delivery->status >= DeliveryStatus::Assigned && delivery->status <= DeliveryStatus::PickedUp;
  if (!carried) return problem(Status::Conflict, "delivery.not_now", "nobody carries it", "delivery_id");
  if (auto wrong = check_text("delivery", command.note, 200, "note")) return *wrong;
  const Rider* to = work.find(command.to);
  if (to == nullptr || command.to == delivery->rider) return unknown_rider();
  if (auto wrong = check_rider(*to, work.now())) return *wrong;
  if (auto wrong = check_vehicle(work, *to, *delivery)) return *wrong;
  const OrderId order = delivery->order;
  const RiderId from = delivery->rider;
  if (delivery->status == DeliveryStatus::PickedUp) {
    work.record(TakeOverPlanned{command.delivery, order, from, command.to});
    return Done{};
  }
  withdraw_offer_of(work, command.to, "assigned_by_hand");
  work.record(DeliveryReassigned{command.delivery, order, from, command.to, work.now(), command.note});
  return Done{};
}

Outcome DeliveryService::take_over(UnitOfWork& work, const TakeOverFood& command) const {
  const Delivery* delivery = work.find(command.delivery);
  const Doorstep* doorstep = work.find_at<Doorstep>(command.delivery.value);
  if (delivery == nullptr || doorstep == nullptr || doorstep->next_rider != command.rider || !command.rider)
    return unknown_delivery();
  if (auto wrong = check_step(delivery, delivery->rider, DeliveryStatus::PickedUp)) return *wrong;
  const Rider* rider = work.find(command.rider);
  if (auto wrong = check_rider(*rider, work.now())) return *wrong;
  if (auto wrong = check_vehicle(work, *rider, *delivery)) return *wrong;
  const OrderId order = delivery->order;
  const RiderId from = delivery->rider;
  withdraw_offer_of(work, command.rider, "taken_over");
  work.record(DeliveryReassigned{command.delivery, order, from, command.rider, work.now(), "taken_over"});
  return Done{};
}

Outcome DeliveryService::plan_route(UnitOfWork& work, const PlanRoute& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (rider->stops.empty()) return invalid("route", "the rider carries no two deliveries", "rider_id");
  if (!rider->offered_stops.empty()) return not_free();
  if (auto wrong = check_route(work, *rider, command.stops)) return *wrong;
  if (command.stops.size() != rider->stops.size()) return invalid("route", "other stops than now", "stops");
  if (command.stops != rider->stops) work.record(RoutePlanned{command.rider, command.stops});
  return Done{};
}

Outcome DeliveryService::send_rider(UnitOfWork& work, const SendRider& command) const {
  const Rider* rider = work.find(command.rider);
  if (rider == nullptr) return unknown_rider();
  if (!command.place.valid()) return invalid("rider", "a place outside the earth", "place");
  if (rider->status != RiderStatus::Idle) return not_free();
  work.record(RiderSent{command.rider, command.place});
  return Done{};
}

DispatchSnapshot DeliveryService::snapshot(UnitOfWork& work, const DispatchArea& area) const {
  DispatchSnapshot seen;
  seen.now = work.now();
  const std::int64_t within = std::int64_t{area.within_m} * 1'000;
  for (const Delivery& delivery : waiting<&Delivery::seeking_since>(work, area.most_deliveries)) {
    if (delivery.status != DeliveryStatus::Searching || distance_mm(area.centre, delivery.pickup) > within) continue;
    seen.deliveries.push_back({delivery.id, delivery.restaurant, delivery.pickup, delivery.drop,
                               delivery.ready_at ? *delivery.ready_at : delivery.food_due, delivery.requested_at,
                               delivery.promised_at, boxes_of(delivery), delivery.offers});
  }
  RiderFilter filter;
  filter.idle_only = false;
  filter.within_m = area.within_m;
  for (const NearRider& near : nearest_riders(work, area.centre, filter, area.most_riders)) {
    const Rider rider = *work.find(near.rider);
    if (route::has_open_offer(rider) || check_rider(rider, work.now())) continue;
    DispatchRider free{
        rider.id, rider.vehicle, rider.place, work.now(), rider.shift_to, limits_of(rider.vehicle).boxes, most_carried,
        {}};
    if (rider.status == RiderStatus::Busy) {
      const std::vector<DeliveryId> carried = route::carried(rider);
      const Delivery& last = *work.find(rider.stops.empty() ? rider.delivery : rider.stops.back().delivery);
      const auto arrival = arrival_of(work, last);
      free.free_at = arrival ? arrival->likely : work.now();
      free.place = arrival ? last.drop : last.pickup;
      if (free.free_at > work.now() + area.soon_free) continue;
      free.room = most_carried - static_cast<std::int32_t>(carried.size());
      free.open_stops = rider.stops;
      if (free.open_stops.empty()) route::add_open_stops(last, free.open_stops);
    }
    seen.riders.push_back(std::move(free));
  }
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(seen.deliveries.begin(), seen.deliveries.end(), by_id);
  std::sort(seen.riders.begin(), seen.riders.end(), by_id);
  return seen;
}

Result<DispatchTally> DeliveryService::dispatch(UnitOfWork& work, BatchPolicy& policy, Router& router,
                                                const DispatchArea& area) const {
  if (!area.centre.valid()) return invalid("offer", "a place outside the earth", "centre");
  if (area.within_m < 1 || area.within_m > 50'000) return invalid("offer", "must be from 1 to 50000", "within_m");
  if (auto wrong = check_open_for(area.open_for)) return *wrong;
  const DispatchSnapshot seen = snapshot(work, area);
  const DispatchPlan plan = policy.plan(seen, router);
  DispatchTally tally;
  for (const DispatchRoute& route : plan.routes) {
    const std::size_t carried = [&] {
      const Rider* rider = work.find(route.rider);
      return rider == nullptr ? std::size_t{0} : route::carried(*rider).size();
    }();
    if (offer_route(work, {route.rider, route.stops, area.open_for}).ok()) {
      tally.offered += static_cast<std::int32_t>(route::deliveries_in(route.stops).size() - carried);
    } else {
      ++tally.refused;
    }
  }
  for (const DispatchMove& move : plan.moves)
    if (send_rider(work, {move.rider, move.place}).ok()) ++tally.moved;
  return tally;
}

Result<DeliveryList> DeliveryService::stuck(UnitOfWork& work, const ListStuckDeliveries& query) const {
  const std::int32_t limit = to_limit(query.limit, 50);
  if (limit < 1 || limit > 100) return invalid("delivery", "must be from 1 to 100", "limit");
  return DeliveryList{waiting<&Delivery::needs_people_since>(work, static_cast<std::size_t>(limit))};
}

Result<DeliveryList> DeliveryService::open(UnitOfWork& work, const ListOpenDeliveries& query) const {
  const std::int32_t limit = to_limit(query.limit, 100);
  if (limit < 1 || limit > 500) return invalid("delivery", "must be from 1 to 500", "limit");
  return DeliveryList{waiting<&Delivery::seeking_since>(work, static_cast<std::size_t>(limit))};
}

}  // namespace pizza
