// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"
#include "core/model/vehicle.h"

namespace pizza {

enum class RiderStatus : std::uint8_t { Offline, Idle, Offered, Busy };
inline constexpr std::array<std::string_view, 4> rider_status_names{"offline", "idle", "offered", "busy"};
constexpr std::span<const std::string_view> names_of(RiderStatus) {
  return rider_status_names;
}

enum class StopKind : std::uint8_t {
  PickUp,
  Drop,
  Return,  // food that nobody took, back to the restaurant
};
inline constexpr std::array<std::string_view, 3> stop_kind_names{"pick_up", "drop", "return"};
constexpr std::span<const std::string_view> names_of(StopKind) {
  return stop_kind_names;
}

// One place of a rider's route.
struct RouteStop {
  DeliveryId delivery;
  StopKind kind = StopKind::PickUp;

  friend bool operator==(const RouteStop&, const RouteStop&) = default;
  static constexpr auto description() {
    return record("route_stop", field<&RouteStop::delivery>("delivery_id"), field<&RouteStop::kind>("kind"));
  }
};

// How long something takes beside what was expected: mean and variance of the ratio, weighted towards the latest.
struct Pace {
  std::int32_t mean_permille = 0;  // 1000 = as expected
  std::int64_t variance = 0;       // permille squared
  std::int32_t samples = 0;        // counted up to 1000

  static constexpr auto description() {
    return record("pace", field<&Pace::mean_permille>("mean_permille"), field<&Pace::variance>("variance"),
                  field<&Pace::samples>("samples"));
  }
};

struct Rider {
  RiderId id;
  std::string name;
  Vehicle vehicle = Vehicle::Scooter;
  RiderStatus status = RiderStatus::Offline;
  DeliveryId delivery;  // the present task: offered, or the next to be done; none when idle or offline
  GeoPoint place;       // last reported
  Instant place_at;
  Instant shift_from;  // of the present or next shift
  Instant shift_to;
  std::int32_t delivered = 0;
  Version version;
  // Who carries several deliveries has the open stops here, in order. Empty while there is one delivery or none: then
  // the delivery itself says what is next.
  std::vector<RouteStop> stops;
  // The route as it would be with the open offer; empty when one delivery is offered to somebody who carries none.
  std::vector<RouteStop> offered_stops;
  UserId user;                      // who it is; none: nobody signs in as this rider
  bool suspended = false;           // gets no offers and may not come online
  std::int32_t offers = 0;          // got
  std::int32_t declined = 0;        // of them
  std::int32_t unanswered = 0;      // of them
  std::int32_t gave_up = 0;         // deliveries, after accepting
  Instant idle_since;               // meaningful while idle: who has waited longest comes first among equals
  RiderShiftId shift;               // a planned shift that is being worked; none for those registered with fixed hours
  Instant trail_at;                 // of the youngest point of the trail
  Pace way;                         // rides to the door
  std::optional<GeoPoint> sent_to;  // where dispatch wants the idle rider to wait

