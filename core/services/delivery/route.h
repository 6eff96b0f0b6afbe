// SPDX-License-Identifier: Apache-2.0
// What a rider carries, in which order. A rider with one delivery keeps no list: the delivery's status says what is
// next. So the common case costs nothing.
#pragma once

#include <vector>

#include "core/model/records/delivery.h"

namespace pizza::route {

// What a delivery still needs of its rider, in order: pickup and drop, the drop alone, or the way back.
void add_open_stops(const Delivery& delivery, std::vector<RouteStop>& stops);

// Each delivery once, in the order of its first stop.
std::vector<DeliveryId> deliveries_in(const std::vector<RouteStop>& stops);
bool has(const std::vector<RouteStop>& stops, DeliveryId delivery);

// Accepted and not over; empty for those who carry nothing.
std::vector<DeliveryId> carried(const Rider& rider);
// In the open offer, without those carried.
std::vector<DeliveryId> offered(const Rider& rider);
bool has_open_offer(const Rider& rider);

// The changes that folds make. `at` is the instant of the event.
void end_offer(Rider& rider, Instant at);
void accept(Rider& rider, DeliveryId delivery);
// Gives a delivery to a rider who was not asked; `carried_now` is the rider's only delivery, or null.
void give(Rider& rider, const Delivery& delivery, const Delivery* carried_now);
void pick_up(Rider& rider, DeliveryId delivery);
void turn_back(Rider& rider, DeliveryId delivery);
void release(Rider& rider, DeliveryId delivery, Instant at);

}  // namespace pizza::route
