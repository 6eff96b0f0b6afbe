// SPDX-License-Identifier: Apache-2.0
// What several of the service's commands ask first.
#pragma once

#include <string_view>

#include "core/services/delivery/delivery_service.h"

namespace pizza::delivery_checks {

Problem unknown_rider();
Problem unknown_delivery();
Problem invalid(std::string_view what, std::string why, std::string field);  // what: rider, shift, offer, delivery, …

// Not longer than that, and no card number in it.
std::optional<Problem> check_text(std::string_view what, const std::string& text, std::size_t most, const char* field);

// The rider's own delivery in the wanted state, or the problem.
std::optional<Problem> check_step(const Delivery* delivery, RiderId rider, DeliveryStatus wanted);

// Whether a rider could take on deliveries: online, not suspended, on shift.
std::optional<Problem> check_rider(const Rider& rider, Instant now);
// Whether the vehicle may go so far, and has room for so many boxes more.
std::optional<Problem> check_vehicle(UnitOfWork& work, const Rider& rider, const Delivery& delivery);
// The rider's whole route, with deliveries that seek a rider: complete, in order, within the vehicle's limits.
std::optional<Problem> check_route(UnitOfWork& work, const Rider& rider, const std::vector<RouteStop>& stops);

constexpr std::int32_t boxes_of(const Delivery& delivery) {
  return delivery.boxes < 1 ? 1 : delivery.boxes;
}

// Records that an offer is over, for all its deliveries.
void withdraw_offer_of(UnitOfWork& work, RiderId rider, const std::string& reason);
// After an offer has come to nothing: enough of them, and people must look.
void call_people(UnitOfWork& work, DeliveryId delivery);
// Arms the timer for what is kept of the door, where there is something.
void forget_doorstep_later(UnitOfWork& work, DeliveryId delivery);

}  // namespace pizza::delivery_checks
