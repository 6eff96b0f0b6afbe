// SPDX-License-Identifier: Apache-2.0
// Which positions are believed, how long they are kept, and when riders are on shift.
#include "core/services/delivery/find_rider.h"
#include "tests/core/delivery_stage.h"

using namespace pizza;
using test::DeliveryStage;

namespace {

// Metres to the north.
GeoPoint north(GeoPoint place, std::int32_t metres) {
  return {place.lat + metres * 90, place.lon};
}

struct Stage : DeliveryStage {
  Stage() { clock.at = clock.at + minutes(1); }
  GeoPoint here = home_place;

  FixVerdict report(GeoPoint place, Instant at = {}, std::int32_t accuracy_m = 0) {
    return business.command(ReportPosition{rider, place, at, accuracy_m})->verdict;
  }
  std::vector<TrailPoint> trail() { return business.command(SeeTrail{rider})->points; }
  std::vector<TrailPoint> look_trail() {
    return business.read([&](UnitOfWork& w) { return w.find_at<RiderTrail>(rider.value)->points; });
  }
  std::size_t kept() { return store.count(record_type<RiderTrail>()); }
  RiderId unplanned() { return *business.command(RegisterRider{"Omar", Vehicle::Car, {}, {}, {}}); }
  RiderShift shift(RiderShiftId id) { return look(id); }
};

}  // namespace

class DeliveryPositionTest : public QObject {
  Q_OBJECT
 private slots:
  void aFixBecomesTheRidersPlace() {
    Stage s;
    QCOMPARE(s.report(north(s.here, 100)), FixVerdict::Taken);
    QCOMPARE(s.seen(s.rider).place, north(s.here, 100));
    QCOMPARE(s.seen(s.rider).place_at, s.clock.at);
  }

