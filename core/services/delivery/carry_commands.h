// SPDX-License-Identifier: Apache-2.0
// From the offer to the door, and what the customer sees of it.
#pragma once

#include "core/model/records/tracking.h"
#include "core/services/command.h"
#include "core/services/delivery/eta_rules.h"

namespace pizza {

// Any delivery of an offer stands for the whole offer.
struct AnswerOffer {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;
  bool accept = true;
  std::string reason;  // of a refusal; at most 200 bytes

  static constexpr auto description() {
    return record("answer_offer", field<&AnswerOffer::delivery>("delivery_id"), field<&AnswerOffer::rider>("rider_id"),
                  field<&AnswerOffer::accept>("accept"), field<&AnswerOffer::reason>("reason"));
  }
};

struct ArriveAtRestaurant {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;

  static constexpr auto description() {
    return record("arrive_at_restaurant", field<&ArriveAtRestaurant::delivery>("delivery_id"),
                  field<&ArriveAtRestaurant::rider>("rider_id"));
  }
};

struct PickUpFood {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;

  static constexpr auto description() {
    return record("pick_up_food", field<&PickUpFood::delivery>("delivery_id"), field<&PickUpFood::rider>("rider_id"));
  }
};

struct HandOverFood {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;
  std::string code = {};  // the four digits, where the customer has some
  ProofKind proof = ProofKind::None;
  std::string photo = {};              // reference of the object store; at most 200 bytes
  std::string note = {};               // where it was left; at most 500 bytes
  std::optional<GeoPoint> place = {};  // of the hand-over

  static constexpr auto description() {
    return record("hand_over_food", field<&HandOverFood::delivery>("delivery_id"),
                  field<&HandOverFood::rider>("rider_id"), field<&HandOverFood::code>("code"),
                  field<&HandOverFood::proof>("proof"), field<&HandOverFood::photo>("photo"),
                  field<&HandOverFood::note>("note"), field<&HandOverFood::place>("place"));
  }
};

// A wrong code is no problem but an answer: it must count.
struct HandOverAnswer {
  bool delivered = false;
  std::int32_t tries_left = 0;  // where the code was wrong; 0: operations must help
  bool far_from_drop = false;

  static constexpr auto description() {
    return record("hand_over_answer", field<&HandOverAnswer::delivered>("delivered"),
                  field<&HandOverAnswer::tries_left>("tries_left"),
                  field<&HandOverAnswer::far_from_drop>("far_from_drop"));
  }
};

// Nobody opens. From now on the waiting time counts.
struct WaitAtDoor {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;
  GeoPoint place;

  static constexpr auto description() {
    return record("wait_at_door", field<&WaitAtDoor::delivery>("delivery_id"), field<&WaitAtDoor::rider>("rider_id"),
                  field<&WaitAtDoor::place>("place"));
  }
};

// The rider tried to reach the customer.
struct CallCustomer {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;

  static constexpr auto description() {
    return record("call_customer", field<&CallCustomer::delivery>("delivery_id"),
                  field<&CallCustomer::rider>("rider_id"));
  }
};

// With the food in hand. Absent customers: only after a call and eight minutes of waiting at the door.
struct FailDelivery {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;
  FailureCause cause = FailureCause::None;
  std::string photo = {};
  std::string note = {};
  bool bring_back = false;  // the food goes back to the restaurant; else it is disposed of

  static constexpr auto description() {
    return record("fail_delivery", field<&FailDelivery::delivery>("delivery_id"),
                  field<&FailDelivery::rider>("rider_id"), field<&FailDelivery::cause>("cause"),
                  field<&FailDelivery::photo>("photo"), field<&FailDelivery::note>("note"),
                  field<&FailDelivery::bring_back>("bring_back"));
  }
};

// The restaurant has the food again.
struct ReturnFood {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;

  static constexpr auto description() {
    return record("return_food", field<&ReturnFood::delivery>("delivery_id"), field<&ReturnFood::rider>("rider_id"));
  }
};

// Instead of the way back: the restaurant has closed.
struct DisposeFood {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;
  std::string note;

  static constexpr auto description() {
    return record("dispose_food", field<&DisposeFood::delivery>("delivery_id"), field<&DisposeFood::rider>("rider_id"),
                  field<&DisposeFood::note>("note"));
  }
};

// By the rider who was named to take it over.
struct TakeOverFood {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;

  static constexpr auto description() {
    return record("take_over_food", field<&TakeOverFood::delivery>("delivery_id"),
                  field<&TakeOverFood::rider>("rider_id"));
  }
};

// Before the pickup another rider is sought; after it the food is lost.
struct GiveUpDelivery {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  DeliveryId delivery;
  RiderId rider;
  std::string reason;

