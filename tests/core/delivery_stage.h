// SPDX-License-Identifier: Apache-2.0
// A shop whose deliveries a test moves by hand.
#pragma once

#include <QTest>
#include <algorithm>
#include <set>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/services/delivery/route.h"
#include "tests/core/delivery_scenario.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

// Remembers the names of what happened.
struct Ear : EventListener {
  std::vector<std::string> heard_names;
  std::vector<DeliveryFailed> failures;
  void heard(const EventEnvelope& event) override {
    heard_names.emplace_back(event.event.type().schema->name);
    if (const auto* failed = event.as<DeliveryFailed>()) failures.push_back(*failed);
  }
  std::ptrdiff_t count(std::string_view name) const { return std::count(heard_names.begin(), heard_names.end(), name); }
};

struct DeliveryStage : HandWorld {
  DeliveryStage() : HandWorld(store, bus) {
    cast = open_shop();
    received = whole_order(cast);
    rider = cast.rider;
    other = add_rider();
    business.listen(ear);
  }
  ~DeliveryStage() { business.silence(ear); }

  MemoryStore store;
  InProcessBus bus;
  Ear ear;
  Cast cast;
  OrderId received;
  RiderId rider;
  RiderId other;

  DeliveryWish wish() const { return delivery_wish(received, cast.restaurant, clock.at); }
  DeliveryId request(const DeliveryWish& wish) {
    DeliveryId id;
    act([&](UnitOfWork& work) { id = business.deliveries.request(work, wish); });
    return id;
  }
  DeliveryId request() { return request(wish()); }
  void ready(DeliveryId id) {
    act([&](UnitOfWork& work) { business.deliveries.food_ready(work, id); });
  }
  void cancel(DeliveryId id) {
    act([&](UnitOfWork& work) { business.deliveries.cancel(work, id, "order_ended"); });
  }
  // Assigned by hand, picked up, on the way to the door.
  DeliveryId in_hand(RiderId by, const DeliveryWish& what) {
    const DeliveryId id = request(what);
    done(AssignByHand{id, by, ""});
    ready(id);
    done(ArriveAtRestaurant{id, by});
    done(PickUpFood{id, by});
    return id;
  }
  DeliveryId in_hand(RiderId by) { return in_hand(by, wish()); }
  template <class C>
  void done(const C& command) {
    QCOMPARE(refusal(command), std::string());
  }
  template <class T>
  T look(Id<T> id) {
    return business.read([&](UnitOfWork& work) { return *work.find(id); });
  }
  Rider seen(RiderId id) { return look(id); }
  Delivery seen(DeliveryId id) { return look(id); }
  template <class Act>
  void act(Act what) {
    const Outcome outcome = business.execute([&](UnitOfWork& work) -> Outcome {
      what(work);
      return Done{};
    });
    QVERIFY(outcome.ok());
  }
  // Pickup and drop of each in turn.
  static std::vector<RouteStop> one_by_one(const std::vector<DeliveryId>& deliveries) {
    std::vector<RouteStop> stops;
    for (const DeliveryId id : deliveries) {
      stops.push_back({id, StopKind::PickUp});
      stops.push_back({id, StopKind::Drop});
    }
    return stops;
  }
};

}  // namespace pizza::test