  static constexpr auto description() {
    return record("riders", key<&Rider::id>("rider_id"), field<&Rider::name>("name"), field<&Rider::vehicle>("vehicle"),
                  field<&Rider::status>("status", Index::Hash), field<&Rider::delivery>("delivery_id"),
                  field<&Rider::place>("place", Index::Geo), field<&Rider::place_at>("place_at"),
                  field<&Rider::shift_from>("shift_from"), field<&Rider::shift_to>("shift_to"),
                  field<&Rider::delivered>("delivered"), field<&Rider::version>("version"),
                  field<&Rider::stops>("stops"), field<&Rider::offered_stops>("offered_stops"),
                  field<&Rider::user>("user_id", Index::Hash), field<&Rider::suspended>("suspended"),
                  field<&Rider::offers>("offers"), field<&Rider::declined>("declined"),
                  field<&Rider::unanswered>("unanswered"), field<&Rider::gave_up>("gave_up"),
                  field<&Rider::idle_since>("idle_since"), field<&Rider::shift>("shift_id"),
                  field<&Rider::trail_at>("trail_at"), field<&Rider::way>("way"), field<&Rider::sent_to>("sent_to"));
  }
};

enum class DeliveryStatus : std::uint8_t {
  Searching,
  Offered,
  Assigned,  // on the way to the restaurant
  AtRestaurant,
  PickedUp,
  Delivered,
  Failed,
  Cancelled,
  Returning,  // failed, and the rider brings the food back
  Returned,   // failed, and the restaurant has the food again
};
inline constexpr std::array<std::string_view, 10> delivery_status_names{
    "searching", "offered", "assigned",  "at_restaurant", "picked_up",
    "delivered", "failed",  "cancelled", "returning",     "returned"};
constexpr std::span<const std::string_view> names_of(DeliveryStatus) {
  return delivery_status_names;
}
// For the order; a rider may still have to bring the food back.
constexpr bool has_ended(DeliveryStatus status) {
  return status >= DeliveryStatus::Delivered;
}
// A rider is bound by it.
constexpr bool binds_rider(DeliveryStatus status) {
  return (status >= DeliveryStatus::Offered && status <= DeliveryStatus::PickedUp) ||
         status == DeliveryStatus::Returning;
}
constexpr bool is_carried(DeliveryStatus status) {
  return binds_rider(status) && status != DeliveryStatus::Offered;
}

struct Delivery {
  DeliveryId id;
  OrderId order;
  RestaurantId restaurant;
  RiderId rider;  // offered to or assigned
  DeliveryStatus status = DeliveryStatus::Searching;
  GeoPoint pickup;
  GeoPoint drop;
  bool food_ready = false;
  std::int32_t offers = 0;
  Instant requested_at;
  Instant food_due;                    // when the kitchen means to be ready
  std::optional<Instant> offer_until;  // set while an offer is open
  std::optional<Instant> assigned_at;
  std::optional<Instant> arrived_at;
  std::optional<Instant> picked_up_at;
  std::optional<Instant> ended_at;
  Version version;
  std::int32_t boxes = 0;                     // of pizza, or what takes as much room; 0 = not known, counts as one
  std::optional<Instant> ready_at;            // when the food was ready
  std::optional<Instant> promised_at;         // at the door; none: nothing was promised
  std::optional<Instant> needs_people_since;  // too many offers came to nothing
  std::optional<Instant> seeking_since;       // set while a rider is sought
  bool has_doorstep = false;                  // there is a Doorstep record beside it

  static constexpr auto description() {
    return record("deliveries", key<&Delivery::id>("delivery_id"), field<&Delivery::order>("order_id", Index::Hash),
                  field<&Delivery::restaurant>("restaurant_id"), field<&Delivery::rider>("rider_id"),
                  field<&Delivery::status>("status"), field<&Delivery::pickup>("pickup"),
                  field<&Delivery::drop>("drop"), field<&Delivery::food_ready>("food_ready"),
                  field<&Delivery::offers>("offers"), field<&Delivery::requested_at>("requested_at"),
                  field<&Delivery::food_due>("food_due"), field<&Delivery::offer_until>("offer_until", Index::Ordered),
                  field<&Delivery::assigned_at>("assigned_at"), field<&Delivery::arrived_at>("arrived_at"),
                  field<&Delivery::picked_up_at>("picked_up_at"), field<&Delivery::ended_at>("ended_at"),
                  field<&Delivery::version>("version"), field<&Delivery::boxes>("boxes"),
                  field<&Delivery::ready_at>("ready_at"), field<&Delivery::promised_at>("promised_at"),
                  field<&Delivery::needs_people_since>("needs_people_since", Index::Ordered),
                  field<&Delivery::seeking_since>("seeking_since", Index::Ordered),
                  field<&Delivery::has_doorstep>("has_doorstep"), keep_for(days(180)));
  }
};

}  // namespace pizza
