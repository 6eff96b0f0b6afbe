// SPDX-License-Identifier: Apache-2.0
// Every event of the delivery service that a plain order does not meet, by commands. `run` executes one command and
// fails the test when it is refused.
#pragma once

#include "core/business.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

// A delivery beside an order that has long been received: the saga has nothing to say about it.
inline DeliveryWish delivery_wish(OrderId received, RestaurantId restaurant, Instant now) {
  DeliveryWish wish;
  wish.order = received;
  wish.restaurant = restaurant;
  wish.pickup = HandWorld::shop_place;
  wish.drop = HandWorld::home_place;
  wish.food_due = now + minutes(10);
  return wish;
}

template <class Run>
class DeliveryScenario {
 public:
  DeliveryScenario(HandWorld& world, const HandWorld::Cast& cast, Run run) : world_(world), cast_(cast), run_(run) {}

  void play() {
    world_.provider.asked.clear();  // what others left without an answer
    world_.timers.armed.clear();
    cast_.rider = world_.add_rider();
    order_ = world_.whole_order(cast_);
    rider_ = cast_.rider;
    other_ = world_.add_rider();
    offers();
    two_at_once();
    doorstep();
    failures();
    hand_to_hand();
    fleet();
  }

 private:
  template <class C>
  void tell(const C& command) {
    run_([&](UnitOfWork& work) { return handle(work, command); });
  }
  DeliveryId request(bool code = false) {
    DeliveryId id;
    run_([&](UnitOfWork& work) {
      DeliveryWish wish = delivery_wish(order_, cast_.restaurant, work.now());
      wish.code_wanted = code;
      id = world_.business.deliveries.request(work, wish);
      return Outcome(Done{});
    });
    return id;
  }
  void ready(DeliveryId id) {
    run_([&](UnitOfWork& work) {
      world_.business.deliveries.food_ready(work, id);
      return Outcome(Done{});
    });
  }
  void cancel(DeliveryId id) {
    run_([&](UnitOfWork& work) {
      world_.business.deliveries.cancel(work, id, "order_ended");
      return Outcome(Done{});
    });
  }
  DeliveryId in_hand(RiderId rider, bool code = false) {
    const DeliveryId id = request(code);
    tell(AssignByHand{id, rider, "rush"});
    ready(id);
    tell(ArriveAtRestaurant{id, rider});
    tell(PickUpFood{id, rider});
    return id;
  }

  void offers() {
    const DeliveryId id = request();
    tell(OfferDelivery{id, rider_, seconds(40)});
    tell(WithdrawOffer{id});
    for (int i = 1; i < DeliveryService::offers_before_people; ++i) {
      tell(OfferDelivery{id, rider_, seconds(40)});
      tell(AnswerOffer{id, rider_, false, "far"});
    }
    tell(AssignByHand{id, rider_, "nobody else"});
    tell(Reassign{id, other_, "nearer"});
    tell(GiveUpDelivery{id, other_, "tyre"});
    cancel(id);
    tell(SendRider{rider_, HandWorld::shop_place});
  }

  void two_at_once() {
    const DeliveryId a = request();
    const DeliveryId b = request();
    const std::vector<RouteStop> both{
        {a, StopKind::PickUp}, {b, StopKind::PickUp}, {b, StopKind::Drop}, {a, StopKind::Drop}};
    tell(OfferRoute{rider_, both, seconds(40)});
    tell(AnswerOffer{b, rider_, true, ""});
    tell(PlanRoute{
        rider_,
        {{b, StopKind::PickUp}, {a, StopKind::PickUp}, {a, StopKind::Drop}, {b, StopKind::Drop}},
    });
    for (const DeliveryId id : {a, b}) {
      ready(id);
      tell(ArriveAtRestaurant{id, rider_});
      tell(PickUpFood{id, rider_});
    }
    tell(HandOverFood{a, rider_});
    tell(HandOverFood{b, rider_});
  }

  void doorstep() {
    tell(SetHandOverKey{"c2l4dGVlbiBieXRlcyBhbmQgbW9yZQ"});
    const DeliveryId id = in_hand(rider_, true);
    tell(HandOverFood{id, rider_, "none"});
    tell(UnlockHandOver{id, true, "knows the order's lines"});
    tell(HandOverFood{id, rider_, "", ProofKind::LeftAtDoor, "", "behind the bin", HandWorld::shop_place});
    world_.pass(hours(25));
    rider_ = world_.add_rider();
    other_ = world_.add_rider();
  }

  void failures() {
    const DeliveryId absent = in_hand(rider_);
    tell(WaitAtDoor{absent, rider_, HandWorld::home_place});
    tell(CallCustomer{absent, rider_});
    world_.pass(minutes(8));
    tell(FailDelivery{absent, rider_, FailureCause::CustomerAbsent, "photos/1", "no answer", true});
    tell(ReturnFood{absent, rider_});
    const DeliveryId wrong = in_hand(rider_);
    tell(FailDelivery{wrong, rider_, FailureCause::WrongAddress, "", "no such house", true});
    tell(DisposeFood{wrong, rider_, "closed"});
  }

  void hand_to_hand() {
    const DeliveryId id = in_hand(rider_);
    tell(Reassign{id, other_, "puncture"});
    tell(TakeOverFood{id, other_});
    tell(HandOverFood{id, other_});
  }

  void fleet() {
    tell(ChangeRider{other_, "Nadia B", Vehicle::Bicycle, {}});
    tell(SuspendRider{other_, "papers_expired"});
    tell(ReinstateRider{other_});
    RiderId planned;
    run_([&](UnitOfWork& work) {
      const auto made = handle(work, RegisterRider{"Omar", Vehicle::Car, {}, {}, {}});
      planned = *made;
      return made;
    });
    const Instant now = world_.clock.at;
    const auto shift = [&](Instant from) { return PlanShift{planned, from, from + hours(2), minutes(20), "harbour"}; };
    tell(shift(now + hours(1)));
    tell(shift(now + hours(4)));
    tell(shift(now + hours(7)));
    const auto last = world_.business.command(ListShifts{planned, now, now + days(1)})->shifts.back().id;
    tell(CancelShift{last});
    world_.pass(hours(4));  // the first is missed
    tell(GoOnline{planned, HandWorld::shop_place});
    world_.clock.at = world_.clock.at + minutes(1);
    tell(ReportPosition{planned, HandWorld::home_place});
    const DeliveryId id = request();
    tell(AssignByHand{id, planned, ""});
    world_.pass(hours(3));  // over time
    cancel(id);
    world_.pass(hours(2));
  }

  HandWorld& world_;
  HandWorld::Cast cast_;
  Run run_;
  OrderId order_;
  RiderId rider_;
  RiderId other_;
};

template <class Run>
void play_deliveries(HandWorld& world, const HandWorld::Cast& cast, Run run) {
  DeliveryScenario<Run>(world, cast, run).play();
}

}  // namespace pizza::test
