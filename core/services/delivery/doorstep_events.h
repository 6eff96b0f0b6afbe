// SPDX-License-Identifier: Apache-2.0
// What happens at the door, and what is kept of it for a day.
#pragma once

#include "core/model/records/tracking.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct HandOverKeySet {
  static constexpr std::string_view service = "delivery";
  HandOverKey key;
  std::uint64_t aggregate() const { return key.id.value; }
  static constexpr auto description() { return record("HandOverKeySet", field<&HandOverKeySet::key>("key")); }
};

// The customer will be asked for a code.
struct HandOverCodeWanted {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  std::int32_t key = 0;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("HandOverCodeWanted", field<&HandOverCodeWanted::delivery>("delivery_id"),
                  field<&HandOverCodeWanted::order>("order_id"), field<&HandOverCodeWanted::key>("key"));
  }
};

struct HandOverCodeWrong {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  RiderId rider;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("HandOverCodeWrong", field<&HandOverCodeWrong::delivery>("delivery_id"),
                  field<&HandOverCodeWrong::order>("order_id"), field<&HandOverCodeWrong::rider>("rider_id"));
  }
};

struct HandOverUnlocked {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  bool without_code = false;  // operations know that it is the right person
  std::string note;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("HandOverUnlocked", field<&HandOverUnlocked::delivery>("delivery_id"),
                  field<&HandOverUnlocked::order>("order_id"), field<&HandOverUnlocked::without_code>("without_code"),
                  field<&HandOverUnlocked::note>("note"));
  }
};

// The rider is at the door and nobody opens: from now on the waiting time counts.
struct RiderWaits {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  RiderId rider;
  GeoPoint place;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("RiderWaits", field<&RiderWaits::delivery>("delivery_id"), field<&RiderWaits::order>("order_id"),
                  field<&RiderWaits::rider>("rider_id"), field<&RiderWaits::place>("place"),
                  field<&RiderWaits::at>("at"));
  }
};

struct CustomerCalled {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  RiderId rider;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("CustomerCalled", field<&CustomerCalled::delivery>("delivery_id"),
                  field<&CustomerCalled::order>("order_id"), field<&CustomerCalled::rider>("rider_id"),
                  field<&CustomerCalled::at>("at"));
  }
};

// How the hand-over, or the failure, can be shown later.
struct ProofTaken {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  ProofKind kind = ProofKind::None;
  std::string photo;
  std::string note;
  std::optional<GeoPoint> place;
  bool far_from_drop = false;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("ProofTaken", field<&ProofTaken::delivery>("delivery_id"), field<&ProofTaken::order>("order_id"),
                  field<&ProofTaken::kind>("kind"), field<&ProofTaken::photo>("photo"),
                  field<&ProofTaken::note>("note"), field<&ProofTaken::place>("place"),
                  field<&ProofTaken::far_from_drop>("far_from_drop"));
  }
};

// Another rider will take the food over on the way.
struct TakeOverPlanned {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  OrderId order;
  RiderId from;
  RiderId to;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("TakeOverPlanned", field<&TakeOverPlanned::delivery>("delivery_id"),
                  field<&TakeOverPlanned::order>("order_id"), field<&TakeOverPlanned::from>("from_rider_id"),
                  field<&TakeOverPlanned::to>("to_rider_id"));
  }
};

struct DoorstepErased {
  static constexpr std::string_view service = "delivery";
  DeliveryId delivery;
  std::uint64_t aggregate() const { return delivery.value; }
  static constexpr auto description() {
    return record("DoorstepErased", field<&DoorstepErased::delivery>("delivery_id"));
  }
};

void fold(Changes& changes, const HandOverKeySet& event);
void fold(Changes& changes, const HandOverCodeWanted& event);
void fold(Changes& changes, const HandOverCodeWrong& event);
void fold(Changes& changes, const HandOverUnlocked& event);
void fold(Changes& changes, const RiderWaits& event);
void fold(Changes& changes, const CustomerCalled& event);
void fold(Changes& changes, const ProofTaken& event);
void fold(Changes& changes, const TakeOverPlanned& event);
void fold(Changes& changes, const DoorstepErased& event);

using DoorstepEvents = TypeList<HandOverKeySet, HandOverCodeWanted, HandOverCodeWrong, HandOverUnlocked, RiderWaits,
                                CustomerCalled, ProofTaken, TakeOverPlanned, DoorstepErased>;

}  // namespace pizza
