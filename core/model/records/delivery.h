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

struct Rider {
  RiderId id;
  std::string name;
  Vehicle vehicle = Vehicle::Scooter;
  RiderStatus status = RiderStatus::Offline;
  DeliveryId delivery;  // offered or carried; none when idle or offline
  GeoPoint place;       // last reported
  Instant place_at;
  Instant shift_from;
  Instant shift_to;
  std::int32_t delivered = 0;
  Version version;

  static constexpr auto description() {
    return record("riders", key<&Rider::id>("rider_id"), field<&Rider::name>("name"), field<&Rider::vehicle>("vehicle"),
                  field<&Rider::status>("status", Index::Hash), field<&Rider::delivery>("delivery_id"),
                  field<&Rider::place>("place", Index::Geo), field<&Rider::place_at>("place_at"),
                  field<&Rider::shift_from>("shift_from"), field<&Rider::shift_to>("shift_to"),
                  field<&Rider::delivered>("delivered"), field<&Rider::version>("version"));
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
};
inline constexpr std::array<std::string_view, 8> delivery_status_names{
    "searching", "offered", "assigned", "at_restaurant", "picked_up", "delivered", "failed", "cancelled"};
constexpr std::span<const std::string_view> names_of(DeliveryStatus) {
  return delivery_status_names;
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

  static constexpr auto description() {
    return record("deliveries", key<&Delivery::id>("delivery_id"), field<&Delivery::order>("order_id", Index::Hash),
                  field<&Delivery::restaurant>("restaurant_id"), field<&Delivery::rider>("rider_id"),
                  field<&Delivery::status>("status"), field<&Delivery::pickup>("pickup"),
                  field<&Delivery::drop>("drop"), field<&Delivery::food_ready>("food_ready"),
                  field<&Delivery::offers>("offers"), field<&Delivery::requested_at>("requested_at"),
                  field<&Delivery::food_due>("food_due"), field<&Delivery::offer_until>("offer_until", Index::Ordered),
                  field<&Delivery::assigned_at>("assigned_at"), field<&Delivery::arrived_at>("arrived_at"),
                  field<&Delivery::picked_up_at>("picked_up_at"), field<&Delivery::ended_at>("ended_at"),
                  field<&Delivery::version>("version"), keep_for(days(180)));
  }
};

}  // namespace pizza
