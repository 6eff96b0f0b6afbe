// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/delivery_events.h"

namespace pizza {

void fold(Changes& changes, const RiderRegistered& event) {
  changes.insert(event.rider);
}

void fold(Changes& changes, const RiderWentOnline& event) {
  Rider& rider = changes.edit(event.rider);
  rider.status = RiderStatus::Idle;
  rider.place = event.place;
  rider.place_at = event.at;
}

void fold(Changes& changes, const RiderWentOffline& event) {
  changes.edit(event.rider).status = RiderStatus::Offline;
}

void fold(Changes& changes, const RiderMoved& event) {
  Rider& rider = changes.edit(event.rider);
  rider.place = event.place;
  rider.place_at = event.at;
}

void fold(Changes& changes, const DeliveryRequested& event) {
  changes.insert(event.delivery);
}

void fold(Changes& changes, const RiderOffered& event) {
  Delivery& delivery = changes.edit(event.delivery);
  delivery.status = DeliveryStatus::Offered;
  delivery.rider = event.rider;
  delivery.offer_until = event.until;
  ++delivery.offers;
  Rider& rider = changes.edit(event.rider);
  rider.status = RiderStatus::Offered;
  rider.delivery = event.delivery;
}

void fold(Changes& changes, const FoodReady& event) {
  changes.edit(event.delivery).food_ready = true;
}

namespace {

void free_rider(Changes& changes, RiderId id) {
  if (!id) return;
  Rider& rider = changes.edit(id);
  rider.status = RiderStatus::Idle;
  rider.delivery = {};
}

void move_rider(Changes& changes, RiderId id, GeoPoint place, Instant at) {
  Rider& rider = changes.edit(id);
  rider.place = place;
  rider.place_at = at;
}

void search_again(Changes& changes, Delivery& delivery, RiderId rider) {
  delivery.status = DeliveryStatus::Searching;
  delivery.rider = {};
  delivery.offer_until.reset();
  delivery.assigned_at.reset();
  delivery.arrived_at.reset();
  free_rider(changes, rider);
}

}  // namespace

void fold_delivery(Changes& changes, DeliveryStep step, DeliveryId id, RiderId rider, Instant at) {
  Delivery& delivery = changes.edit(id);
  switch (step) {
    case DeliveryStep::OfferDeclined:
    case DeliveryStep::OfferExpired:
    case DeliveryStep::GaveUp:
      search_again(changes, delivery, rider);
      return;
    case DeliveryStep::Assigned:
      delivery.status = DeliveryStatus::Assigned;
      delivery.assigned_at = at;
      delivery.offer_until.reset();
      changes.edit(rider).status = RiderStatus::Busy;
      return;
    case DeliveryStep::Arrived:
      delivery.status = DeliveryStatus::AtRestaurant;
      delivery.arrived_at = at;
      move_rider(changes, rider, delivery.pickup, at);
      return;
    case DeliveryStep::PickedUp:
      delivery.status = DeliveryStatus::PickedUp;
      delivery.picked_up_at = at;
      move_rider(changes, rider, delivery.pickup, at);
      return;
    case DeliveryStep::Delivered:
      delivery.status = DeliveryStatus::Delivered;
      delivery.ended_at = at;
      move_rider(changes, rider, delivery.drop, at);
      free_rider(changes, rider);
      ++changes.edit(rider).delivered;
      return;
    case DeliveryStep::Failed:
    case DeliveryStep::Cancelled:
      delivery.status = step == DeliveryStep::Failed ? DeliveryStatus::Failed : DeliveryStatus::Cancelled;
      delivery.ended_at = at;
      delivery.offer_until.reset();
      free_rider(changes, rider);
      return;
  }
}

}  // namespace pizza
