// SPDX-License-Identifier: Apache-2.0
// Where riders are between two reports. A live rider is known at the places that were reported; in between the rider
// goes along the road to where the delivery says, as quickly as riders of this world have been lately.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "core/business.h"
#include "maps/routing/road_router.h"
#include "sim/agents/territory_roads.h"

namespace pizza {

struct RiderLeg {
  sim::RiddenWay way;  // its times are those expected
  Instant departed;
};

class RiderWays {
 public:
  explicit RiderWays(std::shared_ptr<const maps::RoadMap> map) : map_(std::move(map)) {}

  // Before the riders of a frame: ways that are not known yet may be looked for during some milliseconds of real time;
  // those that find no more time go straight.
  void begin_frame();
  // After them: ways that were not asked for are forgotten.
  void end_frame();

  // The leg that a rider rides for a delivery; null: stands where last reported.
  const RiderLeg* leg(const Rider& rider, const Delivery& delivery);
  const RiderLeg* known_leg(RiderId rider) const;

  // Takes in how long the kitchen and the ride to the door took.
  void learn(const Delivery& delivery, Vehicle vehicle);
  // A ride over that distance, as riders here have been.
  Duration expected_ride(GeoPoint from, GeoPoint to, Vehicle vehicle) const;
  // When the food will be on the counter: what the kitchen means, by how kitchens here have kept to it.
  Instant expected_ready(const Delivery& delivery) const;

 private:
  struct Known {
    DeliveryId delivery;
    DeliveryStatus status = DeliveryStatus::Searching;
    Instant place_at;
    RiderLeg leg;
    bool asked = false;
  };

  sim::RiddenWay find_way(GeoPoint from, GeoPoint to, Vehicle vehicle);
  const maps::RoadRouter& router(Vehicle vehicle);

  std::shared_ptr<const maps::RoadMap> map_;
  std::array<std::optional<maps::RoadRouter>, vehicle_names.size()> routers_;
  std::map<std::uint64_t, Known> known_;      // by rider
  std::map<std::uint64_t, Instant> learned_;  // deliveries that have been taken in, by number
  // Permille of what was to be expected, the latest last.
  std::deque<std::int64_t> rides_, kitchens_;
  std::int64_t spent_us_ = 0;  // on ways, in this frame
};

}  // namespace pizza
