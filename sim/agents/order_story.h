// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/order.h"
#include "sim/agents/event_summary.h"
#include "sim/agents/frame_builder.h"

namespace pizza::sim {

// How an event's fields become text; sim/ knows no JSON.
using EventText = std::string (*)(const EventType& type, const void* event);

// An order opened, by the id that is shown. Null when there is no such order.
std::shared_ptr<const OrderStory> order_story(Watches watches, OrderId shown, EventText text);

// One line for people, beside the event's name; no event is without one, and none tells a secret.
std::string event_summary(const EventType& type, const void* event, const Territory& territory);

// What was bought, then what came off and on top. `basket` may be null.
std::vector<OrderStoryLine> receipt_lines(const Order& order, const Basket* basket);

// The longest of an order's waits, as one sentence.
std::string where_minutes_went(const Order& order, Instant now);

}  // namespace pizza::sim
