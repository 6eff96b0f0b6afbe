// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/stage.h"

namespace pizza::sim {

// The people in the office: they give a part of the money back when a customer complains.
class Operations {
 public:
  explicit Operations(Stage& stage) : stage_(stage) {}

  void hear(const OrderCompleted& event);
  void give_part_back(OrderId order);

  // Complaints that are still to come.
  std::uint64_t expecting() const { return expecting_; }

 private:
  Stage& stage_;
  std::uint64_t expecting_ = 0;
};

}  // namespace pizza::sim
