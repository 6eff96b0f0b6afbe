// SPDX-License-Identifier: Apache-2.0
// Events as screens tell them, whatever world they happened in.
#pragma once

#include <string>

#include "core/model/ids.h"
#include "core/ports/event.h"

namespace pizza::sim {

// Who riders are, for texts that name them.
class RiderNames {
 public:
  virtual ~RiderNames() = default;
  virtual std::string name_of(RiderId rider) const = 0;  // empty: not known
};

// One line for people, with no secret in it; empty for an event that has no text.
std::string event_summary(const EventType& type, const void* event, const RiderNames& riders);

// What should not have happened to an order.
bool is_bad_news(const EventType& type);

}  // namespace pizza::sim
