// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live_session/live_order.h"

#include <algorithm>

#include "app/composition/live_session/live_frame.h"
#include "connectors/json/json_form.h"
#include "sim/agents/order_forecast.h"
#include "sim/agents/order_story.h"

namespace pizza {

namespace {

const Delivery* delivery_of(const CityMirror& mirror, const Order& order) {
  const auto saga = mirror.sagas.find(order.id.value);
  return saga == mirror.sagas.end() ? nullptr : look(mirror.deliveries, saga->second.delivery);
}

// What is left of the kitchen's work and of the rider's way, as far as the books tell.
Instant expected_arrival(const CityMirror& mirror, const RiderWays& ways, const Order& order, const Delivery* delivery,
                         Instant now) {
  if (order.delivered_at) return *order.delivered_at;
  if (order.closed_at) return *order.closed_at;
  const Restaurant* restaurant = look(mirror.restaurants, order.restaurant);
  const GeoPoint pickup = restaurant == nullptr ? order.drop : restaurant->place;
  const Rider* rider = delivery == nullptr ? nullptr : look(mirror.riders, delivery->rider);
  const RiderLeg* leg = rider == nullptr ? nullptr : ways.known_leg(rider->id);
  const Instant leg_ends = leg == nullptr ? now : leg->departed + milliseconds(leg->way.ms);
  if (order.status == OrderStatus::PickedUp) return std::max(now, leg_ends);
  const Vehicle vehicle = rider == nullptr ? Vehicle::Scooter : rider->vehicle;
  const Instant ready = order.ready_at ? *order.ready_at : delivery == nullptr ? now : ways.expected_ready(*delivery);
  return std::max({ready, leg_ends, now}) + ways.expected_ride(pickup, order.drop, vehicle);
}

class KnownRiders : public sim::RiderNames {
 public:
  explicit KnownRiders(const CityMirror& mirror) : mirror_(mirror) {}
  std::string name_of(RiderId id) const override {
    const Rider* rider = look(mirror_.riders, id);
    return rider == nullptr ? "rider " + std::to_string(id.value) : rider->name;
  }

 private:
  const CityMirror& mirror_;
};

std::string event_json(const EventType& type, const void* event) {
  return to_json(JsonForm::Api, [&](ValueWriter& writer) { type.write(event, writer); })
      .dump(2, ' ', false, Json::error_handler_t::replace);
}

void tell(const CityMirror& mirror, const Order& order, const SeenEvent& seen, OrderStory& story) {
  void* fields = seen.type->create();
  const EventHolder event(*seen.type, fields);
  if (!seen.type->decode(seen.bytes, fields)) return;
  const bool late = !order.delivered_at && seen.at > order.promised_at;
  const bool uneasy = seen.type == &event_type<OfferDeclined>() || seen.type == &event_type<OfferExpired>();
  const Concern concern = late || sim::is_bad_news(*seen.type) ? Concern::Late
                          : uneasy                             ? Concern::AtRisk
                                                               : Concern::OnTime;
  story.events.push_back({seen.at, std::string(seen.type->schema->name), std::string(seen.type->service),
                          sim::event_summary(*seen.type, event.get(), KnownRiders(mirror)),
                          event_json(*seen.type, event.get()), concern});
  if (seen.type != &event_type<LedgerPosted>()) return;
  for (const LedgerEntry& entry : static_cast<const LedgerPosted*>(event.get())->entries) {
    std::string account(account_names[static_cast<std::size_t>(entry.account)]);
    std::replace(account.begin(), account.end(), '_', ' ');
    story.ledger.push_back({std::move(account), entry.amount});
  }
}

void tell_way(const RiderLeg& leg, Instant now, OrderStory& story) {
  const sim::WayPoint where = sim::point_on(leg.way, (now - leg.departed).ms);
  const auto next = leg.way.path.begin() + static_cast<std::ptrdiff_t>(where.next);
  story.ridden.assign(leg.way.path.begin(), next);
  story.ridden.push_back(where.at);
  story.to_come.push_back(where.at);
  story.to_come.insert(story.to_come.end(), next, leg.way.path.end());
}

}  // namespace

OrderView live_order_view(const CityMirror& mirror, const RiderWays& ways, const Order& order, Instant now) {
  const Delivery* delivery = delivery_of(mirror, order);
  OrderView view;
  view.id = order.id;
  view.restaurant = order.restaurant;
  if (delivery != nullptr && delivery->status >= DeliveryStatus::Assigned) view.rider = delivery->rider;
  view.status = order_status_names[static_cast<std::size_t>(order.status)];
  view.rider_state = sim::rider_state(delivery);
  view.placed_at = order.placed_at;
  view.promised_at = order.promised_at;
  view.expected_at = expected_arrival(mirror, ways, order, delivery, now);
  view.drop = order.drop;
  view.total = order.total;
  view.concern = sim::concern_of(order, view.expected_at, now);
  view.terminal = is_terminal(order.status);
  return view;
}

std::shared_ptr<const OrderStory> live_order_story(const CityMirror& mirror, const RiderWays& ways, OrderId id,
                                                   Instant now) {
  const Order* order = look(mirror.orders, id);
  if (order == nullptr) return nullptr;
  auto story = std::make_shared<OrderStory>();
  story->order = live_order_view(mirror, ways, *order, now);
  if (const Restaurant* restaurant = look(mirror.restaurants, order->restaurant))
    story->restaurant_name = restaurant->name;
  const auto basket = mirror.baskets.find(id.value);
  story->lines = sim::receipt_lines(*order, basket == mirror.baskets.end() ? nullptr : &basket->second);
  if (const auto* events = mirror.story(id.value))
    for (const SeenEvent& seen : *events) tell(mirror, *order, seen, *story);
  if (story->order.concern >= Concern::AtRisk) story->why = sim::where_minutes_went(*order, now);
  const Delivery* delivery = delivery_of(mirror, *order);
  const Rider* rider = delivery == nullptr ? nullptr : look(mirror.riders, delivery->rider);
  if (rider == nullptr) return story;
  story->rider_name = rider->name;
  const RiderLeg* leg = rider->delivery == delivery->id ? ways.known_leg(rider->id) : nullptr;
  if (leg != nullptr && is_carried(delivery->status)) tell_way(*leg, now, *story);
  return story;
}

}  // namespace pizza
