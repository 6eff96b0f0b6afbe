// SPDX-License-Identifier: Apache-2.0
// Several deliveries with one rider: accepted all or none, carried along one route, never held twice.
#include "tests/core/delivery_stage.h"

using namespace pizza;
using test::DeliveryStage;

namespace {

struct Straight : Router {
  std::optional<Trip> trip(GeoPoint from, GeoPoint to, Vehicle, Instant) override {
    const std::int64_t mm = distance_mm(from, to);
    return Trip{milliseconds(mm / 7), mm / 1'000, {from, to}};
  }
  std::vector<Trip> trips(GeoPoint from, GeoPoint to, std::size_t, Vehicle vehicle, Instant depart) override {
    return {*trip(from, to, vehicle, depart)};
  }
  std::vector<std::vector<GeoPoint>> reach(GeoPoint, Duration, Vehicle, Instant) override { return {}; }
};

// All it sees in one bundle for the first rider, and the last rider to the restaurant.
struct AllToOne : BatchPolicy {
  DispatchSnapshot seen;
  DispatchPlan plan(const DispatchSnapshot& snapshot, Router&) override {
    seen = snapshot;
    DispatchPlan plan;
    if (snapshot.riders.empty() || snapshot.deliveries.empty()) return plan;
    DispatchRoute route{snapshot.riders.front().id, snapshot.riders.front().open_stops};
    for (const DispatchDelivery& delivery : snapshot.deliveries) {
      route.stops.push_back({delivery.id, StopKind::PickUp});
      route.stops.push_back({delivery.id, StopKind::Drop});
    }
    plan.routes.push_back(std::move(route));
    if (snapshot.riders.size() > 1)
      plan.moves.push_back({snapshot.riders.back().id, snapshot.deliveries.front().pickup});
    return plan;
  }
};

}  // namespace

class DeliveryBundleTest : public QObject {
  Q_OBJECT
 private slots:
  void aBundleIsAcceptedAllTogether() {
    DeliveryStage s;
    const DeliveryId a = s.request();
    const DeliveryId b = s.request();
    const std::vector<RouteStop> stops = s.one_by_one({a, b});
    s.done(OfferRoute{s.rider, stops, seconds(40)});
    QCOMPARE(s.seen(a).status, DeliveryStatus::Offered);
    QCOMPARE(s.seen(b).status, DeliveryStatus::Offered);
    QVERIFY(s.seen(s.rider).stops.empty());
    s.done(AnswerOffer{b, s.rider, true, ""});
    QCOMPARE(s.seen(a).status, DeliveryStatus::Assigned);
    QCOMPARE(s.seen(b).status, DeliveryStatus::Assigned);
    QVERIFY(s.seen(s.rider).stops == stops);
    QVERIFY(s.seen(s.rider).offered_stops.empty());
    QCOMPARE(s.seen(s.rider).delivery, a);
    QCOMPARE(s.ear.count("RiderOffered"), 2);
    QCOMPARE(s.ear.count("RiderAssigned"), 2);
  }

  void orRefusedAllTogether() {
    DeliveryStage s;
    const DeliveryId a = s.request();
    const DeliveryId b = s.request();
    for (const bool expires : {false, true}) {
      s.done(OfferRoute{s.rider, s.one_by_one({a, b}), seconds(40)});
      if (expires) {
        s.pass(seconds(40));
      } else {
        s.done(AnswerOffer{a, s.rider, false, ""});
      }
      QCOMPARE(s.seen(a).status, DeliveryStatus::Searching);
      QCOMPARE(s.seen(b).status, DeliveryStatus::Searching);
      QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
      QVERIFY(s.seen(s.rider).offered_stops.empty());
    }
  }

  void theRouteShrinksAsItIsRidden() {
    DeliveryStage s;
    const DeliveryId a = s.request();
    const DeliveryId b = s.request();
    s.done(OfferRoute{s.rider,
                      {{a, StopKind::PickUp}, {b, StopKind::PickUp}, {b, StopKind::Drop}, {a, StopKind::Drop}},
                      seconds(40)});
    s.done(AnswerOffer{a, s.rider, true, ""});
    for (const DeliveryId id : {a, b}) {
      s.ready(id);
      s.done(ArriveAtRestaurant{id, s.rider});
      s.done(PickUpFood{id, s.rider});
    }
    QCOMPARE(s.seen(s.rider).stops.size(), std::size_t{2});
    QCOMPARE(s.seen(s.rider).delivery, b);
    s.done(HandOverFood{b, s.rider});
    QCOMPARE(s.seen(s.rider).delivery, a);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
    QVERIFY(s.seen(s.rider).stops.empty());  // one delivery needs no list
    s.done(HandOverFood{a, s.rider});
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
    QVERIFY(!s.seen(s.rider).delivery);
  }

