// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/riders.h"

#include <algorithm>
#include <stdexcept>

#include "sim/agents/names.h"

namespace pizza::sim {

namespace {

// Subjects of a delivery's stream of chance.
constexpr std::uint64_t luck_of_offer = 0;
constexpr std::uint64_t luck_before_pickup = 64;
constexpr std::uint64_t luck_after_pickup = 128;
constexpr std::uint64_t luck_at_counter = 192;

const Shift& shift_of(const std::vector<Shift>& shifts, std::size_t rider) {
  std::int64_t all = 0;
  for (const Shift& shift : shifts) all += shift.share;
  auto left = static_cast<std::int64_t>(rider) % all;
  for (const Shift& shift : shifts)
    if ((left -= shift.share) < 0) return shift;
  return shifts.back();
}

}  // namespace

void Riders::begin() {
  const RiderPlan& plan = stage_.scenario.riders;
  const auto count = static_cast<std::size_t>(stage_.plan.riders);
  riders_.resize(count);
  for (std::size_t r = 0; r < count; ++r) {
    RandomStream chance = stage_.chance(Purpose::Rider, r);
    RiderAgent& rider = riders_[r];
    rider.name = person_name(chance.next());
    std::vector<std::uint32_t> shares(plan.vehicles.begin(), plan.vehicles.end());
    rider.vehicle = static_cast<Vehicle>(chance.weighted(shares));
    const Shift& shift = shift_of(plan.shifts, r);
    rider.shift_from = stage_.scenario.begins + shift.from;
    rider.shift_to = stage_.scenario.begins + shift.to;
    const auto id = stage_.business.command(RegisterRider{rider.name, rider.vehicle, rider.shift_from, rider.shift_to});
    if (!id.ok()) throw std::runtime_error("a rider cannot be registered: " + id.problem().detail);
    rider.id = *id;
    // Riders gather where the food is.
    const auto& sites = stage_.plan.sites;
    rider.rest = stage_.roads.snap(rider.vehicle, sites[chance.below(sites.size())].place);
    if (happens(chance, plan.no_show_permille)) {
      ++tally_.no_shows;
      continue;
    }
    stage_.at(rider.shift_from + seconds(chance.between(0, 420)), Happening::ShiftBegins, r);
    stage_.at(rider.shift_to, Happening::ShiftEnds, r);
  }
  if (count > 0) first_id_ = riders_.front().id.value;
}

RandomStream Riders::luck(const RiderAgent& rider, std::uint64_t what) const {
  // A delivery may have several riders, a rider several deliveries, and the two may meet twice.
  RandomStream chance = stage_.chance(Purpose::Delivery, rider.delivery.value << 16 | number_of(rider.id));
  chance.seek(what + 256 * rider.offers);
  return chance;
}

void Riders::shift_begins(std::size_t r) {
  RiderAgent& rider = riders_[r];
  const Outcome outcome = stage_.business.command(GoOnline{rider.id, rider.rest.at});
  if (!outcome.ok()) return;  // came after the end of a very short shift
  rider.doing = RiderDoing::Idle;
  rider.online_since = stage_.now();
}

void Riders::shift_ends(std::size_t r) {
  RiderAgent& rider = riders_[r];
  rider.going_home = true;
  if (rider.doing == RiderDoing::Idle) go_offline(rider);
}

void Riders::go_offline(RiderAgent& rider) {
  const Outcome outcome = stage_.business.command(GoOffline{rider.id});
  if (!outcome.ok()) return;  // an offer came first; its end brings us here again
  stop(rider);
  rider.doing = RiderDoing::Off;
  tally_.online_ms += (stage_.now() - rider.online_since).ms;
}

void Riders::hear(const RiderOffered& event) {
  RiderAgent& rider = agent(event.rider);
  stop(rider);  // and looks at the telephone
  rider.doing = RiderDoing::Asked;
  rider.delivery = event.delivery;
  rider.order = event.order;
  ++rider.offers;
  RandomStream chance = luck(rider, luck_of_offer);
  if (happens(chance, stage_.scenario.riders.silent_permille)) {
    ++tally_.silent;
    return;
  }
  stage_.in(around(chance, stage_.scenario.riders.answer), Happening::OfferAnswered, number_of(event.rider),
            event.delivery.value);
}

void Riders::answer_offer(std::size_t r, DeliveryId delivery) {
  RiderAgent& rider = riders_[r];
  if (rider.doing != RiderDoing::Asked || rider.delivery != delivery) return;
  RandomStream chance = luck(rider, luck_of_offer + 32);
  const bool accept = !happens(chance, stage_.scenario.riders.decline_permille);
  const Outcome outcome = stage_.business.command(AnswerOffer{delivery, rider.id, accept, accept ? "" : "too_far"});
  if (outcome.ok() && !accept) ++tally_.declined;
}

void Riders::depart(RiderAgent& rider, RiddenWay way) {
  tally_.ridden_mm += way.mm;
  rider.way = std::make_shared<const RiddenWay>(std::move(way));
  rider.departed = stage_.now();
}

void Riders::hear(const RiderAssigned& event) {
  take_on(agent(event.rider), event.delivery, event.order);
}

void Riders::hear(const DeliveryReassigned& event) {
  RiderAgent& rider = agent(event.to);
  stop(rider);
  ++rider.offers;
  take_on(rider, event.delivery, event.order);
}

void Riders::take_on(RiderAgent& rider, DeliveryId id, OrderId order) {
  rider.delivery = id;
  rider.order = order;
  rider.site = static_cast<std::uint32_t>(stage_.site_of(stage_.look(id)->restaurant));
  rider.doing = RiderDoing::ToRestaurant;
  rider.busy_since = stage_.now();
  rider.parked = rider.waited = false;
  rider.codes = 0;
  const std::uint64_t task = ++rider.task;
  depart(rider, stage_.roads.way_to_site(rider.vehicle, rider.site, rider.rest));
  RandomStream chance = luck(rider, luck_before_pickup);
  if (happens(chance, stage_.scenario.riders.give_up_permille)) {
    const std::int64_t part = chance.between(0, rider.way->ms);
    stage_.in(milliseconds(part), Happening::GivesUp, number_of(rider.id), task);
  } else {
    stage_.in(milliseconds(rider.way->ms), Happening::AtRestaurant, number_of(rider.id), task);
  }
}

void Riders::at_restaurant(std::size_t r, std::uint64_t task) {
  RiderAgent& rider = riders_[r];
  if (rider.task != task) return;
  static_cast<void>(stage_.business.command(ArriveAtRestaurant{rider.delivery, rider.id}));
}

void Riders::hear(const RiderArrived& event) {
  RiderAgent& rider = agent(event.rider);
  rider.doing = RiderDoing::AtRestaurant;
  rider.rest = stage_.roads.snap(rider.vehicle, stage_.plan.sites[rider.site].place);
  rider.way.reset();
  RandomStream chance = luck(rider, luck_at_counter);
  pick_up_soon(rider, around(chance, stage_.scenario.riders.counter, 300));
}

void Riders::pick_up_soon(RiderAgent& rider, Duration soon) {
  stage_.in(soon, Happening::AtCounter, number_of(rider.id), rider.task);
}

// Parked, walked in, asked for the order: takes it, or waits for it.
void Riders::at_counter(std::size_t r, std::uint64_t task) {
  RiderAgent& rider = riders_[r];
  if (rider.task != task || rider.doing != RiderDoing::AtRestaurant) return;
  rider.parked = true;
  static_cast<void>(stage_.business.command(PickUpFood{rider.delivery, rider.id}));
}

void Riders::hear(const FoodReady& event) {
  const auto delivery = stage_.look(event.delivery);
  if (!delivery || delivery->status != DeliveryStatus::AtRestaurant) return;
  RiderAgent& rider = agent(delivery->rider);
  if (rider.parked) pick_up_soon(rider, seconds(20));
}

void Riders::hear(const FoodPickedUp& event) {
  RiderAgent& rider = agent(event.rider);
  rider.doing = RiderDoing::ToCustomer;
  const std::uint64_t task = ++rider.task;
  const maps::RoadPosition door = stage_.roads.snap(rider.vehicle, stage_.look(event.delivery)->drop);
  depart(rider, stage_.roads.way_from_site(rider.vehicle, rider.site, door));
  RandomStream chance = luck(rider, luck_after_pickup);
  if (happens(chance, stage_.scenario.riders.accident_permille)) {
    const std::int64_t part = chance.between(0, rider.way->ms);
    stage_.in(milliseconds(part), Happening::Accident, number_of(event.rider), task);
    return;
  }
  const Duration handing = around(chance, stage_.scenario.riders.door, 300);
  stage_.in(milliseconds(rider.way->ms) + handing, Happening::AtDoor, number_of(event.rider), task);
}

// A puncture before the pickup, or an accident after it: either way the shift is over.
void Riders::give_up(std::size_t r, std::uint64_t task) {
  RiderAgent& rider = riders_[r];
  if (rider.task != task) return;
  const bool with_food = rider.doing == RiderDoing::ToCustomer;
  rider.going_home = true;
  ++(with_food ? tally_.accidents : tally_.gave_up);
  static_cast<void>(
      stage_.business.command(GiveUpDelivery{rider.delivery, rider.id, with_food ? "accident" : "puncture"}));
}

// Stands still where the rider is now.
void Riders::stop(RiderAgent& rider) {
  if (rider.way == nullptr) return;
  rider.rest = stage_.roads.snap(rider.vehicle, where(rider, stage_.now()).at);
  rider.way.reset();
}

bool Riders::freed(RiderId id, bool at_the_door) {
  if (!id) return false;
  RiderAgent& rider = agent(id);
  const bool was_busy = rider.doing > RiderDoing::Asked;
  if (was_busy) tally_.busy_ms += (stage_.now() - rider.busy_since).ms;
  const bool elsewhere = !at_the_door && rider.way != nullptr;
  stop(rider);
  rider.doing = RiderDoing::Idle;
  rider.delivery = {};
  rider.order = {};
  ++rider.task;
  if (elsewhere) static_cast<void>(stage_.business.command(ReportPosition{rider.id, rider.rest.at}));
  if (rider.going_home) go_offline(rider);
  return true;
}

std::vector<IdleRider> Riders::idle() const {
  std::vector<IdleRider> found;
  for (std::size_t r = 0; r < riders_.size(); ++r)
    if (riders_[r].doing == RiderDoing::Idle && !riders_[r].going_home)
      found.push_back({riders_[r].id, static_cast<std::uint32_t>(r)});
  return found;
}

Duration Riders::to_site(const IdleRider& rider, std::uint32_t site) {
  const RiderAgent& agent = riders_[rider.index];
  return milliseconds(stage_.roads.ms_to_site(agent.vehicle, site, agent.rest));
}

WayPoint Riders::where(const RiderAgent& rider, Instant now) const {
  if (rider.way == nullptr) return {rider.rest.at, 0, 0};
  return point_on(*rider.way, (now - rider.departed).ms);
}

RiderTally Riders::tally() const {
  RiderTally sum = tally_;
  for (const RiderAgent& rider : riders_) {
    if (rider.doing != RiderDoing::Off) sum.online_ms += (stage_.now() - rider.online_since).ms;
    if (rider.doing > RiderDoing::Asked) sum.busy_ms += (stage_.now() - rider.busy_since).ms;
  }
  return sum;
}

}  // namespace pizza::sim