  static constexpr auto description() {
    return record("give_up_delivery", field<&GiveUpDelivery::delivery>("delivery_id"),
                  field<&GiveUpDelivery::rider>("rider_id"), field<&GiveUpDelivery::reason>("reason"));
  }
};

// After too many wrong codes.
struct UnlockHandOver {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  DeliveryId delivery;
  bool without_code = false;
  std::string note;  // how it is known that it is the right person

  static constexpr auto description() {
    return record("unlock_hand_over", field<&UnlockHandOver::delivery>("delivery_id"),
                  field<&UnlockHandOver::without_code>("without_code"), field<&UnlockHandOver::note>("note"));
  }
};

// For codes made from now on; drawn by whoever starts the business.
struct SetHandOverKey {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::RotateKeys;
  std::string key;  // secret: base64url of 16 to 64 random bytes

  static constexpr auto description() {
    return record("set_hand_over_key", field<&SetHandOverKey::key>("key", Index::None, Secrecy::Secret));
  }
};

// How an order's delivery stands; until a day after its end.
struct TrackDelivery {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::SeeDelivery;
  static constexpr bool is_query = true;
  OrderId order;

  static constexpr auto description() { return record("track_delivery", field<&TrackDelivery::order>("order_id")); }
};

struct TrackedDelivery {
  DeliveryId delivery;
  DeliveryStatus status = DeliveryStatus::Searching;
  std::string rider_name;  // the first name; empty while there is none
  Vehicle vehicle = Vehicle::Car;
  std::optional<GeoPoint> rider_place;  // while the rider is on it, and not older than ten minutes
  std::optional<Instant> rider_place_at;
  std::int32_t stops_before = 0;              // of the rider, before this door
  std::optional<eta_rules::Arrival> arrival;  // while it is open
  std::optional<Instant> promised_at;
  std::optional<Instant> picked_up_at;
  std::optional<Instant> ended_at;
  bool code_wanted = false;
  ProofKind proof = ProofKind::None;
  std::string proof_note;
  std::string photo;

  static constexpr auto description() {
    return record("tracked_delivery", field<&TrackedDelivery::delivery>("delivery_id"),
                  field<&TrackedDelivery::status>("status"), field<&TrackedDelivery::rider_name>("rider_name"),
                  field<&TrackedDelivery::vehicle>("vehicle"), field<&TrackedDelivery::rider_place>("rider_place"),
                  field<&TrackedDelivery::rider_place_at>("rider_place_at"),
                  field<&TrackedDelivery::stops_before>("stops_before"), field<&TrackedDelivery::arrival>("arrival"),
                  field<&TrackedDelivery::promised_at>("promised_at"),
                  field<&TrackedDelivery::picked_up_at>("picked_up_at"), field<&TrackedDelivery::ended_at>("ended_at"),
                  field<&TrackedDelivery::code_wanted>("code_wanted"), field<&TrackedDelivery::proof>("proof"),
                  field<&TrackedDelivery::proof_note>("proof_note"), field<&TrackedDelivery::photo>("photo"));
  }
};

// For the customer alone.
struct SeeHandOverCode {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::PlaceOrder;
  static constexpr bool is_query = true;
  OrderId order;

  static constexpr auto description() {
    return record("see_hand_over_code", field<&SeeHandOverCode::order>("order_id"));
  }
};

struct HandOverCode {
  std::string code;  // four digits; empty where none is wanted

  static constexpr auto description() { return record("hand_over_code", field<&HandOverCode::code>("code")); }
};

// What the rider has to do, in order.
struct SeeRoute {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::CarryDelivery;
  static constexpr bool is_query = true;
  RiderId rider;

  static constexpr auto description() { return record("see_route", field<&SeeRoute::rider>("rider_id")); }
};

struct RouteStopView {
  RouteStop stop;
  OrderId order;
  GeoPoint place;
  bool food_ready = false;
  bool offered = false;  // not accepted yet

  static constexpr auto description() {
    return record("route_stop_view", field<&RouteStopView::stop>("stop"), field<&RouteStopView::order>("order_id"),
                  field<&RouteStopView::place>("place"), field<&RouteStopView::food_ready>("food_ready"),
                  field<&RouteStopView::offered>("offered"));
  }
};

struct RouteView {
  std::vector<RouteStopView> stops;
  std::optional<Instant> offer_until;

  static constexpr auto description() {
    return record("route_view", field<&RouteView::stops>("stops"), field<&RouteView::offer_until>("offer_until"));
  }
};

using CarryCommands = TypeList<AnswerOffer, ArriveAtRestaurant, PickUpFood, HandOverFood, WaitAtDoor, CallCustomer,
                               FailDelivery, ReturnFood, DisposeFood, TakeOverFood, GiveUpDelivery, UnlockHandOver,
                               SetHandOverKey, TrackDelivery, SeeHandOverCode, SeeRoute>;

}  // namespace pizza
