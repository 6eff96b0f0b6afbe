// SPDX-License-Identifier: Apache-2.0
// Which rider fetches which food. A policy sees what the platform sees, and answers with offers; it changes nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/ids.h"
#include "core/model/instant.h"

namespace pizza::sim {

// A rider who could be offered something. `index` is the rider's place in the world's own list.
struct IdleRider {
  RiderId id;
  std::uint32_t index = 0;
};

struct OpenDelivery {
  DeliveryId id;
  std::uint32_t site = 0;  // the restaurant, in the world's own list
  Instant food_due;
  Instant requested_at;
  std::vector<RiderId> refused;  // by these already, or not answered
};

class TravelOracle {
 public:
  virtual ~TravelOracle() = default;
  // How long the rider needs from where the rider is to the restaurant. Not less than 0.
  virtual Duration to_site(const IdleRider& rider, std::uint32_t site) = 0;
};

struct Offer {
  DeliveryId delivery;
  RiderId rider;
};

class DispatchPolicy {
 public:
  virtual ~DispatchPolicy() = default;
  // Riders and deliveries ascend by id. At most one offer a rider and one a delivery. Equal questions get equal
  // answers.
  virtual std::vector<Offer> match(Instant now, std::span<const IdleRider> riders,
                                   std::span<const OpenDelivery> deliveries, TravelOracle& travel) = 0;
};

}  // namespace pizza::sim
