// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/riders.h"

namespace pizza::sim {

// The platform's dispatch desk: keeps the deliveries that seek a rider and makes the policy's offers, every few seconds
// while there is something to decide, and soon after anything has changed.
class Dispatcher {
 public:
  Dispatcher(Stage& stage, Riders& riders, DispatchPolicy& policy) : stage_(stage), riders_(riders), policy_(policy) {}

  void hear(const DeliveryRequested& event);
  void hear(const RiderOffered& event);
  void hear(const RiderAssigned& event);
  // Somebody has come free, with nothing to do.
  void come_free(RiderId rider, DeliveryId after);
  // Declined, expired or given up: the delivery seeks again, and not this rider.
  void search_again(DeliveryId delivery, RiderId refused);
  void ended(DeliveryId delivery);  // while it may still seek
  void wake() { wake_in(seconds(1)); }

  void dispatch();
  // Think better of it, now and then: takes an offer back, gives an assigned delivery to whoever is nearer now.
  void withdraw(DeliveryId delivery, RiderId rider);
  void reassign(DeliveryId delivery);

  std::size_t seeking() const { return open_.size(); }

 private:
  static constexpr Duration tick = seconds(15);

  void wake_in(Duration delay);
  RandomStream chance_of(DeliveryId delivery, std::uint64_t what) const;
  void seek(OpenDelivery delivery);

  Stage& stage_;
  Riders& riders_;
  DispatchPolicy& policy_;
  std::vector<OpenDelivery> open_;     // ascending by id
  std::vector<OpenDelivery> offered_;  // ascending by id; kept for who has refused
  EventHandle next_;
  Instant next_at_;
};

}  // namespace pizza::sim
