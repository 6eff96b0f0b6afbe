// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/frame_builder.h"

namespace pizza::sim {

// How an event's fields become text; sim/ knows no JSON.
using EventText = std::string (*)(const EventType& type, const void* event);

// An order opened, by the id that is shown. Null when there is no such order.
std::shared_ptr<const OrderStory> order_story(Watches watches, OrderId shown, EventText text);

// One line for people, beside the event's name; no event is without one, and none tells a secret.
std::string event_summary(const EventType& type, const void* event, const Territory& territory);

}  // namespace pizza::sim
