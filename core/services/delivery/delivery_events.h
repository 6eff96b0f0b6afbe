// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/tracking.h"
#include "core/services/delivery/rider_events.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct DeliveryRequested {
  static constexpr std::string_view service = "delivery";
  Delivery delivery;
  std::uint64_t aggregate() const { return delivery.order.value; }
  static constexpr auto description() {
    return record("DeliveryRequested", field<&DeliveryRequested::delivery>("delivery"));
  }
};

struct RiderOffered {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  RiderId rider;
  Instant until;
  // With the first delivery of an offer that is more than one to somebody without any: the rider's route with it.
  std::vector<RouteStop> stops;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("RiderOffered", field<&RiderOffered::delivery>("delivery_id"),
                  field<&RiderOffered::order>("order_id"), field<&RiderOffered::rider>("rider_id"),
                  field<&RiderOffered::until>("until"), field<&RiderOffered::stops>("stops"));
  }
};

// Everything that can happen to a delivery after the offer. Each names the rider and where the rider is.
enum class DeliveryStep : std::uint8_t {
  OfferDeclined,
  OfferExpired,
  Assigned,
  Arrived,
  PickedUp,
  Delivered,
  GaveUp,  // before the pickup: another rider is sought
  Cancelled,
  OfferWithdrawn,  // dispatch thought better of it, or another delivery of the offer was cancelled
  FoodReturned,    // to the restaurant, after a failure
  FoodDisposed,    // after a failure, instead of the way back
};

constexpr std::string_view delivery_event_name(DeliveryStep step) {
  constexpr std::array<std::string_view, 11> names{
      "OfferDeclined", "OfferExpired",      "RiderAssigned",  "RiderArrived", "FoodPickedUp", "FoodDelivered",
      "RiderGaveUp",   "DeliveryCancelled", "OfferWithdrawn", "FoodReturned", "FoodDisposed"};
  return names[static_cast<std::size_t>(step)];
}

template <DeliveryStep Step>
struct DeliveryMoved {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  RiderId rider;  // none where a delivery is cancelled that has no rider yet
  Instant at;
  std::string reason;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record(delivery_event_name(Step), field<&DeliveryMoved::delivery>("delivery_id"),
                  field<&DeliveryMoved::order>("order_id"), field<&DeliveryMoved::rider>("rider_id"),
                  field<&DeliveryMoved::at>("at"), field<&DeliveryMoved::reason>("reason"));
  }
};
using OfferDeclined = DeliveryMoved<DeliveryStep::OfferDeclined>;
using OfferExpired = DeliveryMoved<DeliveryStep::OfferExpired>;
using RiderAssigned = DeliveryMoved<DeliveryStep::Assigned>;
using RiderArrived = DeliveryMoved<DeliveryStep::Arrived>;
using FoodPickedUp = DeliveryMoved<DeliveryStep::PickedUp>;
using FoodDelivered = DeliveryMoved<DeliveryStep::Delivered>;
using RiderGaveUp = DeliveryMoved<DeliveryStep::GaveUp>;
using DeliveryCancelled = DeliveryMoved<DeliveryStep::Cancelled>;
using OfferWithdrawn = DeliveryMoved<DeliveryStep::OfferWithdrawn>;
using FoodReturned = DeliveryMoved<DeliveryStep::FoodReturned>;
using FoodDisposed = DeliveryMoved<DeliveryStep::FoodDisposed>;

// After the pickup: nobody will get the food.
struct DeliveryFailed {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  RiderId rider;
  Instant at;
  std::string reason;
  FailureCause cause = FailureCause::None;
  Fault fault = Fault::None;  // who pays is the saga's to say
  bool returning = false;     // the rider brings the food back, and is free only then
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("DeliveryFailed", field<&DeliveryFailed::delivery>("delivery_id"),
                  field<&DeliveryFailed::order>("order_id"), field<&DeliveryFailed::rider>("rider_id"),
                  field<&DeliveryFailed::at>("at"), field<&DeliveryFailed::reason>("reason"),
                  field<&DeliveryFailed::cause>("cause"), field<&DeliveryFailed::fault>("fault"),
                  field<&DeliveryFailed::returning>("returning"));
  }
};

// From one rider to another: before the pickup by dispatch, after it from hand to hand.
struct DeliveryReassigned {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  RiderId from;
  RiderId to;
  Instant at;
  std::string note;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("DeliveryReassigned", field<&DeliveryReassigned::delivery>("delivery_id"),
                  field<&DeliveryReassigned::order>("order_id"), field<&DeliveryReassigned::from>("from_rider_id"),
                  field<&DeliveryReassigned::to>("to_rider_id"), field<&DeliveryReassigned::at>("at"),
                  field<&DeliveryReassigned::note>("note"));
  }
};

// So many offers came to nothing that operations should look.
struct DeliveryNeedsPeople {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  std::int32_t offers = 0;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("DeliveryNeedsPeople", field<&DeliveryNeedsPeople::delivery>("delivery_id"),
                  field<&DeliveryNeedsPeople::order>("order_id"), field<&DeliveryNeedsPeople::offers>("offers"),
                  field<&DeliveryNeedsPeople::at>("at"));
  }
};

// The same stops in another order.
struct RoutePlanned {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  std::vector<RouteStop> stops;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RoutePlanned", field<&RoutePlanned::rider>("rider_id"), field<&RoutePlanned::stops>("stops"));
  }
};

// The food waits on the counter.
struct FoodReady {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("FoodReady", field<&FoodReady::delivery>("delivery_id"), field<&FoodReady::order>("order_id"),
                  field<&FoodReady::at>("at"));
  }
};

void fold(Changes& changes, const DeliveryRequested& event);
void fold(Changes& changes, const RiderOffered& event);
void fold(Changes& changes, const FoodReady& event);
void fold(Changes& changes, const DeliveryFailed& event);
void fold(Changes& changes, const DeliveryReassigned& event);
void fold(Changes& changes, const DeliveryNeedsPeople& event);
void fold(Changes& changes, const RoutePlanned& event);
void fold_delivery(Changes& changes, DeliveryStep step, DeliveryId delivery, RiderId rider, Instant at);

template <DeliveryStep Step>
void fold(Changes& changes, const DeliveryMoved<Step>& event) {
  fold_delivery(changes, Step, event.delivery, event.rider, event.at);
}

using DeliveryEvents =
    TypeList<DeliveryRequested, RiderOffered, OfferDeclined, OfferExpired, RiderAssigned, RiderArrived, FoodPickedUp,
             FoodDelivered, RiderGaveUp, DeliveryFailed, DeliveryCancelled, FoodReady, OfferWithdrawn, FoodReturned,
             FoodDisposed, DeliveryReassigned, DeliveryNeedsPeople, RoutePlanned>;

}  // namespace pizza
