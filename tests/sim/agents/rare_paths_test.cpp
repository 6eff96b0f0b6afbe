// SPDX-License-Identifier: Apache-2.0
// What happens seldom, made to happen often: each path is really taken, and ends well.
#include "tests/sim/agents/calm_city.h"

using namespace pizza;

class RarePathsTest : public QObject, private test::CalmCity {
  Q_OBJECT

 private slots:
  void cleanup() {
    events_.reset();
    city_.reset();
  }

  void nothing_goes_wrong() {
    run([](sim::Scenario&) {});
    const sim::RunFigures f = figures();
    QCOMPARE(f.delivered, f.placed);
    QVERIFY(f.placed > 30);
    QCOMPARE(events_->of("OfferDeclined"), 0);
    QCOMPARE(f.refunded.minor, 0);
  }

  void cards_are_declined() {
    run([](sim::Scenario& s) { s.customers.declined_permille = 300; });
    QVERIFY(events_->of("PaymentDeclined") > 3);
    QCOMPARE(test::closed(*city_, OrderStatus::Failed, ""), events_->of("PaymentDeclined"));
    QCOMPARE(figures().delivered + test::closed(*city_, OrderStatus::Failed, ""), figures().placed);
  }

  void answers_are_lost_after_charging() {
    run([](sim::Scenario& s) { s.customers.timeout_permille = 500; });
    QVERIFY(events_->of("ProviderAsked") > events_->of("PaymentCaptured"));  // asked again
    QCOMPARE(figures().delivered, figures().placed);                         // and yet each was charged once
  }

  void provider_loses_and_doubles_answers() {
    run([](sim::Scenario& s) {
      s.provider.lost_answer_permille = 400;
      s.provider.double_answer_permille = 400;
    });
    QVERIFY(figures().delivered > 0);
    QCOMPARE(events_->of("PaymentCaptured"), static_cast<int>(figures().delivered));
  }

  void provider_is_dead() {
    run([](sim::Scenario& s) { s.provider.lost_answer_permille = 1'000; });
    QCOMPARE(figures().delivered, 0);
    // Nobody knows whether the money is held: each of these orders ends before people.
    QCOMPARE(static_cast<std::int64_t>(figures().sagas_for_people), figures().placed);
  }

  void provider_is_slow() {
    run([](sim::Scenario& s) { s.customers.slow_permille = 500; });
    QVERIFY(events_->of("ProviderAsked") > 0);
    QCOMPARE(figures().delivered, figures().placed);
  }

  void riders_do_not_show_up() {
    run([](sim::Scenario& s) { s.riders.no_show_permille = 500; });
    QVERIFY(figures().rider_tally.no_shows > 2);
    QCOMPARE(events_->of("RiderWentOnline"), 12 - static_cast<int>(figures().rider_tally.no_shows));
    QVERIFY(figures().delivered > 0);
  }

  void nobody_rides_at_all() {
    run([](sim::Scenario& s) { s.riders.no_show_permille = 1'000; });
    QCOMPARE(figures().delivered, 0);
    QCOMPARE(test::closed(*city_, OrderStatus::Cancelled, "no_rider"), static_cast<int>(figures().placed));
    QCOMPARE(figures().charged.minor, 0);
  }

  void riders_decline() {
    run([](sim::Scenario& s) { s.riders.decline_permille = 400; });
    QVERIFY(events_->of("OfferDeclined") > 5);
    QCOMPARE(figures().delivered, figures().placed);
  }

  void riders_do_not_answer() {
    run([](sim::Scenario& s) { s.riders.silent_permille = 300; });
    QVERIFY(events_->of("OfferExpired") > 5);
    QCOMPARE(figures().delivered, figures().placed);
  }

  void riders_give_up_before_the_pickup() {
    run([](sim::Scenario& s) { s.riders.give_up_permille = 100; });
    QVERIFY(events_->of("RiderGaveUp") > 1);
    QVERIFY(figures().delivered > 0);
  }

  void riders_have_accidents() {
    run([](sim::Scenario& s) { s.riders.accident_permille = 100; });
    QVERIFY(events_->of("DeliveryFailed") > 1);
    QCOMPARE(test::closed(*city_, OrderStatus::Failed, "delivery_failed"), events_->of("DeliveryFailed"));
    QCOMPARE(events_->of("PaymentVoided"), events_->of("PaymentVoidBegun"));
  }

  void customers_change_their_mind() {
    run([](sim::Scenario& s) {
      s.customers.cancel_permille = 700;
      s.customers.patience = minutes(9);
    });
    QVERIFY(figures().customer_tally.cancelled > 5);
    QVERIFY(figures().customer_tally.too_late > 0);
    QCOMPARE(test::closed(*city_, OrderStatus::Cancelled, "changed_mind"),
             static_cast<int>(figures().customer_tally.cancelled));
  }

  void customers_click_twice() {
    run([](sim::Scenario& s) { s.customers.twice_permille = 1'000; });
    const sim::RunFigures f = figures();
    QCOMPARE(f.customer_tally.replayed, static_cast<std::uint64_t>(f.placed));
    QCOMPARE(f.delivered, f.placed);
  }

  void kitchens_reject() {
    run([](sim::Scenario& s) { s.kitchen.reject_permille = 300; });
    QVERIFY(test::closed(*city_, OrderStatus::Rejected, "out_of_dough") > 3);
    QCOMPARE(figures().rejected + figures().delivered, figures().placed);
  }

  void kitchens_are_overloaded() {
    run([](sim::Scenario& s) {
      s.kitchen.overloaded_tickets = 2;
      s.restaurants.count = 1;
    });
    QVERIFY(test::closed(*city_, OrderStatus::Rejected, "too_busy") > 3);
    QVERIFY(figures().delivered > 0);
  }

  void kitchens_do_not_answer() {
    run([](sim::Scenario& s) { s.kitchen.silent_permille = 300; });
    QVERIFY(test::closed(*city_, OrderStatus::Cancelled, "not_accepted") > 3);
    QCOMPARE(figures().cancelled + figures().delivered, figures().placed);
  }

  void a_part_is_given_back() {
    run([](sim::Scenario& s) { s.operations.refund_permille = 500; });
    QVERIFY(events_->of("RefundSettled") > 5);
    QVERIFY(figures().refunded.minor > 0);
    QVERIFY(figures().refunded.minor < figures().charged.minor / 2);
    QCOMPARE(figures().ledger_sum, 0);
  }

  void rain_makes_ways_longer() {
    run([](sim::Scenario&) {});
    const auto dry = figures().click_to_door.mean_ms;
    run([](sim::Scenario& s) { s.weather.travel_permille = 2'000; });
    QVERIFY(figures().click_to_door.mean_ms > dry + 60'000);
  }
};

QTEST_GUILESS_MAIN(RarePathsTest)
#include "rare_paths_test.moc"
