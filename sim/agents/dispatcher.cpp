// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/dispatcher.h"

#include <algorithm>

namespace pizza::sim {

namespace {

std::vector<OpenDelivery>::iterator place_of(std::vector<OpenDelivery>& list, DeliveryId id) {
  return std::lower_bound(list.begin(), list.end(), id,
                          [](const OpenDelivery& delivery, DeliveryId wanted) { return delivery.id < wanted; });
}

// Takes a delivery out of a list, if it is there.
bool take(std::vector<OpenDelivery>& list, DeliveryId id, OpenDelivery& taken) {
  const auto found = place_of(list, id);
  if (found == list.end() || found->id != id) return false;
  taken = std::move(*found);
  list.erase(found);
  return true;
}

}  // namespace

void Dispatcher::wake_in(Duration delay) {
  const Instant at = stage_.now() + delay;
  if (next_) {
    if (next_at_ <= at) return;
    stage_.engine.cancel(next_);
  }
  next_ = stage_.at(at, Happening::Dispatch);
  next_at_ = at;
}

void Dispatcher::seek(OpenDelivery delivery) {
  open_.insert(place_of(open_, delivery.id), std::move(delivery));
  wake();
}

void Dispatcher::hear(const DeliveryRequested& event) {
  const Delivery& delivery = event.delivery;
  seek({delivery.id,
        static_cast<std::uint32_t>(stage_.site_of(delivery.restaurant)),
        delivery.food_due,
        delivery.requested_at,
        {}});
}

void Dispatcher::hear(const RiderOffered& event) {
  OpenDelivery delivery;
  if (take(open_, event.delivery, delivery)) offered_.insert(place_of(offered_, delivery.id), std::move(delivery));
  RandomStream chance = chance_of(event.delivery, 0);
  chance.seek(16 * event.rider.value);
  if (happens(chance, stage_.scenario.operations.withdraw_permille))
    stage_.in(around(chance, seconds(4)), Happening::WithdrawOffer, event.delivery.value, event.rider.value);
}

RandomStream Dispatcher::chance_of(DeliveryId delivery, std::uint64_t what) const {
  return stage_.chance(Purpose::Dispatch, delivery.value << 4 | what);
}

void Dispatcher::hear(const RiderAssigned& event) {
  RandomStream chance = chance_of(event.delivery, 1);
  if (happens(chance, stage_.scenario.operations.reassign_permille))
    stage_.in(around(chance, seconds(50)), Happening::Reassign, event.delivery.value);
}

// The rider may have answered already.
void Dispatcher::withdraw(DeliveryId id, RiderId rider) {
  const auto delivery = stage_.look(id);
  if (delivery && delivery->status == DeliveryStatus::Offered && delivery->rider == rider)
    static_cast<void>(stage_.business.command(WithdrawOffer{id}));
}

void Dispatcher::reassign(DeliveryId id) {
  const auto delivery = stage_.look(id);
  if (!delivery || delivery->status != DeliveryStatus::Assigned) return;
  const auto site = static_cast<std::uint32_t>(stage_.site_of(delivery->restaurant));
  const std::vector<IdleRider> idle = riders_.idle();
  const auto nearest = std::min_element(idle.begin(), idle.end(), [&](const IdleRider& a, const IdleRider& b) {
    return riders_.to_site(a, site) < riders_.to_site(b, site);
  });
  if (nearest != idle.end()) static_cast<void>(stage_.business.command(Reassign{id, nearest->id, "nearer"}));
}

void Dispatcher::come_free(RiderId rider, DeliveryId after) {
  if (!open_.empty()) return;  // there is something to do
  RandomStream chance = chance_of(after, 2);
  if (!happens(chance, stage_.scenario.operations.send_permille)) return;
  const Site& site = stage_.plan.sites[chance.below(stage_.plan.sites.size())];
  static_cast<void>(stage_.business.command(SendRider{rider, site.place}));
}

void Dispatcher::search_again(DeliveryId id, RiderId refused) {
  OpenDelivery delivery;
  if (!take(offered_, id, delivery)) return;
  delivery.refused.push_back(refused);
  seek(std::move(delivery));
}

void Dispatcher::ended(DeliveryId id) {
  OpenDelivery delivery;
  if (!take(open_, id, delivery)) take(offered_, id, delivery);
}

void Dispatcher::dispatch() {
  next_ = {};
  if (open_.empty()) return;
  const std::vector<IdleRider> idle = riders_.idle();
  if (idle.empty()) return;  // whoever comes free wakes us
  for (const Offer& offer : policy_.match(stage_.now(), idle, open_, riders_)) {
    if (stage_.business.command(OfferDelivery{offer.delivery, offer.rider, seconds(40)}).ok()) continue;
    // Too many boxes for the vehicle, too far for it: somebody else.
    const auto still = place_of(open_, offer.delivery);
    if (still != open_.end() && still->id == offer.delivery) still->refused.push_back(offer.rider);
  }
  // Where everybody who is free has refused, they are asked again.
  for (OpenDelivery& delivery : open_) {
    const auto refused = [&](const IdleRider& rider) {
      return std::find(delivery.refused.begin(), delivery.refused.end(), rider.id) != delivery.refused.end();
    };
    if (!delivery.refused.empty() && std::all_of(idle.begin(), idle.end(), refused)) delivery.refused.clear();
  }
  if (!open_.empty()) wake_in(tick);
}

}  // namespace pizza::sim
