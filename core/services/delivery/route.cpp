// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/route.h"

#include <algorithm>

namespace pizza::route {

namespace {

void drop_stops_of(std::vector<RouteStop>& stops, DeliveryId delivery) {
  if (stops.empty()) return;
  std::erase_if(stops, [delivery](const RouteStop& stop) { return stop.delivery == delivery; });
}

bool one_delivery(const std::vector<RouteStop>& stops) {
  return std::all_of(stops.begin(), stops.end(),
                     [&](const RouteStop& stop) { return stop.delivery == stops.front().delivery; });
}

// The present task follows the list, and a list of one delivery is no list.
void settle(Rider& rider) {
  if (rider.stops.empty()) return;
  rider.delivery = rider.stops.front().delivery;
  if (one_delivery(rider.stops)) rider.stops.clear();
}

bool carries(const Rider& rider, DeliveryId delivery) {
  return rider.stops.empty() ? rider.status == RiderStatus::Busy && rider.delivery == delivery
                             : has(rider.stops, delivery);
}

}  // namespace

void add_open_stops(const Delivery& delivery, std::vector<RouteStop>& stops) {
  if (delivery.status == DeliveryStatus::Returning) {
    stops.push_back({delivery.id, StopKind::Return});
    return;
  }
  if (delivery.status < DeliveryStatus::PickedUp) stops.push_back({delivery.id, StopKind::PickUp});
  stops.push_back({delivery.id, StopKind::Drop});
}

std::vector<DeliveryId> deliveries_in(const std::vector<RouteStop>& stops) {
  std::vector<DeliveryId> found;
  for (const RouteStop& stop : stops)
    if (std::find(found.begin(), found.end(), stop.delivery) == found.end()) found.push_back(stop.delivery);
  return found;
}

bool has(const std::vector<RouteStop>& stops, DeliveryId delivery) {
  return std::any_of(stops.begin(), stops.end(),
                     [delivery](const RouteStop& stop) { return stop.delivery == delivery; });
}

std::vector<DeliveryId> carried(const Rider& rider) {
  if (!rider.stops.empty()) return deliveries_in(rider.stops);
  if (rider.status == RiderStatus::Busy) return {rider.delivery};
  return {};
}

std::vector<DeliveryId> offered(const Rider& rider) {
  if (rider.offered_stops.empty())
    return rider.status == RiderStatus::Offered ? std::vector<DeliveryId>{rider.delivery} : std::vector<DeliveryId>{};
  std::vector<DeliveryId> found = deliveries_in(rider.offered_stops);
  std::erase_if(found, [&](DeliveryId delivery) { return carries(rider, delivery); });
  return found;
}

bool has_open_offer(const Rider& rider) {
  return rider.status == RiderStatus::Offered || !rider.offered_stops.empty();
}

void end_offer(Rider& rider, Instant at) {
  rider.offered_stops.clear();
  if (rider.status != RiderStatus::Offered) return;
  rider.status = RiderStatus::Idle;
  rider.delivery = {};
  rider.idle_since = at;
}

void accept(Rider& rider, DeliveryId delivery) {
  if (!rider.offered_stops.empty()) {
    rider.stops = std::move(rider.offered_stops);
    rider.offered_stops.clear();
  }
  rider.status = RiderStatus::Busy;
  if (rider.stops.empty()) {
    rider.delivery = delivery;
  } else {
    settle(rider);
  }
}

void give(Rider& rider, const Delivery& delivery, const Delivery* carried_now) {
  if (rider.status == RiderStatus::Busy) {
    if (rider.stops.empty() && carried_now != nullptr) add_open_stops(*carried_now, rider.stops);
    add_open_stops(delivery, rider.stops);
    settle(rider);
    return;
  }
  rider.status = RiderStatus::Busy;
  rider.delivery = delivery.id;
}

void pick_up(Rider& rider, DeliveryId delivery) {
  const auto done = [delivery](const RouteStop& stop) {
    return stop.delivery == delivery && stop.kind == StopKind::PickUp;
  };
  if (!rider.offered_stops.empty()) std::erase_if(rider.offered_stops, done);
  if (rider.stops.empty()) return;
  std::erase_if(rider.stops, done);
  settle(rider);
}

void turn_back(Rider& rider, DeliveryId delivery) {
  for (std::vector<RouteStop>* stops : {&rider.stops, &rider.offered_stops})
    for (RouteStop& stop : *stops)
      if (stop.delivery == delivery) stop.kind = StopKind::Return;
}

void release(Rider& rider, DeliveryId delivery, Instant at) {
  drop_stops_of(rider.stops, delivery);
  drop_stops_of(rider.offered_stops, delivery);
  const bool carrying =
      !rider.stops.empty() || (rider.status == RiderStatus::Busy && rider.delivery && rider.delivery != delivery);
  settle(rider);
  if (carrying) {
    if (!rider.offered_stops.empty() && offered(rider).empty()) rider.offered_stops.clear();
    return;
  }
  if (!rider.offered_stops.empty()) {
    rider.status = RiderStatus::Offered;
    rider.delivery = rider.offered_stops.front().delivery;
    if (one_delivery(rider.offered_stops)) rider.offered_stops.clear();
    return;
  }
  if (rider.status == RiderStatus::Offline) return;
  rider.status = RiderStatus::Idle;
  rider.delivery = {};
  rider.idle_since = at;
}

}  // namespace pizza::route
