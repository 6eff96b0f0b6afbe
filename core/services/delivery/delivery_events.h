// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/delivery.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct RiderRegistered {
  static constexpr std::string_view service = "delivery";
  Rider rider;
  std::uint64_t aggregate() const { return rider.id.value; }
  static constexpr auto description() { return record("RiderRegistered", field<&RiderRegistered::rider>("rider")); }
};

struct RiderWentOnline {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  GeoPoint place;
  Instant at;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderWentOnline", field<&RiderWentOnline::rider>("rider_id"),
                  field<&RiderWentOnline::place>("place"), field<&RiderWentOnline::at>("at"));
  }
};

struct RiderWentOffline {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderWentOffline", field<&RiderWentOffline::rider>("rider_id"));
  }
};

struct RiderMoved {
  static constexpr std::string_view service = "delivery";
  RiderId rider;
  GeoPoint place;
  Instant at;
  std::uint64_t aggregate() const { return rider.value; }
  static constexpr auto description() {
    return record("RiderMoved", field<&RiderMoved::rider>("rider_id"), field<&RiderMoved::place>("place"),
                  field<&RiderMoved::at>("at"));
  }
};

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
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("RiderOffered", field<&RiderOffered::delivery>("delivery_id"),
                  field<&RiderOffered::order>("order_id"), field<&RiderOffered::rider>("rider_id"),
                  field<&RiderOffered::until>("until"));
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
  Failed,  // after the pickup: the food is lost
  Cancelled,
};

constexpr std::string_view delivery_event_name(DeliveryStep step) {
  constexpr std::array<std::string_view, 9> names{"OfferDeclined", "OfferExpired",   "RiderAssigned",
                                                  "RiderArrived",  "FoodPickedUp",   "FoodDelivered",
                                                  "RiderGaveUp",   "DeliveryFailed", "DeliveryCancelled"};
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
using DeliveryFailed = DeliveryMoved<DeliveryStep::Failed>;
using DeliveryCancelled = DeliveryMoved<DeliveryStep::Cancelled>;

// The food waits on the counter.
struct FoodReady {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("FoodReady", field<&FoodReady::delivery>("delivery_id"), field<&FoodReady::order>("order_id"));
  }
};

void fold(Changes& changes, const RiderRegistered& event);
void fold(Changes& changes, const RiderWentOnline& event);
void fold(Changes& changes, const RiderWentOffline& event);
void fold(Changes& changes, const RiderMoved& event);
void fold(Changes& changes, const DeliveryRequested& event);
void fold(Changes& changes, const RiderOffered& event);
void fold(Changes& changes, const FoodReady& event);
void fold_delivery(Changes& changes, DeliveryStep step, DeliveryId delivery, RiderId rider, Instant at);

template <DeliveryStep Step>
void fold(Changes& changes, const DeliveryMoved<Step>& event) {
  fold_delivery(changes, Step, event.delivery, event.rider, event.at);
}

using DeliveryEvents = TypeList<RiderRegistered, RiderWentOnline, RiderWentOffline, RiderMoved, DeliveryRequested,
                                RiderOffered, OfferDeclined, OfferExpired, RiderAssigned, RiderArrived, FoodPickedUp,
                                FoodDelivered, RiderGaveUp, DeliveryFailed, DeliveryCancelled, FoodReady>;

}  // namespace pizza
