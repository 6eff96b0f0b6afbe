// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/stage.h"

namespace pizza::sim {

struct OperationsTally {
  std::uint64_t approved = 0;  // payments that were held
  std::uint64_t refused = 0;
};

// The people in the office: they give a part of the money back when a customer complains, and look at payments that
// are held because they look like fraud.
class Operations {
 public:
  explicit Operations(Stage& stage) : stage_(stage) {}

  void hear(const OrderCompleted& event);
  void hear(const PaymentHeld& event);
  void give_part_back(OrderId order);
  void review_payment(PaymentId payment);

  // Complaints and reviews that are still to come.
  std::uint64_t expecting() const { return expecting_; }
  const OperationsTally& tally() const { return tally_; }

 private:
  Stage& stage_;
  std::uint64_t expecting_ = 0;
  OperationsTally tally_;
};

}  // namespace pizza::sim
