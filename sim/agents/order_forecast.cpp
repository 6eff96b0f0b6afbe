// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/order_forecast.h"

namespace pizza::sim {

namespace {

template <class T>
std::optional<T> look(Store& store, std::uint64_t key) {
  Arena arena;
  const void* found = store.find(record_type<T>(), key, arena);
  return found == nullptr ? std::nullopt : std::optional<T>(*static_cast<const T*>(found));
}

const RiderAgent* rider_of(const Territory& territory, const std::optional<Delivery>& delivery) {
  if (!delivery || !delivery->rider || delivery->status < DeliveryStatus::Assigned) return nullptr;
  for (const RiderAgent& rider : territory.riders().all())
    if (rider.id == delivery->rider) return &rider;
  return nullptr;
}

Instant food_ready_at(const OrderState& state, const Scenario& scenario, Instant now) {
  if (state.order.ready_at) return *state.order.ready_at;
  if (!state.ticket) return now + scenario.kitchen.answer + minutes(11);  // an ordinary basket
  const Ticket& ticket = *state.ticket;
  std::int64_t left_s = 0;
  for (std::size_t s = static_cast<std::size_t>(ticket.station); s < ticket.work_s.size(); ++s)
    left_s += ticket.work_s[s];
  if (ticket.status != TicketStatus::Working) return now + seconds(left_s) + minutes(1);
  const Duration worked = now - ticket.station_since;
  const Duration here = seconds(ticket.work_s[static_cast<std::size_t>(ticket.station)]);
  return now + seconds(left_s) - std::min(worked, here);
}

Vehicle usual_vehicle(const Scenario& scenario) {
  const auto& shares = scenario.riders.vehicles;
  return static_cast<Vehicle>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

}  // namespace

std::optional<OrderState> order_state(Store& store, OrderId id) {
  std::optional<Order> order = look<Order>(store, id.value);
  if (!order) return std::nullopt;
  OrderState state{*std::move(order), {}, {}};
  if (const auto saga = look<OrderSaga>(store, id.value)) {
    if (saga->delivery) state.delivery = look<Delivery>(store, saga->delivery.value);
    if (saga->ticket) state.ticket = look<Ticket>(store, saga->ticket.value);
  }
  return state;
}

Instant expected_arrival(TerritoryWatch& watch, const OrderState& state, ShownOrder& shown) {
  const Order& order = state.order;
  if (order.delivered_at) return *order.delivered_at;
  if (order.closed_at) return *order.closed_at;
  Territory& territory = watch.territory();
  const Scenario& scenario = territory.city().scenario;
  const Instant now = territory.now();
  const RiderAgent* rider = rider_of(territory, state.delivery);
  if (order.status == OrderStatus::PickedUp && rider != nullptr && rider->way != nullptr)
    return std::max(now, rider->departed + milliseconds(rider->way->ms) + scenario.riders.door);
  if (shown.way_ms < 0) {
    const Vehicle vehicle = rider != nullptr ? rider->vehicle : usual_vehicle(scenario);
    const auto site = territory.stage().site_of(order.restaurant);
    shown.way_ms = territory.roads().ms_from_site(vehicle, site, territory.roads().snap(vehicle, order.drop));
  }
  Instant at_counter = now + minutes(5);  // somebody will be found
  if (rider != nullptr && rider->doing == RiderDoing::AtRestaurant) {
    at_counter = now;
  } else if (rider != nullptr && rider->way != nullptr) {
    at_counter = std::max(now, rider->departed + milliseconds(rider->way->ms) + scenario.riders.counter);
  }
  const Instant leaves = std::max({food_ready_at(state, scenario, now), at_counter, now});
  return leaves + milliseconds(shown.way_ms) + scenario.riders.door;
}

Concern concern_of(const Order& order, Instant expected, Instant now) {
  if (order.status >= OrderStatus::Rejected) return Concern::None;
  if (order.delivered_at) return *order.delivered_at > order.promised_at ? Concern::Late : Concern::OnTime;
  if (now > order.promised_at) return Concern::Late;
  return expected > order.promised_at ? Concern::AtRisk : Concern::OnTime;
}

std::string_view rider_state(const Delivery* delivery) {
  if (delivery == nullptr) return "";
  switch (delivery->status) {
    case DeliveryStatus::Offered:
      return "offered";
    case DeliveryStatus::Assigned:
      return "assigned";
    case DeliveryStatus::AtRestaurant:
      return "at_restaurant";
    case DeliveryStatus::PickedUp:
      return "riding";
    default:
      return "";
  }
}

}  // namespace pizza::sim
