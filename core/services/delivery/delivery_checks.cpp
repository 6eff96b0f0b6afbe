// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/delivery_checks.h"

#include <algorithm>

#include "core/services/delivery/delivery_expiry.h"
#include "core/services/delivery/route.h"
#include "core/services/order/order_service.h"

namespace pizza::delivery_checks {

Problem unknown_rider() {
  return problem(Status::NotFound, "rider.unknown", "there is no such rider", "rider_id");
}
Problem unknown_delivery() {
  return problem(Status::NotFound, "delivery.unknown", "there is no such delivery", "delivery_id");
}
Problem invalid(std::string_view what, std::string why, std::string field) {
  return problem(Status::Unprocessable, std::string(what) + ".invalid", std::move(why), std::move(field));
}

std::optional<Problem> check_text(std::string_view what, const std::string& text, std::size_t most, const char* field) {
  if (text.size() > most) return invalid(what, "longer than " + std::to_string(most) + " bytes", field);
  if (!text.empty() && looks_like_card_number(text)) return invalid(what, "looks like a card number", field);
  return std::nullopt;
}

std::optional<Problem> check_step(const Delivery* delivery, RiderId rider, DeliveryStatus wanted) {
  if (delivery == nullptr || delivery->rider != rider) return unknown_delivery();
  if (delivery->status != wanted) {
    const auto name = delivery_status_names[static_cast<std::size_t>(delivery->status)];
    return problem(Status::Conflict, "delivery.not_now", "the delivery is " + std::string(name), "delivery_id");
  }
  return std::nullopt;
}

std::optional<Problem> check_rider(const Rider& rider, Instant now) {
  if (rider.suspended) return problem(Status::Conflict, "rider.suspended", "the rider is suspended", "rider_id");
  if (rider.status == RiderStatus::Offline)
    return problem(Status::Conflict, "rider.busy", "the rider is offline", "rider_id");
  if (rider.shift && now >= rider.shift_to)
    return problem(Status::Conflict, "rider.off_shift", "the rider's shift is over", "rider_id");
  return std::nullopt;
}

namespace {

Problem too_small(std::string why) {
  return problem(Status::Conflict, "rider.too_small", std::move(why), "rider_id");
}

std::optional<Problem> check_reach(const Rider& rider, const Delivery& delivery) {
  const std::int64_t reach = std::int64_t{limits_of(rider.vehicle).reach_m} * 1'000;
  if (distance_mm(delivery.pickup, delivery.drop) > reach) return too_small("too far for the rider's vehicle");
  return std::nullopt;
}

}  // namespace

std::optional<Problem> check_vehicle(UnitOfWork& work, const Rider& rider, const Delivery& delivery) {
  if (auto wrong = check_reach(rider, delivery)) return wrong;
  std::int32_t boxes = boxes_of(delivery);
  std::int32_t count = 1;
  if (rider.status == RiderStatus::Busy) {
    for (const DeliveryId id : route::carried(rider)) {
      if (id == delivery.id) continue;
      boxes += boxes_of(*work.find(id));
      ++count;
    }
  }
  if (count > most_carried) return too_small("nobody carries more than four deliveries");
  if (boxes > limits_of(rider.vehicle).boxes) return too_small("no room for so many boxes");
  return std::nullopt;
}

std::optional<Problem> check_route(UnitOfWork& work, const Rider& rider, const std::vector<RouteStop>& stops) {
  const auto wrong_route = [](std::string why) { return invalid("route", std::move(why), "stops"); };
  if (stops.empty() || stops.size() > 2 * most_carried) return wrong_route("1 to 8 stops");
  const std::vector<DeliveryId> all = route::deliveries_in(stops);
  if (all.size() > static_cast<std::size_t>(most_carried)) return wrong_route("at most four deliveries");
  for (const DeliveryId id : route::carried(rider))
    if (!route::has(stops, id)) return wrong_route("what is carried must stay on the route");
  std::int32_t load = 0;
  std::size_t expected = 0;
  for (const DeliveryId id : all) {
    const Delivery* delivery = work.find(id);
    if (delivery == nullptr) return unknown_delivery();
    const bool carried = delivery->rider == rider.id && is_carried(delivery->status);
    if (!carried && delivery->status != DeliveryStatus::Searching)
      return problem(Status::Conflict, "delivery.not_searching", "a delivery seeks no rider", "stops");
    if (auto wrong = check_reach(rider, *delivery)) return wrong;
    if (carried && delivery->status >= DeliveryStatus::PickedUp) load += boxes_of(*delivery);
    // Its stops, in their order, are what it still needs.
    std::vector<RouteStop> open;
    route::add_open_stops(*delivery, open);
    std::size_t at = 0;
    for (const RouteStop& stop : stops) {
      if (stop.delivery != id) continue;
      if (at == open.size() || stop != open[at]) return wrong_route("each pickup once and before its drop");
      ++at;
    }
    if (at != open.size()) return wrong_route("a delivery's stops are not complete");
    expected += open.size();
  }
  if (expected != stops.size()) return wrong_route("a stop comes twice");
  const std::int32_t room = limits_of(rider.vehicle).boxes;
  if (load > room) return too_small("no room for so many boxes");
  for (const RouteStop& stop : stops) {
    const std::int32_t boxes = boxes_of(*work.find(stop.delivery));
    load += stop.kind == StopKind::PickUp ? boxes : -boxes;
    if (load > room) return too_small("no room for so many boxes");
  }
  return std::nullopt;
}

void withdraw_offer_of(UnitOfWork& work, RiderId rider, const std::string& reason) {
  for (const DeliveryId id : route::offered(*work.find(rider)))
    work.record(OfferWithdrawn{id, work.find(id)->order, rider, work.now(), reason});
}

void call_people(UnitOfWork& work, DeliveryId id) {
  const Delivery* delivery = work.find(id);
  if (delivery->offers < DeliveryService::offers_before_people || delivery->needs_people_since) return;
  work.record(DeliveryNeedsPeople{id, delivery->order, delivery->offers, work.now()});
}

void forget_doorstep_later(UnitOfWork& work, DeliveryId id) {
  if (work.find(id)->has_doorstep)
    work.after_commit(Timer{TimerKind::TrackingExpiry, id.value, work.now() + doorstep_kept});
}

}  // namespace pizza::delivery_checks
