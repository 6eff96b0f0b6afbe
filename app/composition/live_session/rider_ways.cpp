// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live_session/rider_ways.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "core/services/delivery/eta_rules.h"

namespace pizza {

namespace {

constexpr std::int64_t frame_budget_us = 15'000;
constexpr std::size_t most_paces = 64;
constexpr std::int64_t still_on_way_mm = 120'000;
constexpr Duration learned_kept = hours(1);

bool is_riding(DeliveryStatus status) {
  return status == DeliveryStatus::Assigned || status == DeliveryStatus::PickedUp ||
         status == DeliveryStatus::Returning;
}

Duration by_paces(Duration usual, const std::deque<std::int64_t>& paces) {
  if (paces.empty()) return usual;
  const std::int64_t sum = std::accumulate(paces.begin(), paces.end(), std::int64_t{0});
  return milliseconds(usual.ms * sum / static_cast<std::int64_t>(paces.size()) / 1'000);
}

void add_pace(std::deque<std::int64_t>& paces, Duration usual, Duration took) {
  if (usual.ms <= 0) return;
  paces.push_back(std::clamp<std::int64_t>(took.ms * 1'000 / usual.ms, 5, 5'000));
  if (paces.size() > most_paces) paces.pop_front();
}

void scale(sim::RiddenWay& way, std::int64_t ms) {
  const std::int64_t before = std::max<std::int64_t>(way.ms, 1);
  for (std::uint32_t& reached : way.reached) reached = static_cast<std::uint32_t>(reached * ms / before);
  way.ms = ms;
}

}  // namespace

void RiderWays::begin_frame() {
  spent_us_ = 0;
  for (auto& [rider, known] : known_) known.asked = false;
}

void RiderWays::end_frame() {
  std::erase_if(known_, [](const auto& entry) { return !entry.second.asked; });
}

const maps::RoadRouter& RiderWays::router(Vehicle vehicle) {
  std::optional<maps::RoadRouter>& found = routers_[static_cast<std::size_t>(vehicle)];
  if (!found) found.emplace(map_, vehicle);
  return *found;
}

sim::RiddenWay RiderWays::find_way(GeoPoint from, GeoPoint to, Vehicle vehicle) {
  const std::int64_t straight_mm = distance_mm(from, to);
  sim::RiddenWay way{1'000, straight_mm, {from, to}, {0, 1'000}};
  if (spent_us_ >= frame_budget_us || straight_mm == 0) return way;
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto route = router(vehicle).route(from, to);
  spent_us_ += std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
  // Beyond the map the nearest road is no way to go by.
  const bool near = route && distance_mm(route->path.front(), from) < still_on_way_mm &&
                    distance_mm(route->path.back(), to) < still_on_way_mm;
  if (near && route->ms > 0) way = {route->ms, route->mm, route->path, route->reached};
  return way;
}

Duration RiderWays::expected_ride(GeoPoint from, GeoPoint to, Vehicle vehicle) const {
  return by_paces(eta_rules::usual_ride(distance_mm(from, to), vehicle), rides_);
}

Instant RiderWays::expected_ready(const Delivery& delivery) const {
  if (delivery.ready_at) return *delivery.ready_at;
  return delivery.requested_at + by_paces(delivery.food_due - delivery.requested_at, kitchens_);
}

const RiderLeg* RiderWays::leg(const Rider& rider, const Delivery& delivery) {
  if (!is_riding(delivery.status)) return nullptr;
  const GeoPoint to = delivery.status == DeliveryStatus::PickedUp ? delivery.drop : delivery.pickup;
  Known& known = known_[rider.id.value];
  known.asked = true;
  const bool same = known.delivery == delivery.id && known.status == delivery.status && !known.leg.way.path.empty();
  if (same && known.place_at == rider.place_at) return &known.leg;
  if (same) {
    // Reported on the way: the leg goes on from its nearest point.
    const std::vector<GeoPoint>& path = known.leg.way.path;
    const auto nearest = std::min_element(path.begin(), path.end(), [&](GeoPoint a, GeoPoint b) {
      return distance_mm(a, rider.place) < distance_mm(b, rider.place);
    });
    if (distance_mm(*nearest, rider.place) < still_on_way_mm) {
      const auto at = static_cast<std::size_t>(nearest - path.begin());
      known.leg.departed = rider.place_at - milliseconds(known.leg.way.reached[at]);
      known.place_at = rider.place_at;
      return &known.leg;
    }
  }
  const std::optional<Instant> since = delivery.status == DeliveryStatus::PickedUp   ? delivery.picked_up_at
                                       : delivery.status == DeliveryStatus::Assigned ? delivery.assigned_at
                                                                                     : delivery.ended_at;
  known.delivery = delivery.id;
  known.status = delivery.status;
  known.place_at = rider.place_at;
  known.leg.way = find_way(rider.place, to, rider.vehicle);
  known.leg.departed = std::max(since.value_or(rider.place_at), rider.place_at);
  scale(known.leg.way, std::max<std::int64_t>(expected_ride(rider.place, to, rider.vehicle).ms, 1));
  return &known.leg;
}

const RiderLeg* RiderWays::known_leg(RiderId rider) const {
  const auto found = known_.find(rider.value);
  return found == known_.end() || found->second.leg.way.path.empty() ? nullptr : &found->second.leg;
}

void RiderWays::learn(const Delivery& delivery, Vehicle vehicle) {
  if (delivery.status != DeliveryStatus::Delivered || !delivery.picked_up_at || !delivery.ended_at) return;
  if (!learned_.emplace(delivery.id.value, *delivery.ended_at).second) return;
  std::erase_if(learned_, [&](const auto& entry) { return entry.second + learned_kept < *delivery.ended_at; });
  add_pace(rides_, eta_rules::usual_ride(distance_mm(delivery.pickup, delivery.drop), vehicle),
           *delivery.ended_at - *delivery.picked_up_at);
  if (delivery.ready_at)
    add_pace(kitchens_, delivery.food_due - delivery.requested_at, *delivery.ready_at - delivery.requested_at);
}

}  // namespace pizza
