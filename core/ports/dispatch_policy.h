// SPDX-License-Identifier: Apache-2.0
// Which rider fetches which food, decided for many at once. A policy sees what dispatch sees and answers with routes to
// offer and places to wait; it changes nothing. Implementations bundle, look ahead and preposition as they like:
// DeliveryService::dispatch checks every route before it is offered.
#pragma once

#include <vector>

#include "core/model/records/delivery.h"
#include "core/ports/router.h"

namespace pizza {

struct DispatchRider {
  RiderId id;
  Vehicle vehicle = Vehicle::Scooter;
  GeoPoint place;                     // where the rider will be at `free_at`
  Instant free_at;                    // now for those who are idle; expected for the others
  Instant off_at;                     // end of the shift
  std::int32_t boxes = 0;             // that go in at once
  std::int32_t room = 0;              // further deliveries that may be carried
  std::vector<RouteStop> open_stops;  // what is carried; empty when idle. A route for this rider contains them
};

struct DispatchDelivery {
  DeliveryId id;
  RestaurantId restaurant;
  GeoPoint pickup;
  GeoPoint drop;
  Instant ready_at;  // when the food is expected, or has been ready
  Instant requested_at;
  std::optional<Instant> promised_at;
  std::int32_t boxes = 1;
  std::int32_t offers = 0;  // so far
};

// Riders and deliveries ascend by number.
struct DispatchSnapshot {
  Instant now;
  std::vector<DispatchRider> riders;
  std::vector<DispatchDelivery> deliveries;
};

struct DispatchRoute {
  RiderId rider;
  std::vector<RouteStop> stops;  // the rider's whole route with the new deliveries, each pickup before its drop
};

struct DispatchMove {
  RiderId rider;
  GeoPoint place;
};

struct DispatchPlan {
  std::vector<DispatchRoute> routes;  // at most one a rider; no delivery twice
  std::vector<DispatchMove> moves;    // of riders who get no route
};

class BatchPolicy {
 public:
  virtual ~BatchPolicy() = default;
  // Equal questions get equal answers.
  virtual DispatchPlan plan(const DispatchSnapshot& snapshot, Router& router) = 0;
};

}  // namespace pizza
