// SPDX-License-Identifier: Apache-2.0
// What is kept beside riders and deliveries: shifts, trails that expire, what happened at the door, and what was
// learned about how long things take.
#pragma once

#include "core/model/records/delivery.h"

namespace pizza {

enum class ShiftStatus : std::uint8_t { Planned, Working, Done, Missed, Cancelled };
inline constexpr std::array<std::string_view, 5> shift_status_names{"planned", "working", "done", "missed",
                                                                    "cancelled"};
constexpr std::span<const std::string_view> names_of(ShiftStatus) {
  return shift_status_names;
}

struct RiderShift {
  RiderShiftId id;
  RiderId rider;
  Instant from;
  Instant to;
  std::string zone;  // where the rider is wanted; empty = anywhere
  Duration pause;    // unpaid, taken out of the time worked
  ShiftStatus status = ShiftStatus::Planned;
  std::optional<Instant> due;  // when somebody must look: nobody came, or it should be over
  std::optional<Instant> began_at;
  std::optional<Instant> ended_at;
  Duration online;  // all of its times online; while Working, up to the last time offline
  std::optional<Instant> online_since;
  Duration worked;    // without the pause
  Duration overtime;  // the part of it after the planned end
  Version version;

  static constexpr auto description() {
    return record("rider_shifts", key<&RiderShift::id>("shift_id"), field<&RiderShift::rider>("rider_id", Index::Hash),
                  field<&RiderShift::from>("from"), field<&RiderShift::to>("to"), field<&RiderShift::zone>("zone"),
                  field<&RiderShift::pause>("pause"), field<&RiderShift::status>("status"),
                  field<&RiderShift::due>("due", Index::Ordered), field<&RiderShift::began_at>("began_at"),
                  field<&RiderShift::ended_at>("ended_at"), field<&RiderShift::online>("online"),
                  field<&RiderShift::online_since>("online_since"), field<&RiderShift::worked>("worked"),
                  field<&RiderShift::overtime>("overtime"), field<&RiderShift::version>("version"),
                  keep_for(days(365)));
  }
};

struct TrailPoint {
  GeoPoint place;
  Instant at;

  static constexpr auto description() {
    return record("trail_point", field<&TrailPoint::place>("place"), field<&TrailPoint::at>("at"));
  }
};

// Where a rider has been within the last hour, a point a minute. Kept under the rider's number.
struct RiderTrail {
  RiderId rider;
  std::vector<TrailPoint> points;   // oldest first, at most 64
  std::optional<Instant> sweep_at;  // the old ones go then
  Version version;

  static constexpr auto description() {
    return record("rider_trails", key<&RiderTrail::rider>("rider_id"), field<&RiderTrail::points>("points"),
                  field<&RiderTrail::sweep_at>("sweep_at", Index::Ordered), field<&RiderTrail::version>("version"),
                  keep_for(hours(1)));
  }
};

enum class ProofKind : std::uint8_t { None, InHand, Code, Photo, LeftAtDoor };
inline constexpr std::array<std::string_view, 5> proof_kind_names{"none", "in_hand", "code", "photo", "left_at_door"};
constexpr std::span<const std::string_view> names_of(ProofKind) {
  return proof_kind_names;
}

enum class FailureCause : std::uint8_t {
  None,
  CustomerAbsent,
  WrongAddress,
  Refused,      // without a fault in the food
  FoodWrong,    // not what was ordered
  FoodDamaged,  // on the way
  TooLate,      // refused because it came too late
  Accident,
  Theft,
  GaveUp,  // the rider's own wish
};
inline constexpr std::array<std::string_view, 10> failure_cause_names{
    "none",         "customer_absent", "wrong_address", "refused", "food_wrong",
    "food_damaged", "too_late",        "accident",      "theft",   "gave_up"};
constexpr std::span<const std::string_view> names_of(FailureCause) {
  return failure_cause_names;
}

enum class Fault : std::uint8_t { None, Customer, Rider, Restaurant, House };
inline constexpr std::array<std::string_view, 5> fault_names{"none", "customer", "rider", "restaurant", "house"};
constexpr std::span<const std::string_view> names_of(Fault) {
  return fault_names;
}

// What happened at the door, and what the customer needs to know there. Made only where there is something to keep;
// erased a day after the delivery's end. Kept under the delivery's number.
struct Doorstep {
  DeliveryId delivery;
  bool wants_code = false;    // the customer must tell it
  std::int32_t code_key = 0;  // the number of the key that the hand-over code is made with; 0 = the empty key
  std::int32_t wrong_codes = 0;
  std::optional<Instant> waiting_since;  // the rider is there, and nobody opens
  std::int32_t calls = 0;                // of the rider to the customer
  std::optional<Instant> called_at;      // the last
  ProofKind proof = ProofKind::None;
  std::string photo;  // a reference into the object store
  std::string note;
  std::optional<GeoPoint> place;  // where the food was handed over
  bool far_from_drop = false;     // which was not where it should have been: somebody should look
  FailureCause cause = FailureCause::None;
  Fault fault = Fault::None;
  RiderId next_rider;               // will take the food over on the way
  std::optional<Instant> erase_at;  // set at the end
  Version version;

  static constexpr auto description() {
    return record("doorsteps", key<&Doorstep::delivery>("delivery_id"), field<&Doorstep::wants_code>("wants_code"),
                  field<&Doorstep::code_key>("code_key"), field<&Doorstep::wrong_codes>("wrong_codes"),
                  field<&Doorstep::waiting_since>("waiting_since"), field<&Doorstep::calls>("calls"),
                  field<&Doorstep::called_at>("called_at"), field<&Doorstep::proof>("proof"),
                  field<&Doorstep::photo>("photo"), field<&Doorstep::note>("note"), field<&Doorstep::place>("place"),
                  field<&Doorstep::far_from_drop>("far_from_drop"), field<&Doorstep::cause>("cause"),
                  field<&Doorstep::fault>("fault"), field<&Doorstep::next_rider>("next_rider_id"),
                  field<&Doorstep::erase_at>("erase_at", Index::Ordered), field<&Doorstep::version>("version"),
                  keep_for(days(1)));
  }
};

using HandOverKeyId = Id<struct HandOverKey>;

// What hand-over codes are made with (core/services/delivery/hand_over_code.h). The highest number makes new ones.
struct HandOverKey {
  HandOverKeyId id;
  std::string bytes;  // base64url of 16 to 64 random bytes
  Instant since;
  Version version;

  static constexpr auto description() {
    return record("hand_over_keys", key<&HandOverKey::id>("key_id"),
                  field<&HandOverKey::bytes>("bytes", Index::None, Secrecy::Secret),
                  field<&HandOverKey::since>("since"), field<&HandOverKey::version>("version"));
  }
};

// What a restaurant's past deliveries teach about the next one. Kept under the restaurant's number.
struct DeliveryPace {
  RestaurantId restaurant;
  Pace kitchen;              // from the request to the food, beside the kitchen's own estimate
  Pace counter;              // from when rider and food are there to the pickup, beside the usual 2 minutes
  std::array<Pace, 4> ways;  // from here to the door, by vehicle
  Version version;

  static constexpr auto description() {
    return record("delivery_paces", key<&DeliveryPace::restaurant>("restaurant_id"),
                  field<&DeliveryPace::kitchen>("kitchen"), field<&DeliveryPace::counter>("counter"),
                  field<&DeliveryPace::ways>("ways"), field<&DeliveryPace::version>("version"),
                  shard_by<&DeliveryPace::restaurant>());
  }
};

}  // namespace pizza
