// SPDX-License-Identifier: Apache-2.0
#include "sim/dispatch/nearest_rider.h"

#include <algorithm>
#include <numeric>

namespace pizza::sim {

std::vector<Offer> NearestRider::match(Instant now, std::span<const IdleRider> riders,
                                       std::span<const OpenDelivery> deliveries, TravelOracle& travel) {
  std::vector<Offer> offers;
  order_.resize(deliveries.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (deliveries[a].food_due != deliveries[b].food_due) return deliveries[a].food_due < deliveries[b].food_due;
    return deliveries[a].id < deliveries[b].id;
  });
  taken_.assign(riders.size(), false);
  for (const std::uint32_t d : order_) {
    if (offers.size() == riders.size()) break;
    const OpenDelivery& delivery = deliveries[d];
    std::size_t best = riders.size();
    Duration least;
    for (std::size_t r = 0; r < riders.size(); ++r) {
      if (taken_[r]) continue;
      if (std::find(delivery.refused.begin(), delivery.refused.end(), riders[r].id) != delivery.refused.end()) continue;
      const Duration way = travel.to_site(riders[r], delivery.site);
      if (best == riders.size() || way < least) {
        best = r;
        least = way;
      }
    }
    if (best == riders.size() || now + least < delivery.food_due - early_) continue;
    taken_[best] = true;
    offers.push_back({delivery.id, riders[best].id});
  }
  return offers;
}

}  // namespace pizza::sim