  void moreMayJoinOnTheWay() {
    DeliveryStage s;
    const DeliveryId a = s.in_hand(s.rider);
    const DeliveryId b = s.request();
    QCOMPARE(s.refusal(OfferRoute{s.rider, s.one_by_one({b}), seconds(40)}), std::string("route.invalid:stops"));
    const std::vector<RouteStop> with_both{{b, StopKind::PickUp}, {a, StopKind::Drop}, {b, StopKind::Drop}};
    s.done(OfferRoute{s.rider, with_both, seconds(40)});
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
    QCOMPARE(s.refusal(OfferRoute{s.rider, with_both, seconds(40)}), std::string("rider.busy:rider_id"));
    s.done(AnswerOffer{b, s.rider, true, ""});
    QVERIFY(s.seen(s.rider).stops == with_both);
  }

  void whatIsDeliveredMeanwhileLeavesAnOfferAlone() {
    DeliveryStage s;
    const DeliveryId a = s.in_hand(s.rider);
    const DeliveryId b = s.request();
    s.done(OfferRoute{s.rider, {{a, StopKind::Drop}, {b, StopKind::PickUp}, {b, StopKind::Drop}}, seconds(40)});
    s.done(HandOverFood{a, s.rider});
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Offered);
    QCOMPARE(s.seen(s.rider).delivery, b);
    s.done(AnswerOffer{b, s.rider, true, ""});
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
    QCOMPARE(s.seen(s.rider).delivery, b);
  }

  void aRefusedAdditionLeavesWhatIsCarried() {
    DeliveryStage s;
    const DeliveryId a = s.in_hand(s.rider);
    const DeliveryId b = s.request();
    s.done(OfferRoute{s.rider, {{a, StopKind::Drop}, {b, StopKind::PickUp}, {b, StopKind::Drop}}, seconds(40)});
    s.done(AnswerOffer{b, s.rider, false, ""});
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
    QCOMPARE(s.seen(s.rider).delivery, a);
    QCOMPARE(s.seen(b).status, DeliveryStatus::Searching);
  }

  void whenOneOfAnOfferIsCancelledTheOthersSeekAgain() {
    DeliveryStage s;
    const DeliveryId a = s.request();
    const DeliveryId b = s.request();
    s.done(OfferRoute{s.rider, s.one_by_one({a, b}), seconds(40)});
    s.cancel(a);
    QCOMPARE(s.seen(a).status, DeliveryStatus::Cancelled);
    QCOMPARE(s.seen(b).status, DeliveryStatus::Searching);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
    s.done(OfferDelivery{b, s.rider, seconds(40)});
  }

  void oneOfThoseCarriedMayBeGivenUpOrCancelled() {
    DeliveryStage s;
    const DeliveryId a = s.request();
    const DeliveryId b = s.request();
    const DeliveryId c = s.request();
    s.done(OfferRoute{s.rider, s.one_by_one({a, b, c}), seconds(40)});
    s.done(AnswerOffer{a, s.rider, true, ""});
    s.done(GiveUpDelivery{a, s.rider, "too much"});
    QCOMPARE(s.seen(s.rider).delivery, b);
    QVERIFY(s.seen(s.rider).stops == s.one_by_one({b, c}));
    s.cancel(b);
    QCOMPARE(s.seen(s.rider).delivery, c);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
  }

  void aRouteIsCompleteAndInOrder() {
    DeliveryStage s;
    const DeliveryId a = s.request();
    const DeliveryId b = s.request();
    const auto route = [&](std::vector<RouteStop> stops) {
      return s.refusal(OfferRoute{s.rider, std::move(stops), seconds(40)});
    };
    const std::string invalid = "route.invalid:stops";
    QCOMPARE(route({}), invalid);
    QCOMPARE(route({{a, StopKind::PickUp}}), invalid);
    QCOMPARE(route({{a, StopKind::Drop}, {a, StopKind::PickUp}}), invalid);
    QCOMPARE(route({{a, StopKind::PickUp}, {a, StopKind::Drop}, {a, StopKind::Drop}}), invalid);
    QCOMPARE(route({{a, StopKind::PickUp}, {a, StopKind::Return}}), invalid);
    QCOMPARE(route(s.one_by_one({a, DeliveryId{99}})), std::string("delivery.unknown:delivery_id"));
    s.done(AssignByHand{b, s.other, ""});
    QCOMPARE(route(s.one_by_one({a, b})), std::string("delivery.not_searching:stops"));
  }

  void nobodyCarriesMoreThanFour() {
    DeliveryStage s;
    std::vector<DeliveryId> five;
    for (int i = 0; i < 5; ++i) five.push_back(s.request());
    QCOMPARE(s.refusal(OfferRoute{s.rider, s.one_by_one(five), seconds(40)}), std::string("route.invalid:stops"));
    for (int i = 0; i < 4; ++i) s.done(AssignByHand{five[static_cast<std::size_t>(i)], s.rider, ""});
    QCOMPARE(s.refusal(AssignByHand{five[4], s.rider, ""}), std::string("rider.too_small:rider_id"));
    QCOMPARE(s.seen(s.rider).stops.size(), std::size_t{8});
  }