  void whatCannotBeIsIgnoredWithAReason() {
    Stage s;
    const Instant now = s.clock.at;
    QCOMPARE(s.report(s.here, now + seconds(6)), FixVerdict::Future);
    QCOMPARE(s.report(s.here, now - minutes(3)), FixVerdict::Stale);
    QCOMPARE(s.report(s.here, now - minutes(1) - milliseconds(1)), FixVerdict::Stale);  // before the last one
    QCOMPARE(s.report(s.here, now - minutes(1) + milliseconds(999)), FixVerdict::TooSoon);
    QCOMPARE(s.report(s.here, now, 201), FixVerdict::TooVague);
    QCOMPARE(s.report(north(s.here, 2'500), now), FixVerdict::TooFast);  // a scooter goes 2,100 m in a minute
    QCOMPARE(s.seen(s.rider).place, s.here);
    QCOMPARE(s.report(north(s.here, 2'100), now), FixVerdict::Taken);
  }

  void afterTenMinutesWithoutAFixEveryPlaceIsPossible() {
    Stage s;
    s.clock.at = s.clock.at + minutes(9);
    QCOMPARE(s.report(north(s.here, 60'000)), FixVerdict::Taken);
  }

  void whoIsOfflineIsNotWatched() {
    Stage s;
    s.done(GoOffline{s.rider});
    QCOMPARE(s.report(s.here), FixVerdict::OffDuty);
    QVERIFY(s.trail().empty());
  }

  void nonsenseIsRefused() {
    Stage s;
    QCOMPARE(s.refusal(ReportPosition{s.rider, {900'000'001, 0}}), std::string("rider.invalid:place"));
    QCOMPARE(s.refusal(ReportPosition{s.rider, s.here, {}, -1}), std::string("rider.invalid:accuracy_m"));
    QCOMPARE(s.refusal(ReportPosition{RiderId{99}, s.here}), std::string("rider.unknown:rider_id"));
  }

  void theTrailHasAPointAMinute() {
    Stage s;
    for (int i = 0; i < 60; ++i) {
      s.clock.at = s.clock.at + seconds(5);
      QCOMPARE(s.report(north(s.here, i)), FixVerdict::Taken);
    }
    QCOMPARE(s.trail().size(), std::size_t{5});
    QCOMPARE(s.ear.count("RiderMoved"), 60);
  }

  void positionsAreGoneAfterAnHour() {
    Stage s;
    for (int i = 0; i < 200; ++i) {
      s.pass(minutes(1));
      QCOMPARE(s.report(north(s.here, i)), FixVerdict::Taken);
      const auto points = s.look_trail();
      QVERIFY(points.size() <= 64);
      QVERIFY(points.front().at > s.clock.at - hours(1));
    }
    QVERIFY(s.trail().size() >= 49);
    s.done(GoOffline{s.rider});
    s.pass(hours(1));
    QCOMPARE(s.kept(), std::size_t{0});
    QCOMPARE(s.seen(s.rider).place, GeoPoint{});
    QVERIFY(s.trail().empty());
  }

  void whoStaysOnDutyKeepsTheLastPlace() {
    Stage s;
    QCOMPARE(s.report(north(s.here, 50)), FixVerdict::Taken);
    s.pass(hours(3));
    QCOMPARE(s.kept(), std::size_t{0});
    QCOMPARE(s.seen(s.rider).place, north(s.here, 50));
    QCOMPARE(s.report(s.here), FixVerdict::Taken);
    QCOMPARE(s.trail().size(), std::size_t{1});
  }

  void theCustomerSeesTheRiderOnlyOnTheWay() {
    Stage s;
    const auto tracked = [&] { return *s.business.command(TrackDelivery{s.received}); };
    const DeliveryId id = s.request();
    QVERIFY(!tracked().rider_place);
    s.done(OfferDelivery{id, s.rider, seconds(40)});
    QVERIFY(!tracked().rider_place);
    s.done(AnswerOffer{id, s.rider, true, ""});
    QCOMPARE(s.report(north(s.here, 30)), FixVerdict::Taken);
    QCOMPARE(*tracked().rider_place, north(s.here, 30));
    QCOMPARE(tracked().rider_name, std::string("Nadia"));
    s.clock.at = s.clock.at + minutes(11);
    QVERIFY(!tracked().rider_place);
    s.ready(id);
    s.done(ArriveAtRestaurant{id, s.rider});
    QCOMPARE(*tracked().rider_place, s.shop_place);
    s.done(PickUpFood{id, s.rider});
    s.done(HandOverFood{id, s.rider});
    QVERIFY(!tracked().rider_place);
    QVERIFY(!tracked().arrival);
  }

  void aDeliveryIsTrackedUntilADayAfterItsEnd() {
    Stage s;
    const DeliveryId id = s.in_hand(s.rider);
    s.done(HandOverFood{id, s.rider});
    s.clock.at = s.clock.at + hours(24) - milliseconds(1);
    QCOMPARE(s.business.command(TrackDelivery{s.received})->status, DeliveryStatus::Delivered);
    s.clock.at = s.clock.at + milliseconds(1);
    QCOMPARE(s.refusal(TrackDelivery{s.received}), std::string("delivery.unknown:delivery_id"));
  }

  void aPlannedShiftLetsARiderOnlineInItsTime() {
    Stage s;
    const RiderId rider = s.unplanned();
    QCOMPARE(s.refusal(GoOnline{rider, s.here}), std::string("rider.off_shift:rider_id"));
    const Instant from = s.clock.at + hours(1);
    const RiderShiftId id = *s.business.command(PlanShift{rider, from, from + hours(4), minutes(30), "harbour"});
    s.clock.at = from - minutes(15) - milliseconds(1);
    QCOMPARE(s.refusal(GoOnline{rider, s.here}), std::string("rider.off_shift:rider_id"));
    s.clock.at = from - minutes(15);
    s.done(GoOnline{rider, s.here});
    QCOMPARE(s.shift(id).status, ShiftStatus::Working);
    s.pass(hours(1));
    s.done(GoOffline{rider});  // a pause
    s.pass(minutes(30));
    s.done(GoOnline{rider, s.here});
    s.pass(hours(4));
    QCOMPARE(s.shift(id).status, ShiftStatus::Done);
    QCOMPARE(s.seen(rider).status, RiderStatus::Offline);
    QCOMPARE(s.shift(id).online, hours(4) + minutes(15) - minutes(30));
    QCOMPARE(s.shift(id).worked, hours(4) + minutes(15) - minutes(30) - minutes(30));
    QCOMPARE(s.shift(id).overtime, Duration{});
    QCOMPARE(s.refusal(GoOnline{rider, s.here}), std::string("rider.off_shift:rider_id"));
  }

  void whoDoesNotComeInTimeHasMissedIt() {
    Stage s;
    const RiderId rider = s.unplanned();
    const Instant from = s.clock.at + hours(1);
    const RiderShiftId id = *s.business.command(PlanShift{rider, from, from + hours(4), {}, ""});
    s.pass(hours(1) + minutes(15) - milliseconds(1));
    QCOMPARE(s.shift(id).status, ShiftStatus::Planned);
    s.pass(milliseconds(1));
    QCOMPARE(s.shift(id).status, ShiftStatus::Missed);
    QCOMPARE(s.refusal(GoOnline{rider, s.here}), std::string("rider.off_shift:rider_id"));
  }

  void workAfterTheEndIsOvertime() {
    Stage s;
    const RiderId rider = s.unplanned();
    const RiderShiftId id = *s.business.command(PlanShift{rider, s.clock.at, s.clock.at + hours(2), {}, ""});
    s.done(GoOnline{rider, s.here});
    s.pass(hours(2) - minutes(1));
    const DeliveryId delivery = s.in_hand(rider);
    s.pass(minutes(11));
    QCOMPARE(s.shift(id).status, ShiftStatus::Working);
    QCOMPARE(s.refusal(AssignByHand{s.request(), rider, ""}), std::string("rider.off_shift:rider_id"));
    s.done(HandOverFood{delivery, rider});
    s.done(GoOffline{rider});
    QCOMPARE(s.shift(id).status, ShiftStatus::Done);
    QCOMPARE(s.shift(id).worked, hours(2) + minutes(10));
    QCOMPARE(s.shift(id).overtime, minutes(10));
  }

  void shiftsDoNotOverlapAndHaveSaneLengths() {
    Stage s;
    const RiderId rider = s.unplanned();
    const Instant from = s.clock.at + hours(1);
    const auto plan = [&](Instant begin, Instant end, Duration pause = {}) {
      return s.refusal(PlanShift{rider, begin, end, pause, ""});
    };
    QCOMPARE(plan(from, from + hours(4)), std::string());
    QCOMPARE(plan(from + hours(3), from + hours(6)), std::string("shift.overlaps:from"));
    QCOMPARE(plan(from + hours(4), from + hours(6)), std::string());
    QCOMPARE(plan(s.clock.at - seconds(1), from), std::string("shift.invalid:from"));
    QCOMPARE(plan(from + days(61), from + days(61) + hours(2)), std::string("shift.invalid:from"));
    QCOMPARE(plan(from + days(1), from + days(1) + minutes(29)), std::string("shift.invalid:to"));
    QCOMPARE(plan(from + days(1), from + days(1) + hours(15)), std::string("shift.invalid:to"));
    QCOMPARE(plan(from + days(1), from + days(1) + hours(2), hours(1)), std::string("shift.invalid:pause_ms"));
    const auto shifts = s.business.command(ListShifts{rider, from, from + days(1)})->shifts;
    QCOMPARE(shifts.size(), std::size_t{2});
    s.done(CancelShift{shifts[0].id});
    QCOMPARE(s.refusal(CancelShift{shifts[0].id}), std::string("shift.begun:shift_id"));
    QCOMPARE(plan(from, from + hours(4)), std::string());
  }

  void whoRidesMayBeSomebodyWhoSignsIn() {
    Stage s;
    QCOMPARE(s.refusal(RegisterRider{"Omar", Vehicle::Car, {}, {}, UserId{99}}), std::string("user.unknown:user_id"));
    const RiderId rider = *s.business.command(RegisterRider{"Omar", Vehicle::Car, {}, {}, s.cast.user});
    QCOMPARE(s.seen(rider).user, s.cast.user);
    QCOMPARE(s.business.read([&](UnitOfWork& w) { return rider_of(w, s.cast.user); }), rider);
    QCOMPARE(s.refusal(RegisterRider{"Ada", Vehicle::Car, {}, {}, s.cast.user}),
             std::string("rider.user_taken:user_id"));
    s.done(ChangeRider{rider, "Omar B", Vehicle::Foot, s.cast.user});
    s.act([&](UnitOfWork& w) { QVERIFY(s.business.users.persons.erase(w, s.cast.user).ok()); });
    QCOMPARE(s.seen(rider).name, std::string("former rider"));
    QVERIFY(!s.seen(rider).user);
    QCOMPARE(s.refusal(RegisterRider{"", Vehicle::Car, {}, {}, {}}), std::string("rider.invalid:name"));
  }
};

QTEST_GUILESS_MAIN(DeliveryPositionTest)
#include "delivery_position_test.moc"
