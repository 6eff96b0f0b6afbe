// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/twin/city_frame.h"
#include "sim/agents/city_watch.h"

namespace pizza::sim {

// An order with all that belongs to it, as it stands.
struct OrderState {
  Order order;
  std::optional<Delivery> delivery;
  std::optional<Ticket> ticket;
};
std::optional<OrderState> order_state(Store& store, OrderId id);

// When the food will be at the door: what is left of the kitchen's work and of the rider's way, as the platform could
// know it. For an order that has ended, when it did.
Instant expected_arrival(TerritoryWatch& watch, const OrderState& state, ShownOrder& shown);

// Late: past its promise. At risk: forecast to be. None for an order that ended without a delivery.
Concern concern_of(const Order& order, Instant expected, Instant now);

// As OrderView::rider_state has it; null: no delivery.
std::string_view rider_state(const Delivery* delivery);

}  // namespace pizza::sim
