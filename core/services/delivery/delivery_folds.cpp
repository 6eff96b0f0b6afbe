// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/delivery_events.h"
#include "core/services/delivery/delivery_expiry.h"
#include "core/services/delivery/eta_rules.h"
#include "core/services/delivery/route.h"

namespace pizza {

void fold(Changes& changes, const DeliveryRequested& event) {
  changes.insert(event.delivery);
}

void fold(Changes& changes, const RiderOffered& event) {
  Delivery& delivery = changes.edit(event.delivery);
  delivery.status = DeliveryStatus::Offered;
  delivery.rider = event.rider;
  delivery.offer_until = event.until;
  delivery.seeking_since.reset();
  ++delivery.offers;
  Rider& rider = changes.edit(event.rider);
  ++rider.offers;
  if (!event.stops.empty()) rider.offered_stops = event.stops;
  if (rider.status != RiderStatus::Idle) return;
  rider.status = RiderStatus::Offered;
  rider.delivery = event.delivery;
}

void fold(Changes& changes, const FoodReady& event) {
  Delivery& delivery = changes.edit(event.delivery);
  delivery.food_ready = true;
  delivery.ready_at = event.at;
}

namespace {

void move_rider(Rider& rider, GeoPoint place, Instant at) {
  rider.place = place;
  rider.place_at = at;
}

void search_again(Delivery& delivery, Instant at) {
  delivery.status = DeliveryStatus::Searching;
  delivery.rider = {};
  delivery.offer_until.reset();
  delivery.assigned_at.reset();
  delivery.arrived_at.reset();
  delivery.seeking_since = at;
}

void offer_ends(Changes& changes, Delivery& delivery, RiderId id, DeliveryStep step, Instant at) {
  search_again(delivery, at);
  Rider& rider = changes.edit(id);
  if (step == DeliveryStep::OfferDeclined) ++rider.declined;
  if (step == DeliveryStep::OfferExpired) ++rider.unanswered;
  route::end_offer(rider, at);
}

void assign(Delivery& delivery, RiderId rider, Instant at) {
  delivery.status = DeliveryStatus::Assigned;
  delivery.rider = rider;
  delivery.assigned_at = at;
  delivery.offer_until.reset();
  delivery.needs_people_since.reset();
  delivery.seeking_since.reset();
}

void give(Changes& changes, Rider& rider, const Delivery& delivery) {
  const bool single = rider.status == RiderStatus::Busy && rider.stops.empty();
  route::give(rider, delivery, single ? changes.find(rider.delivery) : nullptr);
  rider.sent_to.reset();
}

void end(Changes& changes, Delivery& delivery, DeliveryStatus status, Instant at) {
  delivery.status = status;
  delivery.ended_at = at;
  delivery.offer_until.reset();
  delivery.seeking_since.reset();
  delivery.needs_people_since.reset();
  if (delivery.has_doorstep) changes.edit_at<Doorstep>(delivery.id.value).erase_at = at + doorstep_kept;
}

// How long the ways and the counter took beside what was to be expected. A detour for another delivery teaches nothing.
void learn(Changes& changes, const Delivery& delivery, Rider& rider) {
  if (!rider.stops.empty() || !delivery.picked_up_at) return;
  if (changes.find_at<DeliveryPace>(delivery.restaurant.value) == nullptr)
    changes.insert(DeliveryPace{delivery.restaurant, {}, {}, {}, {}});
  DeliveryPace& pace = changes.edit_at<DeliveryPace>(delivery.restaurant.value);
  const Duration ride =
      eta_rules::usual_ride(distance_mm(delivery.pickup, delivery.drop), rider.vehicle) + eta_rules::usual_door;
  const Duration rode = *delivery.ended_at - *delivery.picked_up_at;
  eta_rules::learn(rider.way, eta_rules::way_prior, rode, ride);
  eta_rules::learn(pace.ways[static_cast<std::size_t>(rider.vehicle)], eta_rules::way_prior, rode, ride);
  if (!delivery.ready_at) return;
  eta_rules::learn(pace.kitchen, eta_rules::kitchen_prior, *delivery.ready_at - delivery.requested_at,
                   delivery.food_due - delivery.requested_at);
  if (!delivery.arrived_at) return;
  eta_rules::learn(pace.counter, eta_rules::counter_prior,
                   *delivery.picked_up_at - std::max(*delivery.ready_at, *delivery.arrived_at),
                   eta_rules::usual_counter);
}

}  // namespace

void fold_delivery(Changes& changes, DeliveryStep step, DeliveryId id, RiderId rider_id, Instant at) {
  Delivery& delivery = changes.edit(id);
  switch (step) {
    case DeliveryStep::OfferDeclined:
    case DeliveryStep::OfferExpired:
    case DeliveryStep::OfferWithdrawn:
      return offer_ends(changes, delivery, rider_id, step, at);
    case DeliveryStep::GaveUp: {
      Rider& rider = changes.edit(rider_id);
      ++rider.gave_up;
      search_again(delivery, at);
      return route::release(rider, id, at);
    }
    case DeliveryStep::Assigned: {
      const bool asked = delivery.status == DeliveryStatus::Offered;
      Rider& rider = changes.edit(rider_id);
      assign(delivery, rider_id, at);
      rider.sent_to.reset();
      return asked ? route::accept(rider, id) : give(changes, rider, delivery);
    }
    case DeliveryStep::Arrived:
      delivery.status = DeliveryStatus::AtRestaurant;
      delivery.arrived_at = at;
      return move_rider(changes.edit(rider_id), delivery.pickup, at);
    case DeliveryStep::PickedUp: {
      delivery.status = DeliveryStatus::PickedUp;
      delivery.picked_up_at = at;
      Rider& rider = changes.edit(rider_id);
      move_rider(rider, delivery.pickup, at);
      return route::pick_up(rider, id);
    }
    case DeliveryStep::Delivered: {
      end(changes, delivery, DeliveryStatus::Delivered, at);
      Rider& rider = changes.edit(rider_id);
      learn(changes, delivery, rider);
      move_rider(rider, delivery.drop, at);
      ++rider.delivered;
      return route::release(rider, id, at);
    }
    case DeliveryStep::Cancelled:
      end(changes, delivery, DeliveryStatus::Cancelled, at);
      if (rider_id) route::release(changes.edit(rider_id), id, at);
      return;
    case DeliveryStep::FoodReturned:
    case DeliveryStep::FoodDisposed: {
      Rider& rider = changes.edit(rider_id);
      delivery.status = step == DeliveryStep::FoodReturned ? DeliveryStatus::Returned : DeliveryStatus::Failed;
      if (step == DeliveryStep::FoodReturned) move_rider(rider, delivery.pickup, at);
      return route::release(rider, id, at);
    }
  }
}

void fold(Changes& changes, const DeliveryFailed& event) {
  Delivery& delivery = changes.edit(event.delivery);
  end(changes, delivery, event.returning ? DeliveryStatus::Returning : DeliveryStatus::Failed, event.at);
  if (delivery.has_doorstep) {
    Doorstep& doorstep = changes.edit_at<Doorstep>(event.delivery.value);
    doorstep.cause = event.cause;
    doorstep.fault = event.fault;
  }
  Rider& rider = changes.edit(event.rider);
  if (event.returning) {
    route::turn_back(rider, event.delivery);
  } else {
    route::release(rider, event.delivery, event.at);
  }
}

void fold(Changes& changes, const DeliveryReassigned& event) {
  Delivery& delivery = changes.edit(event.delivery);
  route::release(changes.edit(event.from), event.delivery, event.at);
  if (delivery.status == DeliveryStatus::PickedUp) {
    delivery.rider = event.to;
    if (delivery.has_doorstep) changes.edit_at<Doorstep>(event.delivery.value).next_rider = {};
  } else {
    delivery.arrived_at.reset();
    assign(delivery, event.to, event.at);
  }
  give(changes, changes.edit(event.to), delivery);
}

void fold(Changes& changes, const DeliveryNeedsPeople& event) {
  changes.edit(event.delivery).needs_people_since = event.at;
}

void fold(Changes& changes, const RoutePlanned& event) {
  Rider& rider = changes.edit(event.rider);
  rider.stops = event.stops;
  rider.delivery = event.stops.front().delivery;
}

}  // namespace pizza
