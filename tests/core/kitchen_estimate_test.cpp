// SPDX-License-Identifier: Apache-2.0
// What an order costs a kitchen, when it will be ready, and what the kitchen learns.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/services/kitchen/estimate_rules.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

constexpr StationSeconds pizza_work{120, 240, 30};

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus) { cast = open_shop(); }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;

  TicketId accepted(int pizzas = 1) {
    PlaceOrder wanted = wish(cast);
    wanted.lines = {{cast.margherita, pizzas, {{0, 0}}}};
    const auto id = business.execute([&](UnitOfWork& w) { return business.orders.place(w, wanted); });
    if (!id.ok()) throw std::runtime_error(id.problem().type);
    answer(ProviderVerdict::Approved);
    accept(*id);
    return saga(*id).ticket;
  }
  std::int64_t ready_in_s() {
    return business.read(
        [&](UnitOfWork& w) { return (estimate_ready(w, cast.restaurant, pizza_work) - w.now()).ms / 1'000; });
  }
  Kitchen kitchen() {
    return business.read([&](UnitOfWork& w) { return *w.find_at<Kitchen>(cast.restaurant.value); });
  }
  void bump(TicketId id) { QVERIFY(business.command(FinishStation{id}).ok()); }
};

}  // namespace

class KitchenEstimateTest : public QObject {
  Q_OBJECT
 private slots:
  void furtherItemsCostAThird() {
    Stage s;
    s.business.read([&](UnitOfWork& w) {
      const KitchenWork work = kitchen_work(
          w, {{s.cast.margherita, "", 4, {}, {}}, {s.cast.cola, "", 3, {}, {}}, {MenuItemId{99}, "", 1, {}, {}}});
      [&] {
        QCOMPARE(work.seconds, (StationSeconds{120 + 120, 240 + 240, 30 + 40}));
        QCOMPARE(work.places, (std::array<std::int32_t, 3>{1, 1, 1}));
        const KitchenWork one = kitchen_work(w, {{s.cast.margherita, "", 4, {}, {}}, {s.cast.cola, "", 3, {}, {}}}, 2);
        QCOMPARE(one.seconds, (StationSeconds{0, 0, 10 + 6}));
        const KitchenWork most = kitchen_work(w, {{s.cast.margherita, "", 999, {}, {}}});
        QCOMPARE(most.seconds[1], 7'200);
      }();
      return 0;
    });
  }

  void anEmptyKitchenNeedsTheWorkAlone() {
    Stage s;
    QCOMPARE(s.ready_in_s(), 390);
    s.cast.restaurant = RestaurantId{99};  // nobody has said what it has
    QCOMPARE(s.ready_in_s(), 390);
  }

  void aFreePlaceMeansNoWait() {
    Stage s;
    s.accepted();  // prep has two places
    QCOMPARE(s.kitchen().stations[0].load_s, std::int64_t{120});
    QCOMPARE(s.ready_in_s(), 390);
  }

  void theQueueIsWorkedOffByAllPlaces() {
    Stage s;
    for (int i = 0; i < 5; ++i) s.accepted();
    // At prep (5 × 120 − 120) / 2 s, then the work; the oven has caught up by then; pack has 5 × 30 s before it.
    QCOMPARE(s.ready_in_s(), 240 + 120 + 240 + 30);
  }

  void aNarrowStationSetsThePace() {
    Stage s;
    QVERIFY(s.business.command(EquipKitchen{s.cast.restaurant, Station::Oven, 1}).ok());
    for (int i = 0; i < 5; ++i) s.accepted();
    QCOMPARE(s.ready_in_s(), 5 * 240 + 240 + 30);
  }

  void aStationThatIsOutOfOrderIsBackInHalfAnHour() {
    Stage s;
    QVERIFY(s.business.command(EquipKitchen{s.cast.restaurant, Station::Oven, 0}).ok());
    QCOMPARE(s.ready_in_s(), 30 * 60 + 240 + 30);
  }

  void aLookAndBusyModeAddTheirTime() {
    Stage s;
    QVERIFY(s.business.command(LimitKitchen{s.cast.restaurant, {0, 0, 0, true}}).ok());
    QCOMPARE(s.ready_in_s(), 390 + 120);
    QVERIFY(s.business.command(SetBusy{s.cast.restaurant, 15, false, 60}).ok());
    QCOMPARE(s.ready_in_s(), 390 + 120 + 15 * 60);
  }

  void finishedWorkLeavesTheLoad() {
    Stage s;
    const TicketId id = s.accepted();
    s.bump(id);
    QCOMPARE(s.kitchen().stations[0].load_s, std::int64_t{0});
    QCOMPARE(s.kitchen().stations[1].load_s, std::int64_t{240});
    s.bump(id);
    s.bump(id);
    for (const StationState& station : s.kitchen().stations) QCOMPARE(station.load_s, std::int64_t{0});
  }

  void aSixteenthOfTheDifferenceIsLearned() {
    StationState station;
    estimate_rules::learn(station, 100, seconds(132));
    QCOMPARE(station.slower_permille, 20);
    estimate_rules::learn(station, 100, seconds(100));
    QCOMPARE(station.slower_permille, 18);  // away from where it was, at least by one
    estimate_rules::learn(station, 9, seconds(900));
    QCOMPARE(station.slower_permille, 18);
    StationState slow;
    estimate_rules::learn(slow, 100, hours(9));
    QCOMPARE(slow.slower_permille, 188);  // as if four times the estimate
    StationState quick;
    estimate_rules::learn(quick, 100, {});
    QCOMPARE(quick.slower_permille, -47);
  }

  void aKitchenThatIsAlwaysHalfAsFastIsKnownToBe() {
    Stage s;
    for (int i = 0; i < 80; ++i) {
      const TicketId id = s.accepted();
      for (const int work : pizza_work) {
        s.clock.at = s.clock.at + seconds(2 * work);
        s.bump(id);
      }
    }
    for (const StationState& station : s.kitchen().stations)
      QVERIFY2(station.slower_permille > 980 && station.slower_permille <= 1'000,
               std::to_string(station.slower_permille).c_str());
    QVERIFY(s.ready_in_s() > 770 && s.ready_in_s() <= 780);
  }

  void hoursOfTheWeekBeginOnMonday() {
    QCOMPARE(estimate_rules::hour_of_week(0), std::size_t{72});  // Thursday 1970-01-01
    const Instant friday{1'795'201'200'000};                     // 2026-11-20T19:00:00Z
    QCOMPARE(estimate_rules::hour_of_week(estimate_rules::hour_of(friday)), std::size_t{4 * 24 + 19});
  }

  void theWeeksHoursAreLearnedTicketByTicket() {
    Stage s;
    for (int i = 0; i < 8; ++i) s.accepted();
    QCOMPARE(s.business.command(SeeKitchen{s.cast.restaurant, 1})->usual_permille, 0);
    s.clock.at = s.clock.at + hours(2);
    s.accepted();  // the hour is over when another brings a ticket
    s.clock.at = s.clock.at + hours(166);
    QCOMPARE(s.business.command(SeeKitchen{s.cast.restaurant, 1})->usual_permille, 2'000);
    s.accepted();
    s.clock.at = s.clock.at + hours(1);
    s.accepted();
    s.clock.at = s.clock.at + hours(167);
    QCOMPARE(s.business.command(SeeKitchen{s.cast.restaurant, 1})->usual_permille, 1'750);
  }

  void anHourThatIsUsuallyBusyIsBegunEarlier() {
    Kitchen kitchen;
    kitchen.stations[1].capacity = 4;
    KitchenWeek week;
    const Instant friday{1'795'201'200'000};
    QCOMPARE(estimate_rules::rush_at(kitchen, nullptr, friday, 240), Duration{});
    week.usual[4 * 24 + 19] = 10'000;
    QCOMPARE(estimate_rules::rush_at(kitchen, &week, friday, 240), minutes(10));
    QCOMPARE(estimate_rules::rush_at(kitchen, &week, friday + hours(1), 240), Duration{});
    week.usual[4 * 24 + 19] = 90'000;
    QCOMPARE(estimate_rules::rush_at(kitchen, &week, friday, 240), minutes(20));
  }
};

QTEST_GUILESS_MAIN(KitchenEstimateTest)
#include "kitchen_estimate_test.moc"
