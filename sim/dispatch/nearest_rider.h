// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/dispatch/dispatch_policy.h"

namespace pizza::sim {

// The nearest idle rider by road time, the lower id among equals; the food that is due first chooses first. A delivery
// is offered once a rider who set out now would not arrive earlier than `early` before the food is due.
class NearestRider : public DispatchPolicy {
 public:
  explicit NearestRider(Duration early = minutes(3)) : early_(early) {}

  std::vector<Offer> match(Instant now, std::span<const IdleRider> riders, std::span<const OpenDelivery> deliveries,
                           TravelOracle& travel) override;

 private:
  Duration early_;
  std::vector<std::uint32_t> order_;  // deliveries, most urgent first; kept for its memory
  std::vector<bool> taken_;           // riders
};

}  // namespace pizza::sim
