// SPDX-License-Identifier: Apache-2.0
// What customers, riders and operations look at.
#include <algorithm>

#include "core/services/delivery/delivery_checks.h"
#include "core/services/delivery/delivery_expiry.h"
#include "core/services/delivery/route.h"

namespace pizza {

using namespace delivery_checks;

namespace {

using eta_rules::Spread;

constexpr Duration place_shown_for = minutes(10);
constexpr std::int64_t first_way_mm = 1'500'000;  // of a rider who is not known yet

Duration ride(Router* router, GeoPoint from, GeoPoint to, Vehicle vehicle, Instant depart) {
  if (router != nullptr)
    if (const auto trip = router->trip(from, to, vehicle, depart)) return trip->duration;
  return eta_rules::usual_ride(distance_mm(from, to), vehicle);
}

// What is left of a stage that has been going on for a while: never less than a tenth, nor less than 20 seconds.
Spread rest_of(Spread whole, Duration gone) {
  whole.mean = std::max({whole.mean - gone.ms / 100, whole.mean / 10, std::int64_t{200}});
  return whole;
}

struct Paces {
  DeliveryPace place;
  Pace rider;

  Pace way(Vehicle vehicle) const {
    if (rider.samples >= 8) return rider;
    return eta_rules::known(place.ways[static_cast<std::size_t>(vehicle)], eta_rules::way_prior);
  }
};

Paces paces_of(UnitOfWork& work, const Delivery& delivery, const Rider* rider) {
  Paces paces;
  if (const DeliveryPace* known = work.find_at<DeliveryPace>(delivery.restaurant.value)) paces.place = *known;
  if (rider != nullptr) paces.rider = rider->way;
  return paces;
}

Spread food_from_now(UnitOfWork& work, const Delivery& delivery, const Paces& paces) {
  if (delivery.food_ready) return {};
  const Pace pace = eta_rules::known(paces.place.kitchen, eta_rules::kitchen_prior);
  return rest_of(eta_rules::stage(delivery.food_due - delivery.requested_at, pace), work.now() - delivery.requested_at);
}

Spread at_counter(const Paces& paces) {
  return eta_rules::stage(eta_rules::usual_counter, eta_rules::known(paces.place.counter, eta_rules::counter_prior));
}

// Along a route that begins with `so_far`, up to the last stop of `delivery`.
Spread along(UnitOfWork& work, const Rider& rider, const std::vector<RouteStop>& stops, DeliveryId delivery,
             Router* router) {
  Spread so_far;
  GeoPoint here = rider.place;
  Duration gone = work.now() - rider.place_at;
  for (const RouteStop& stop : stops) {
    const Delivery at = *work.find(stop.delivery);
    const Paces paces = paces_of(work, at, &rider);
    const GeoPoint place = stop.kind == StopKind::Drop ? at.drop : at.pickup;
    const bool there = stop.kind == StopKind::PickUp && at.status == DeliveryStatus::AtRestaurant;
    if (!there) {
      Duration way = ride(router, here, place, rider.vehicle, work.now());
      if (stop.kind == StopKind::Drop) way = way + eta_rules::usual_door;
      Spread leg = eta_rules::stage(way, paces.way(rider.vehicle));
      if (gone > Duration{}) leg = rest_of(leg, gone);
      so_far = eta_rules::one_after_the_other(so_far, leg);
    }
    gone = {};
    here = place;
    if (stop.kind == StopKind::PickUp)
      so_far = eta_rules::one_after_the_other(eta_rules::later_of(so_far, food_from_now(work, at, paces)),
                                              at_counter(paces));
    if (stop.delivery == delivery && stop.kind != StopKind::PickUp) break;
  }
  return so_far;
}

std::vector<RouteStop> stops_of(UnitOfWork& work, const Rider& rider, const Delivery& delivery) {
  std::vector<RouteStop> stops = route::has(rider.stops, delivery.id) ? rider.stops : rider.offered_stops;
  if (stops.empty()) route::add_open_stops(*work.find(delivery.id), stops);
  return stops;
}

}  // namespace

std::optional<eta_rules::Arrival> arrival_of(UnitOfWork& work, const Delivery& delivery, Router* router) {
  if (has_ended(delivery.status)) return std::nullopt;
  if (delivery.rider) {
    const Rider rider = *work.find(delivery.rider);
    return eta_rules::arrival(work.now(), along(work, rider, stops_of(work, rider, delivery), delivery.id, router));
  }
  const Paces paces = paces_of(work, delivery, nullptr);
  constexpr Vehicle vehicle = Vehicle::Scooter;
  const Spread search =
      rest_of(eta_rules::stage(eta_rules::usual_search, eta_rules::counter_prior), work.now() - delivery.requested_at);
  const Spread first = eta_rules::stage(eta_rules::usual_ride(first_way_mm, vehicle), eta_rules::way_prior);
  const Spread there = eta_rules::one_after_the_other(search, first);
  const Duration way = ride(router, delivery.pickup, delivery.drop, vehicle, work.now()) + eta_rules::usual_door;
  const Spread left = eta_rules::one_after_the_other(
      eta_rules::one_after_the_other(eta_rules::later_of(there, food_from_now(work, delivery, paces)),
                                     at_counter(paces)),
      eta_rules::stage(way, paces.way(vehicle)));
  return eta_rules::arrival(work.now(), left);
}

Result<TrackedDelivery> DeliveryService::track(UnitOfWork& work, const TrackDelivery& query) const {
  const std::vector<std::uint64_t> keys = work.find_where<&Delivery::order>(query.order);
  if (keys.empty()) return unknown_delivery();
  const Delivery delivery = *work.find(DeliveryId{keys.back()});
  if (delivery.ended_at && work.now() >= *delivery.ended_at + doorstep_kept) return unknown_delivery();
  TrackedDelivery seen;
  seen.delivery = delivery.id;
  seen.status = delivery.status;
  seen.promised_at = delivery.promised_at;
  seen.picked_up_at = delivery.picked_up_at;
  seen.ended_at = delivery.ended_at;
  seen.arrival = arrival_of(work, delivery);
  const bool riding = delivery.status >= DeliveryStatus::Assigned && delivery.status <= DeliveryStatus::PickedUp;
  if (riding || delivery.status == DeliveryStatus::Delivered) {
    const Rider rider = *work.find(delivery.rider);
    seen.rider_name = rider.name.substr(0, rider.name.find(' '));
    seen.vehicle = rider.vehicle;
    if (riding && work.now() - rider.place_at <= place_shown_for) {
      seen.rider_place = rider.place;
      seen.rider_place_at = rider.place_at;
    }
    if (riding)
      for (const RouteStop& stop : stops_of(work, rider, delivery)) {
        if (stop.delivery == delivery.id && stop.kind != StopKind::PickUp) break;
        ++seen.stops_before;
      }
  }
  if (!delivery.has_doorstep) return seen;
  const Doorstep& doorstep = *work.find_at<Doorstep>(delivery.id.value);
  seen.code_wanted = doorstep.wants_code;
  seen.proof = doorstep.proof;
  seen.proof_note = doorstep.note;
  seen.photo = doorstep.photo;
  return seen;
}

Result<RouteView> DeliveryService::route_of(UnitOfWork& work, const SeeRoute& query) const {
  const Rider* found = work.find(query.rider);
  if (found == nullptr) return unknown_rider();
  const Rider rider = *found;
  RouteView view;
  const auto show = [&](const RouteStop& stop, bool offered) {
    const Delivery& delivery = *work.find(stop.delivery);
    const GeoPoint place = stop.kind == StopKind::Drop ? delivery.drop : delivery.pickup;
    view.stops.push_back({stop, delivery.order, place, delivery.food_ready, offered});
    if (offered) view.offer_until = delivery.offer_until;
  };
  std::vector<RouteStop> stops = rider.stops;
  if (stops.empty() && rider.status == RiderStatus::Busy) route::add_open_stops(*work.find(rider.delivery), stops);
  for (const RouteStop& stop : stops) show(stop, false);
  const std::vector<DeliveryId> offered = route::offered(rider);
  std::vector<RouteStop> asked = rider.offered_stops;
  if (asked.empty())
    for (const DeliveryId id : offered) route::add_open_stops(*work.find(id), asked);
  for (const RouteStop& stop : asked)
    if (std::find(offered.begin(), offered.end(), stop.delivery) != offered.end()) show(stop, true);
  return view;
}

Result<ShiftList> DeliveryService::shifts(UnitOfWork& work, const ListShifts& query) const {
  if (work.find(query.rider) == nullptr) return unknown_rider();
  if (query.to < query.from || query.to - query.from > days(90)) return invalid("shift", "at most 90 days", "to");
  ShiftList list;
  for (const std::uint64_t key : work.find_where<&RiderShift::rider>(query.rider)) {
    const RiderShift& shift = *work.find(RiderShiftId{key});
    if (shift.from < query.to && query.from < shift.to) list.shifts.push_back(shift);
  }
  std::sort(list.shifts.begin(), list.shifts.end(),
            [](const RiderShift& a, const RiderShift& b) { return a.from != b.from ? a.from < b.from : a.id < b.id; });
  if (list.shifts.size() > 200) list.shifts.resize(200);
  return list;
}

Result<Trail> DeliveryService::trail(UnitOfWork& work, const SeeTrail& query) const {
  if (work.find(query.rider) == nullptr) return unknown_rider();
  Trail seen;
  if (const RiderTrail* trail = work.find_at<RiderTrail>(query.rider.value))
    for (const TrailPoint& point : trail->points)
      if (point.at > work.now() - position_rules::trail_kept) seen.points.push_back(point);
  return seen;
}

Result<FoundRiders> DeliveryService::find_riders(UnitOfWork& work, const FindRiders& query) const {
  if (!query.place.valid()) return invalid("rider", "a place outside the earth", "place");
  if (query.within_m < 1 || query.within_m > 50'000) return invalid("rider", "must be from 1 to 50000", "within_m");
  if (query.count < 1 || query.count > 100) return invalid("rider", "must be from 1 to 100", "count");
  RiderFilter filter;
  filter.idle_only = !query.busy_too;
  filter.within_m = query.within_m;
  if (query.delivery) filter.reach = query.delivery;
  FoundRiders found;
  for (const NearRider& near : nearest_riders(work, query.place, filter, static_cast<std::size_t>(query.count))) {
    const Rider& rider = *work.find(near.rider);
    found.riders.push_back({rider.id, rider.name, rider.vehicle, rider.status, rider.place, near.distance_mm / 1'000,
                            static_cast<std::int32_t>(route::carried(rider).size())});
  }
  return found;
}

}  // namespace pizza
