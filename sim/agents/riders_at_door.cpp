// SPDX-License-Identifier: Apache-2.0
// What riders do at the customer's door, on the way back from it, and when dispatch sends them somewhere.
#include <algorithm>

#include "sim/agents/riders.h"

namespace pizza::sim {

namespace {

constexpr std::uint64_t luck_at_door = 224;  // of a delivery's stream

// One digit read wrongly.
std::string misread(std::string code) {
  code.back() = code.back() == '9' ? '0' : static_cast<char>(code.back() + 1);
  return code;
}

}  // namespace

// What the customer reads from the screen; empty where there is no code.
std::string Riders::code_from_customer(RiderAgent& rider, RandomStream& chance) {
  const auto delivery = stage_.look(rider.delivery);
  if (!delivery || !delivery->has_doorstep) return {};
  const auto seen = stage_.business.command(SeeHandOverCode{rider.order});
  if (!seen.ok() || seen->code.empty()) return {};
  if (rider.codes++ == 0) {
    ++tally_.codes;
    if (happens(chance, stage_.scenario.customers.misread_permille)) return misread(seen->code);
  }
  return seen->code;
}

void Riders::at_door(std::size_t r, std::uint64_t task) {
  RiderAgent& rider = riders_[r];
  if (rider.task != task) return;
  RandomStream chance = luck(rider, luck_at_door);
  const bool absent = happens(chance, stage_.scenario.customers.absent_permille);
  if (absent && !rider.waited) return nobody_opens(r, chance);
  if (absent && happens(chance, 500)) {  // waited for in vain
    ++tally_.undelivered;
    FailDelivery failed{rider.delivery, rider.id, FailureCause::CustomerAbsent};
    failed.bring_back = happens(chance, 700);
    static_cast<void>(stage_.business.command(failed));
    return;
  }
  const HandOverFood word{rider.delivery, rider.id, code_from_customer(rider, chance)};
  const auto answer = stage_.business.command(word);
  if (answer.ok() && !answer->delivered) stage_.in(seconds(20), Happening::AtDoor, r, task);
}

void Riders::nobody_opens(std::size_t r, RandomStream& chance) {
  RiderAgent& rider = riders_[r];
  ++tally_.absent;
  rider.waited = true;
  rider.doing = RiderDoing::AtDoor;
  stop(rider);
  const GeoPoint drop = stage_.look(rider.delivery)->drop;
  static_cast<void>(stage_.business.command(WaitAtDoor{rider.delivery, rider.id, drop}));
  static_cast<void>(stage_.business.command(CallCustomer{rider.delivery, rider.id}));
  const Duration wait = DeliveryService::wait_at_door_for + seconds(chance.between(1, 60));
  stage_.in(wait, Happening::AtDoor, r, rider.task);
}

void Riders::hear(const DeliveryFailed& event) {
  RiderAgent& rider = agent(event.rider);
  stop(rider);
  rider.doing = RiderDoing::Returning;
  const std::uint64_t task = ++rider.task;
  depart(rider, stage_.roads.way_to_site(rider.vehicle, rider.site, rider.rest));
  RandomStream chance = luck(rider, luck_at_door);
  chance.seek(chance.position() + 16);
  // Some restaurants have no use for it, and say so while the rider is on the way.
  const bool wanted = happens(chance, 600);
  const std::int64_t ride = wanted ? rider.way->ms : rider.way->ms / 3;
  stage_.in(milliseconds(ride), Happening::BackAtRestaurant, number_of(rider.id), task);
}

void Riders::back_at_restaurant(std::size_t r, std::uint64_t task) {
  RiderAgent& rider = riders_[r];
  if (rider.task != task) return;
  const bool there = rider.way != nullptr && (stage_.now() - rider.departed).ms >= rider.way->ms;
  if (there) {
    static_cast<void>(stage_.business.command(ReturnFood{rider.delivery, rider.id}));
  } else {
    static_cast<void>(
        stage_.business.command(DisposeFood{rider.delivery, rider.id, "the restaurant does not want it"}));
  }
}

// Only ever to a restaurant: that is where the next order comes from.
void Riders::hear(const RiderSent& event) {
  const auto& sites = stage_.plan.sites;
  const auto site = std::find_if(sites.begin(), sites.end(), [&](const Site& one) { return one.place == event.place; });
  RiderAgent& rider = agent(event.rider);
  if (site == sites.end() || rider.doing != RiderDoing::Idle) return;
  stop(rider);
  const std::uint64_t task = ++rider.task;
  const auto index = static_cast<std::size_t>(site - sites.begin());
  depart(rider, stage_.roads.way_to_site(rider.vehicle, index, rider.rest));
  stage_.in(milliseconds(rider.way->ms), Happening::AtPlace, number_of(rider.id), task);
}

void Riders::at_place(std::size_t r, std::uint64_t task) {
  RiderAgent& rider = riders_[r];
  if (rider.task != task || rider.doing != RiderDoing::Idle) return;
  stop(rider);
  static_cast<void>(stage_.business.command(ReportPosition{rider.id, rider.rest.at}));
}

}  // namespace pizza::sim
