// SPDX-License-Identifier: Apache-2.0
// When food cannot be handed over: waiting, whose fault it is, and the way back.
#include "tests/core/delivery_stage.h"

using namespace pizza;
using test::DeliveryStage;

namespace {

FailDelivery failing(DeliveryId id, RiderId rider, FailureCause cause, bool bring_back = false,
                     const std::string& note = "seen by the rider") {
  return {id, rider, cause, "", note, bring_back};
}

}  // namespace

class DeliveryFailureTest : public QObject {
  Q_OBJECT
 private slots:
  void anAbsentCustomerIsWaitedForAndCalled() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    const FailDelivery absent = failing(id, s.rider, FailureCause::CustomerAbsent);
    const std::string longer = "delivery.wait_longer:cause";
    QCOMPARE(s.refusal(absent), longer);
    QCOMPARE(s.refusal(WaitAtDoor{id, s.rider, s.shop_place}), std::string("delivery.invalid:place"));
    s.done(CallCustomer{id, s.rider});  // before the waiting: does not count
    s.clock.at = s.clock.at + seconds(1);
    s.done(WaitAtDoor{id, s.rider, s.home_place});
    s.clock.at = s.clock.at + minutes(8) - milliseconds(1);
    s.done(WaitAtDoor{id, s.rider, s.home_place});  // said again: the first counts
    QCOMPARE(s.refusal(absent), longer);
    s.clock.at = s.clock.at + milliseconds(1);
    QCOMPARE(s.refusal(absent), longer);
    s.done(CallCustomer{id, s.rider});
    s.done(absent);
    QCOMPARE(s.seen(id).status, DeliveryStatus::Failed);
    QCOMPARE(s.ear.failures.back().fault, Fault::Customer);
    QCOMPARE(s.ear.failures.back().reason, std::string("customer_absent"));
  }

  void everyCauseHasSomebodyWhoseFaultItIs() {
    const std::array<std::pair<FailureCause, Fault>, 10> table{{{FailureCause::None, Fault::None},
                                                                {FailureCause::CustomerAbsent, Fault::Customer},
                                                                {FailureCause::WrongAddress, Fault::Customer},
                                                                {FailureCause::Refused, Fault::Customer},
                                                                {FailureCause::FoodWrong, Fault::Restaurant},
                                                                {FailureCause::FoodDamaged, Fault::Rider},
                                                                {FailureCause::TooLate, Fault::House},
                                                                {FailureCause::Accident, Fault::House},
                                                                {FailureCause::Theft, Fault::House},
                                                                {FailureCause::GaveUp, Fault::Rider}}};
    QCOMPARE(table.size(), failure_cause_names.size());
    for (const auto& [cause, fault] : table) QCOMPARE(fault_of(cause), fault);
  }

  void theEventTellsTheSagaWhoIsAtFault() {
    for (const FailureCause cause : {FailureCause::WrongAddress, FailureCause::Refused, FailureCause::FoodWrong,
                                     FailureCause::FoodDamaged, FailureCause::TooLate, FailureCause::Theft}) {
      DeliveryStage s;
      const DeliveryId id = s.in_hand(s.rider);
      s.done(failing(id, s.rider, cause));
      QCOMPARE(s.ear.failures.size(), std::size_t{1});
      QCOMPARE(s.ear.failures[0].cause, cause);
      QCOMPARE(s.ear.failures[0].fault, fault_of(cause));
      QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
    }
  }

  void someCausesMustBeShown() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    const auto silent = [&](FailureCause cause) { return s.refusal(failing(id, s.rider, cause, false, "")); };
    QCOMPARE(silent(FailureCause::None), std::string("delivery.invalid:cause"));
    QCOMPARE(silent(FailureCause::GaveUp), std::string("delivery.invalid:cause"));
    QCOMPARE(silent(FailureCause::WrongAddress), std::string("delivery.invalid:note"));
    QCOMPARE(silent(FailureCause::FoodWrong), std::string("delivery.invalid:note"));
    QCOMPARE(silent(FailureCause::FoodDamaged), std::string("delivery.invalid:note"));
    QCOMPARE(s.refusal(failing(id, s.rider, FailureCause::Theft, true)), std::string("delivery.invalid:bring_back"));
    QCOMPARE(silent(FailureCause::Refused), std::string());
  }

  void nothingFailsBeforeThePickup() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    s.done(AssignByHand{id, s.rider, ""});
    QCOMPARE(s.refusal(failing(id, s.rider, FailureCause::Refused)), std::string("delivery.not_now:delivery_id"));
    s.done(GiveUpDelivery{id, s.rider, "tyre"});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Searching);
    QCOMPARE(s.seen(s.rider).gave_up, 1);
  }

  void theRiderIsBoundUntilTheFoodIsBack() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    s.done(failing(id, s.rider, FailureCause::Refused, true));
    QCOMPARE(s.seen(id).status, DeliveryStatus::Returning);
    QVERIFY(s.ear.failures.back().returning);
    QVERIFY(has_ended(s.seen(id).status));
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
    QCOMPARE(s.refusal(GoOffline{s.rider}), std::string("rider.busy:rider_id"));
    QCOMPARE(s.business.command(SeeRoute{s.rider})->stops.front().stop.kind, StopKind::Return);
    QCOMPARE(s.business.command(SeeRoute{s.rider})->stops.front().place, s.shop_place);
    s.done(ReturnFood{id, s.rider});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Returned);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
    QCOMPARE(s.seen(s.rider).place, s.shop_place);
    QCOMPARE(s.refusal(ReturnFood{id, s.rider}), std::string("delivery.not_now:delivery_id"));
  }

  void orDisposedOf() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    QCOMPARE(s.refusal(DisposeFood{id, s.rider, ""}), std::string("delivery.not_now:delivery_id"));
    s.done(failing(id, s.rider, FailureCause::Refused, true));
    s.done(DisposeFood{id, s.rider, "closed"});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Failed);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
  }

  void theWayBackIsAStopOfTheRoute() {
    DeliveryStage s;
    const DeliveryId a = s.in_hand(s.rider);
    const DeliveryId b = s.in_hand(s.rider);
    s.done(failing(a, s.rider, FailureCause::Refused, true));
    QVERIFY((s.seen(s.rider).stops == std::vector<RouteStop>{{a, StopKind::Return}, {b, StopKind::Drop}}));
    s.done(HandOverFood{b, s.rider});
    QCOMPARE(s.seen(s.rider).delivery, a);
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Busy);
    s.done(ReturnFood{a, s.rider});
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
  }

  void anAccidentLosesTheFoodAtOnce() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    s.done(GiveUpDelivery{id, s.rider, "accident"});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Failed);
    QCOMPARE(s.ear.failures.back().cause, FailureCause::Accident);
    QCOMPARE(s.ear.failures.back().fault, Fault::House);
    QCOMPARE(s.ear.failures.back().reason, std::string("accident"));
    QCOMPARE(s.seen(s.rider).status, RiderStatus::Idle);
  }

  void whatEndedStaysEnded() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    s.done(failing(id, s.rider, FailureCause::Refused, true));
    s.cancel(id);
    QCOMPARE(s.seen(id).status, DeliveryStatus::Returning);
    QCOMPARE(s.refusal(HandOverFood{id, s.rider}), std::string("delivery.not_now:delivery_id"));
    QCOMPARE(s.refusal(GiveUpDelivery{id, s.rider, ""}), std::string("delivery.not_now:delivery_id"));
    QCOMPARE(s.refusal(Reassign{id, s.other, ""}), std::string("delivery.not_now:delivery_id"));
  }

  void callsAreCountedAndBounded() {
    DeliveryStage s;
    const DeliveryId id = s.in_hand(s.rider);
    for (int i = 0; i < 20; ++i) s.done(CallCustomer{id, s.rider});
    QCOMPARE(s.refusal(CallCustomer{id, s.rider}), std::string("delivery.too_many_calls:delivery_id"));
  }
};

QTEST_GUILESS_MAIN(DeliveryFailureTest)
#include "delivery_failure_test.moc"
