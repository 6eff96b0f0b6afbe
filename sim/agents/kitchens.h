// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/stage.h"

namespace pizza::sim {

// The people in the restaurants: they answer orders and bump tickets. How much a station takes at a time is the kitchen
// service's business; here is only how long the work takes.
class Kitchens {
 public:
  explicit Kitchens(Stage& stage) : stage_(stage) {}

  void hear(const OrderAuthorized& event);
  void hear(const TicketStationStarted& event);

  void answer(OrderId order);
  void finish_station(TicketId ticket);

 private:
  Stage& stage_;
};

}  // namespace pizza::sim