  void theBagHoldsWhatItHoldsAtOnce() {
    DeliveryStage s;
    DeliveryWish big = s.wish();
    big.boxes = 7;
    const DeliveryId a = s.request(big);
    const DeliveryId b = s.request(big);
    QCOMPARE(
        s.refusal(OfferRoute{s.rider,
                             {{a, StopKind::PickUp}, {b, StopKind::PickUp}, {a, StopKind::Drop}, {b, StopKind::Drop}},
                             seconds(40)}),
        std::string("rider.too_small:rider_id"));
    s.done(OfferRoute{s.rider, s.one_by_one({a, b}), seconds(40)});  // one after the other fits
  }

  void aRouteMayBePlannedAnew() {
    DeliveryStage s;
    const DeliveryId a = s.request();
    const DeliveryId b = s.request();
    QCOMPARE(s.refusal(PlanRoute{s.rider, s.one_by_one({a, b})}), std::string("route.invalid:rider_id"));
    s.done(AssignByHand{a, s.rider, ""});
    s.done(AssignByHand{b, s.rider, ""});
    QVERIFY(s.seen(s.rider).stops == s.one_by_one({a, b}));
    s.done(PlanRoute{s.rider, s.one_by_one({b, a})});
    QCOMPARE(s.seen(s.rider).delivery, b);
    QCOMPARE(s.refusal(PlanRoute{s.rider, s.one_by_one({b})}), std::string("route.invalid:stops"));
  }

  void riderSeesTheRouteAndTheOffer() {
    DeliveryStage s;
    const DeliveryId a = s.in_hand(s.rider);
    const DeliveryId b = s.request();
    s.done(OfferRoute{s.rider, {{a, StopKind::Drop}, {b, StopKind::PickUp}, {b, StopKind::Drop}}, seconds(40)});
    const auto view = s.business.command(SeeRoute{s.rider});
    QCOMPARE(view->stops.size(), std::size_t{3});
    QVERIFY(!view->stops[0].offered && view->stops[1].offered && view->stops[2].offered);
    QCOMPARE(view->stops[0].place, s.home_place);
    QCOMPARE(*view->offer_until, s.clock.at + seconds(40));
  }

  void aPolicyDecidesForManyAtOnce() {
    DeliveryStage s;
    const DeliveryId a = s.request();
    const DeliveryId b = s.request();
    AllToOne policy;
    Straight router;
    const auto dispatch = [&] {
      return s.business.execute(
          [&](UnitOfWork& w) { return s.business.deliveries.dispatch(w, policy, router, {s.shop_place}); });
    };
    const auto tally = dispatch();
    QCOMPARE(tally->offered, 2);
    QCOMPARE(tally->moved, 1);
    QCOMPARE(policy.seen.deliveries.size(), std::size_t{2});
    QCOMPARE(policy.seen.riders.size(), std::size_t{2});
    QVERIFY(*s.seen(s.other).sent_to == s.shop_place);
    s.done(AnswerOffer{a, s.rider, true, ""});
    QCOMPARE(s.seen(b).status, DeliveryStatus::Assigned);
    s.done(SuspendRider{s.other, "x"});
    const DeliveryId c = s.request();
    QCOMPARE(dispatch()->offered, 0);  // nobody is free so soon
    for (const DeliveryId id : {a, b}) {
      s.ready(id);
      s.done(ArriveAtRestaurant{id, s.rider});
      s.done(PickUpFood{id, s.rider});
    }
    QCOMPARE(dispatch()->offered, 1);  // soon free: the new one joins
    s.done(AnswerOffer{c, s.rider, true, ""});
    QCOMPARE(route::carried(s.seen(s.rider)).size(), std::size_t{3});
  }

  void whatAPolicyInventsIsRefused() {
    DeliveryStage s;
    struct Liar : BatchPolicy {
      DispatchPlan plan(const DispatchSnapshot& snapshot, Router&) override {
        const DeliveryId id = snapshot.deliveries.front().id;
        return {{{RiderId{99}, {{id, StopKind::PickUp}, {id, StopKind::Drop}}},
                 {snapshot.riders.front().id, {{id, StopKind::Drop}}},
                 {snapshot.riders.front().id, {{id, StopKind::PickUp}, {id, StopKind::Drop}}},
                 {snapshot.riders.back().id, {{id, StopKind::PickUp}, {id, StopKind::Drop}}}},
                {{RiderId{98}, {}}}};
      }
    } liar;
    Straight router;
    const DeliveryId id = s.request();
    const auto tally = s.business.execute(
        [&](UnitOfWork& w) { return s.business.deliveries.dispatch(w, liar, router, {s.shop_place}); });
    QCOMPARE(tally->offered, 1);
    QCOMPARE(tally->refused, 3);
    QCOMPARE(tally->moved, 0);
    QCOMPARE(s.seen(id).rider, s.rider);
  }
};

QTEST_GUILESS_MAIN(DeliveryBundleTest)
#include "delivery_bundle_test.moc"
