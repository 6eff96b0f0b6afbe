// SPDX-License-Identifier: Apache-2.0
// How a rider is asked, and what comes of it.
#include "tests/core/delivery_stage.h"

using namespace pizza;
using test::DeliveryStage;

class DeliveryOfferTest : public QObject {
  Q_OBJECT
 private slots:
  void anOfferBindsUntilItIsAnswered() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    s.done(OfferDelivery{id, s.rider, seconds(40)});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Offered);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Offered);
    QCOMPARE(s.seen(s.rider).delivery, id);
    QCOMPARE(s.refusal(OfferDelivery{id, s.other, seconds(40)}), std::string("delivery.not_searching:delivery_id"));
    QCOMPARE(s.refusal(OfferDelivery{s.request(), s.rider, seconds(40)}), std::string("rider.busy:rider_id"));
    QCOMPARE(s.refusal(GoOffline{s.rider}), std::string("rider.busy:rider_id"));
    s.done(AnswerOffer{id, s.rider, true, ""});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Assigned);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
    QVERIFY(s.seen(s.rider).stops.empty());
  }

  void aRefusedOfferFreesBoth() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    s.done(OfferDelivery{id, s.rider, seconds(40)});
    s.done(AnswerOffer{id, s.rider, false, "too far"});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Searching);
    QVERIFY(!s.seen(id).rider);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
    QCOMPARE(s.seen(s.rider).declined, 1);
    QCOMPARE(s.refusal(AnswerOffer{id, s.rider, true, ""}), std::string("delivery.unknown:delivery_id"));
  }

  void anOfferNobodyAnswersExpires() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    s.done(OfferDelivery{id, s.rider, seconds(40)});
    s.pass(seconds(39));
    QCOMPARE(s.seen(id).status, DeliveryStatus::Offered);
    s.pass(seconds(1));
    QCOMPARE(s.seen(id).status, DeliveryStatus::Searching);
    QCOMPARE(s.seen(s.rider).unanswered, 1);
    QCOMPARE(s.seen(s.rider).offers, 1 + s.seen(s.rider).delivered);
  }

  void anOfferCanBeWithdrawnWithoutBlame() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    s.done(OfferDelivery{id, s.rider, seconds(40)});
    s.done(WithdrawOffer{id});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Searching);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
    QCOMPARE(s.seen(s.rider).declined + s.seen(s.rider).unanswered, 0);
    QCOMPARE(s.refusal(WithdrawOffer{id}), std::string("delivery.not_now:delivery_id"));
  }

  void afterEightOffersPeopleMustLookOnce() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    for (int i = 1; i <= 10; ++i) {
      s.done(OfferDelivery{id, s.rider, seconds(40)});
      s.done(AnswerOffer{id, s.rider, false, ""});
      QCOMPARE(s.ear.count("DeliveryNeedsPeople"), i >= 8 ? 1 : 0);
    }
    const auto stuck = s.business.command(ListStuckDeliveries{});
    QCOMPARE(stuck->deliveries.size(), std::size_t{1});
    QCOMPARE(stuck->deliveries.front().id, id);
    s.done(AssignByHand{id, s.rider, "nobody else"});
    QVERIFY(s.business.command(ListStuckDeliveries{})->deliveries.empty());
  }

  void theSearchWidensWithEachOffer() {
    QCOMPARE(search_radius_m(0), 3'000);
    QCOMPARE(search_radius_m(1), 4'500);
    QVERIFY(search_radius_m(3) > search_radius_m(2));
    QCOMPARE(search_radius_m(1'000'000), 20'000);
  }

  void handsOfOperationsOverruleOffers() {
    DeliveryStage s;
    const DeliveryId wanted = s.request();
    const DeliveryId asked = s.request();
    s.done(OfferDelivery{wanted, s.other, seconds(40)});
    s.done(OfferDelivery{asked, s.rider, seconds(40)});
    s.done(AssignByHand{wanted, s.rider, "regular customer"});
    QCOMPARE(s.seen(wanted).rider, s.rider);
    QCOMPARE(s.seen(wanted).status, DeliveryStatus::Assigned);
    QCOMPARE(s.seen(asked).status, DeliveryStatus::Searching);
    QCOMPARE(s.seen(s.other).status, RiderStatus::Idle);
    QCOMPARE(s.seen(s.rider).delivery, wanted);
    QCOMPARE(s.refusal(AssignByHand{wanted, s.other, ""}), std::string("delivery.not_searching:delivery_id"));
  }

  void aDeliveryMovesToAnotherRiderBeforeThePickup() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    QCOMPARE(s.refusal(Reassign{id, s.other, ""}), std::string("delivery.not_now:delivery_id"));
    s.done(AssignByHand{id, s.rider, ""});
    s.done(ArriveAtRestaurant{id, s.rider});
    QCOMPARE(s.refusal(Reassign{id, s.rider, ""}), std::string("rider.unknown:rider_id"));
    s.done(Reassign{id, s.other, "nearer"});
    QCOMPARE(s.seen(id).rider, s.other);
    QCOMPARE(s.seen(id).status, DeliveryStatus::Assigned);
    QVERIFY(!s.seen(id).arrived_at);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
    QCOMPARE(s.seen(s.other).status, RiderStatus::Busy);
  }

  void afterThePickupTheFoodGoesFromHandToHand() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    s.done(Reassign{id, s.other, "puncture"});
    QCOMPARE(s.seen(id).rider, s.rider);
    QCOMPARE(s.refusal(TakeOverFood{id, s.rider}), std::string("delivery.unknown:delivery_id"));
    s.done(TakeOverFood{id, s.other});
    QCOMPARE(s.seen(id).rider, s.other);
    QCOMPARE(s.seen(id).status, DeliveryStatus::PickedUp);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
    s.done(HandOverFood{id, s.other});
    QCOMPARE(s.seen(s.other).status, RiderStatus::Idle);
    QCOMPARE(s.refusal(TakeOverFood{id, s.other}), std::string("delivery.unknown:delivery_id"));
  }

  void whoIsSuspendedGetsNothing() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    s.done(OfferDelivery{id, s.rider, seconds(40)});
    QCOMPARE(s.refusal(SuspendRider{s.rider, ""}), std::string("rider.invalid:reason"));
    s.done(SuspendRider{s.rider, "papers_expired"});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Searching);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Offline);
    QCOMPARE(s.refusal(GoOnline{s.rider, s.shop_place}), std::string("rider.suspended:rider_id"));
    QCOMPARE(s.refusal(AssignByHand{id, s.rider, ""}), std::string("rider.suspended:rider_id"));
    s.done(ReinstateRider{s.rider});
    s.done(GoOnline{s.rider, s.shop_place});
    s.done(OfferDelivery{id, s.rider, seconds(40)});
  }

  void whoIsSuspendedOnTheWayFinishesFirst() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    s.done(SuspendRider{s.rider, "complaint"});
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
    s.done(HandOverFood{id, s.rider});
    QCOMPARE(s.refusal(OfferDelivery{s.request(), s.rider, seconds(40)}), std::string("rider.suspended:rider_id"));
    s.done(GoOffline{s.rider});
  }

  void theVehicleMustBeFitForIt() {
    DeliveryStage s;
    DeliveryWish big = s.wish();
    big.boxes = 13;  // a scooter takes twelve
    QCOMPARE(s.refusal(OfferDelivery{s.request(big), s.rider, seconds(40)}), std::string("rider.too_small:rider_id"));
    DeliveryWish far = s.wish();
    far.drop = geo_point(44.0, 7.42);  // 30 km
    QCOMPARE(s.refusal(OfferDelivery{s.request(far), s.rider, seconds(40)}), std::string("rider.too_small:rider_id"));
    s.done(ChangeRider{s.rider, "Nadia", Vehicle::Car, {}});
    s.done(OfferDelivery{s.request(far), s.rider, seconds(40)});
    QCOMPARE(s.refusal(ChangeRider{s.rider, "Nadia", Vehicle::Foot, {}}), std::string("rider.busy:vehicle"));
  }

  void anotherRidersDeliveryIsNotFound() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    s.done(AssignByHand{id, s.rider, ""});
    QCOMPARE(s.refusal(ArriveAtRestaurant{id, s.other}), std::string("delivery.unknown:delivery_id"));
    QCOMPARE(s.refusal(GiveUpDelivery{id, s.other, ""}), std::string("delivery.unknown:delivery_id"));
    const auto subject = [&](RiderId rider) {
      return s.business.read([&](UnitOfWork& w) { return subject_of(w, ArriveAtRestaurant{id, rider}); });
    };
    QVERIFY(!subject(s.other).found);
    QCOMPARE(subject(s.rider).rider, s.rider);
  }

  void refusalsNameTheFieldAtFault() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    QCOMPARE(s.refusal(OfferDelivery{id, s.rider, milliseconds(999)}), std::string("offer.invalid:open_for"));
    QCOMPARE(s.refusal(OfferDelivery{id, RiderId{99}, seconds(9)}), std::string("rider.unknown:rider_id"));
    QCOMPARE(s.refusal(OfferDelivery{DeliveryId{99}, s.rider, seconds(9)}),
             std::string("delivery.unknown:delivery_id"));
    s.done(OfferDelivery{id, s.rider, seconds(9)});
    QCOMPARE(s.refusal(AnswerOffer{id, s.rider, false, std::string(201, 'x')}), std::string("delivery.invalid:reason"));
    QCOMPARE(s.refusal(AnswerOffer{id, s.rider, false, "4242 4242 4242 4242"}), std::string("delivery.invalid:reason"));
    QCOMPARE(s.refusal(ListOpenDeliveries{501}), std::string("delivery.invalid:limit"));
  }
};

QTEST_GUILESS_MAIN(DeliveryOfferTest)
#include "delivery_offer_test.moc"
