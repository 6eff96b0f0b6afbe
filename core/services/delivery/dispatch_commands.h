// SPDX-License-Identifier: Apache-2.0
// Who carries what.
#pragma once

#include "core/model/records/delivery.h"
#include "core/services/command.h"

namespace pizza {

// One delivery to a rider who has none.
struct OfferDelivery {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  DeliveryId delivery;
  RiderId rider;
  Duration open_for = seconds(40);  // 1 s to 10 min

  static constexpr auto description() {
    return record("offer_delivery", field<&OfferDelivery::delivery>("delivery_id"),
                  field<&OfferDelivery::rider>("rider_id"), field<&OfferDelivery::open_for>("open_for_ms"));
  }
};

// Up to four deliveries together, to be accepted all or none. The stops are the rider's whole route with them: also
// what is carried already, each pickup before its drop.
struct OfferRoute {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  RiderId rider;
  std::vector<RouteStop> stops;
  Duration open_for = seconds(40);

  static constexpr auto description() {
    return record("offer_route", field<&OfferRoute::rider>("rider_id"), field<&OfferRoute::stops>("stops"),
                  field<&OfferRoute::open_for>("open_for_ms"));
  }
};

struct WithdrawOffer {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  DeliveryId delivery;

  static constexpr auto description() {
    return record("withdraw_offer", field<&WithdrawOffer::delivery>("delivery_id"));
  }
};

// Without asking. An open offer of the delivery, or to the rider, is withdrawn.
struct AssignByHand {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  DeliveryId delivery;
  RiderId rider;
  std::string note;  // why; at most 200 bytes

  static constexpr auto description() {
    return record("assign_by_hand", field<&AssignByHand::delivery>("delivery_id"),
                  field<&AssignByHand::rider>("rider_id"), field<&AssignByHand::note>("note"));
  }
};

// Before the pickup at once; after it the other rider must come and take the food over (TakeOverFood).
struct Reassign {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  DeliveryId delivery;
  RiderId to;
  std::string note;

  static constexpr auto description() {
    return record("reassign", field<&Reassign::delivery>("delivery_id"), field<&Reassign::to>("to_rider_id"),
                  field<&Reassign::note>("note"));
  }
};

// The same open stops in another order.
struct PlanRoute {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  RiderId rider;
  std::vector<RouteStop> stops;

  static constexpr auto description() {
    return record("plan_route", field<&PlanRoute::rider>("rider_id"), field<&PlanRoute::stops>("stops"));
  }
};

// Where an idle rider should wait.
struct SendRider {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  RiderId rider;
  GeoPoint place;

  static constexpr auto description() {
    return record("send_rider", field<&SendRider::rider>("rider_id"), field<&SendRider::place>("place"));
  }
};

// Those that need people, longest first.
struct ListStuckDeliveries {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  static constexpr bool is_query = true;
  std::int32_t limit = 0;  // 1 to 100; 0 = 50

  static constexpr auto description() {
    return record("list_stuck_deliveries", field<&ListStuckDeliveries::limit>("limit"));
  }
};

// Those that seek a rider, longest first.
struct ListOpenDeliveries {
  static constexpr std::string_view service = "delivery";
  static constexpr Permission permission = Permission::Dispatch;
  static constexpr bool is_query = true;
  std::int32_t limit = 0;  // 1 to 500; 0 = 100

  static constexpr auto description() {
    return record("list_open_deliveries", field<&ListOpenDeliveries::limit>("limit"));
  }
};

struct DeliveryList {
  std::vector<Delivery> deliveries;

  static constexpr auto description() {
    return record("delivery_list", field<&DeliveryList::deliveries>("deliveries"));
  }
};

using DispatchCommands = TypeList<OfferDelivery, OfferRoute, WithdrawOffer, AssignByHand, Reassign, PlanRoute,
                                  SendRider, ListStuckDeliveries, ListOpenDeliveries>;

}  // namespace pizza
