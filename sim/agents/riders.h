// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "sim/agents/stage.h"
#include "sim/dispatch/dispatch_policy.h"

namespace pizza::sim {

struct RiderTally {
  std::int64_t online_ms = 0;
  std::int64_t busy_ms = 0;  // from the assignment to the end of the delivery
  std::int64_t ridden_mm = 0;
  std::uint64_t no_shows = 0;
  std::uint64_t declined = 0;
  std::uint64_t silent = 0;
  std::uint64_t gave_up = 0;
  std::uint64_t accidents = 0;
  std::uint64_t codes = 0;        // hand-overs against a code
  std::uint64_t absent = 0;       // customers who were not at the door
  std::uint64_t undelivered = 0;  // and did not come
};

enum class RiderDoing : std::uint8_t { Off, Idle, Asked, ToRestaurant, AtRestaurant, ToCustomer, AtDoor, Returning };

struct RiderAgent {
  RiderId id;
  std::string name;
  Vehicle vehicle = Vehicle::Scooter;
  Instant shift_from, shift_to;
  RiderDoing doing = RiderDoing::Off;
  bool going_home = false;               // no more offers: the shift is over, or something broke
  maps::RoadPosition rest;               // where the rider stands, when not under way
  std::shared_ptr<const RiddenWay> way;  // while under way; shared with frames that show it
  Instant departed;
  DeliveryId delivery;
  OrderId order;
  std::uint32_t site = 0;
  bool parked = false;       // at the counter, all but the food done
  bool waited = false;       // at the door, for a customer who was not there
  std::int32_t codes = 0;    // told by the customer, so far
  std::uint64_t task = 0;    // rises whenever what was planned is off
  std::uint64_t offers = 0;  // got so far
  Instant online_since, busy_since;
};

// Riders come to their shift or do not, answer offers or do not, ride along the roads, wait for the food, hand it over,
// against a code where the customer has one; rarely they give up before the pickup, fall off after it, or bring the
// food back because nobody is there.
class Riders : public TravelOracle {
 public:
  explicit Riders(Stage& stage) : stage_(stage) {}

  // Registers everybody and plans their shifts.
  void begin();

  void shift_begins(std::size_t rider);
  void shift_ends(std::size_t rider);
  void answer_offer(std::size_t rider, DeliveryId delivery);
  void at_restaurant(std::size_t rider, std::uint64_t task);
  void at_counter(std::size_t rider, std::uint64_t task);
  void at_door(std::size_t rider, std::uint64_t task);
  void give_up(std::size_t rider, std::uint64_t task);
  void back_at_restaurant(std::size_t rider, std::uint64_t task);
  void at_place(std::size_t rider, std::uint64_t task);

  void hear(const RiderOffered& event);
  void hear(const RiderAssigned& event);
  void hear(const RiderArrived& event);
  void hear(const FoodReady& event);
  void hear(const FoodPickedUp& event);
  void hear(const DeliveryReassigned& event);  // for whoever gets it
  void hear(const DeliveryFailed& event);      // the food goes back
  void hear(const RiderSent& event);
  // The delivery is over for this rider, one way or the other; false when it never had a rider.
  bool freed(RiderId rider, bool at_the_door);

  // Those who may be offered something, ascending by id.
  std::vector<IdleRider> idle() const;
  Duration to_site(const IdleRider& rider, std::uint32_t site) override;

  WayPoint where(const RiderAgent& rider, Instant now) const;
  const std::vector<RiderAgent>& all() const { return riders_; }
  // Riders who are online now are counted up to now.
  RiderTally tally() const;

 private:
  RiderAgent& agent(RiderId id) { return riders_[number_of(id)]; }
  std::size_t number_of(RiderId id) const { return static_cast<std::size_t>(id.value - first_id_); }
  RandomStream luck(const RiderAgent& rider, std::uint64_t what) const;
  void take_on(RiderAgent& rider, DeliveryId delivery, OrderId order);
  std::string code_from_customer(RiderAgent& rider, RandomStream& chance);
  void nobody_opens(std::size_t rider, RandomStream& chance);
  void depart(RiderAgent& rider, RiddenWay way);
  void stop(RiderAgent& rider);
  void pick_up_soon(RiderAgent& rider, Duration soon);
  void go_offline(RiderAgent& rider);

  Stage& stage_;
  std::vector<RiderAgent> riders_;
  std::uint64_t first_id_ = 1;
  RiderTally tally_;
};

}  // namespace pizza::sim
