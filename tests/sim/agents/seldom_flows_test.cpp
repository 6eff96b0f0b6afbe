// SPDX-License-Identifier: Apache-2.0
// What people, desks and riders do beside the straight way: carts, halves, the same again, challenges, payments that
// are held, codes at the door, nobody there, offers thought better of. Each made to happen often, and each ends well.
#include "tests/sim/agents/calm_city.h"

using namespace pizza;

class SeldomFlowsTest : public QObject, private test::CalmCity {
  Q_OBJECT

  static std::int64_t as_int(std::uint64_t count) { return static_cast<std::int64_t>(count); }

 private slots:
  void cleanup() {
    events_.reset();
    city_.reset();
  }

  void orders_come_through_the_gateway() {
    run([](sim::Scenario&) {});
    const sim::RunFigures f = figures();
    QCOMPARE(as_int(f.services.at("gateway").commands), f.placed + as_int(f.customer_tally.refused));
    QCOMPARE(events_->of("RequestRemembered"), static_cast<int>(f.placed));
  }

  void carts_are_filled_changed_and_bought_or_left() {
    run([](sim::Scenario& s) { s.customers.cart_permille = 1'000; });
    const sim::RunFigures f = figures();
    QVERIFY(f.customer_tally.carts > 30);
    QVERIFY(f.customer_tally.left_carts > 0);
    QCOMPARE(f.placed, as_int(f.customer_tally.carts));
    QVERIFY(events_->of("CartChanged") > static_cast<int>(f.placed));
    QCOMPARE(events_->of("CartCleared"), static_cast<int>(f.placed));  // what is bought is in the cart no more
    QCOMPARE(f.delivered, f.placed);
  }

  void some_want_the_same_again() {
    run([](sim::Scenario& s) {
      s.customers.again_permille = 1'000;
      s.demand.orders_a_customer_permille = 6'000;
    });
    const sim::RunFigures f = figures();
    QVERIFY(f.customer_tally.again > 20);
    QCOMPARE(f.delivered, f.placed);
  }

  void pizzas_are_of_two_halves() {
    run([](sim::Scenario& s) { s.customers.half_permille = 1'000; });
    QVERIFY(figures().customer_tally.halves > 10);
    std::uint64_t baked = 0;
    for (const Basket& basket : test::all_of<Basket>(*city_))
      for (const BasketLine& line : basket.lines) baked += line.halves.size() == 2 ? 1 : 0;
    QVERIFY(baked > 10);
    QCOMPARE(figures().delivered, figures().placed);
  }

  void payers_prove_who_they_are() {
    run([](sim::Scenario& s) { s.customers.challenge_permille = 1'000; });
    const sim::RunFigures f = figures();
    QCOMPARE(as_int(f.flows.challenged), f.placed);
    QCOMPARE(as_int(f.customer_tally.answered), f.placed);
    QCOMPARE(f.delivered, f.placed);
  }

  void who_does_not_prove_it_gets_nothing() {
    run([](sim::Scenario& s) {
      s.customers.challenge_permille = 1'000;
      s.customers.abandon_permille = 400;
    });
    const sim::RunFigures f = figures();
    QVERIFY(as_int(f.customer_tally.answered) < f.placed);
    QVERIFY(f.failed > 5);
    QVERIFY(f.delivered > 5);
    QCOMPARE(f.failed + f.delivered, f.placed);
    QCOMPARE(f.ledger_sum, 0);
  }

  void people_look_at_what_looks_like_fraud() {
    run([](sim::Scenario& s) {
      s.customers.stranger_permille = 1'000;
      s.operations.refuse_held_permille = 500;
    });
    const sim::RunFigures f = figures();
    QVERIFY(f.operations_tally.approved > 3);
    QVERIFY(f.operations_tally.refused > 3);
    QCOMPARE(as_int(f.flows.held), as_int(f.operations_tally.approved + f.operations_tally.refused));
    QCOMPARE(f.failed, as_int(f.operations_tally.refused));
    QCOMPARE(f.failed + f.delivered, f.placed);
  }

  void dear_orders_are_handed_over_against_a_code() {
    run([](sim::Scenario& s) {
      s.restaurants.minimum_order.minor = 6'500;
      s.customers.misread_permille = 500;
    });
    const sim::RunFigures f = figures();
    QVERIFY(f.placed > 30);
    QCOMPARE(as_int(f.flows.codes_wanted), f.placed);
    QVERIFY(f.flows.codes_wrong > 5);
    QCOMPARE(f.delivered, f.placed);  // each in the end with the right one
  }

  void nobody_opens() {
    run([](sim::Scenario& s) { s.customers.absent_permille = 1'000; });
    const sim::RunFigures f = figures();
    QCOMPARE(events_->of("RiderWaits"), events_->of("CustomerCalled"));
    QVERIFY(events_->of("RiderWaits") > 30);
    QVERIFY(f.flows.food_returned > 3);
    QVERIFY(f.flows.food_disposed > 1);
    QCOMPARE(test::closed(*city_, OrderStatus::Failed, "delivery_failed"), static_cast<int>(f.failed));
    QVERIFY(f.failed > 10 && f.delivered > 10);
    // Whoever was not there pays all the same.
    for (const Order& order : test::all_of<Order>(*city_))
      if (order.status == OrderStatus::Failed) QCOMPARE(order.end_charge, order.total - order.tip);
  }

  void dispatch_thinks_better_of_offers() {
    run([](sim::Scenario& s) { s.operations.withdraw_permille = 300; });
    QVERIFY(figures().flows.offers_withdrawn > 3);
    QCOMPARE(figures().delivered, figures().placed);
  }

  void dispatch_gives_deliveries_to_whoever_is_nearer() {
    run([](sim::Scenario& s) {
      s.operations.reassign_permille = 1'000;
      s.demand.scale_permille = 2'000;  // a few at once, or nobody is nearer
    });
    QVERIFY2(figures().flows.reassigned > 3, std::to_string(figures().flows.reassigned).c_str());
    QCOMPARE(figures().delivered, figures().placed);
  }

  void riders_go_where_they_will_be_wanted() {
    run([](sim::Scenario& s) { s.operations.send_permille = 1'000; });
    QVERIFY(figures().flows.riders_sent > 10);
    QCOMPARE(figures().delivered, figures().placed);
  }

  void people_choose_how_they_are_told() {
    run([](sim::Scenario& s) { s.guests.device_permille = s.guests.quiet_permille = 500; });
    QVERIFY(events_->of("DeviceRegistered") > 10);
    QVERIFY(events_->of("NotificationSettingsSet") > 10);
    QVERIFY(figures().services.at("notification").commands > 20);
  }

  void a_friday_evening_has_all_of_it() {
    SimulatedCityOptions options;
    options.seed = 7;
    const auto model = plan_simulated_city(options);
    QVERIFY(model.ok());
    SimulatedCity city(*model, options);
    test::run_to_the_end(city);
    const sim::RunFigures f = sim::figures_of(city.territories());
    for (const char* service : {"user", "order", "payment", "restaurant", "kitchen", "delivery", "notification",
                                "review", "search", "loyalty", "support", "gateway"}) {
      QVERIFY2(f.services.contains(service), service);
      QVERIFY2(f.services.at(service).commands > 0, service);
      QVERIFY2(f.services.at(service).events > 0, service);
    }
    QVERIFY(f.flows.held > 0 && f.flows.challenged > 0 && f.flows.codes_wanted > 0 && f.flows.codes_wrong > 0);
    QVERIFY(f.flows.offers_withdrawn > 0 && f.flows.reassigned > 0 && f.flows.riders_sent > 0);
    QVERIFY(f.flows.food_returned > 0 && f.flows.food_disposed > 0);
    QVERIFY(f.flows.scheduled > 0 && f.flows.changed > 0 && f.rejected > 0 && f.cancelled > 0 && f.failed > 0);
    QVERIFY(f.customer_tally.carts > 0 && f.customer_tally.again > 0 && f.customer_tally.halves > 0);
    QCOMPARE(f.ledger_sum, 0);
    QCOMPARE(city.check_finished().violated, std::uint64_t{0});
  }
};

QTEST_GUILESS_MAIN(SeldomFlowsTest)
#include "seldom_flows_test.moc"
