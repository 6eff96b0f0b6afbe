// SPDX-License-Identifier: Apache-2.0
// Which region serves whom: nearest, failed over, drained, full.
#include <QTest>

#include "core/model/random_bits.h"
#include "core/topology/balancer.h"

using namespace pizza;

namespace {

using Regions = std::vector<RegionState>;
using Latencies = std::vector<std::int32_t>;

const Latencies from_paris{20, 90, 240};

Regions well() {
  return {{true, false, 100, 10}, {true, false, 100, 10}, {true, false, 100, 10}};
}

}  // namespace

class TopologyBalancerTest : public QObject {
  Q_OBJECT
 private slots:
  void theNearestRegionServes() {
    const RegionChoice choice = choose_region(well(), from_paris);
    QVERIFY(choice.reason == ChoiceReason::Nearest);
    QCOMPARE(choice.region, std::size_t{0});
    QVERIFY((choice.next == std::vector<std::size_t>{1, 2}));
  }

  void aSickOrFullRegionIsPassedOver() {
    Regions regions = well();
    regions[0].well = false;
    RegionChoice choice = choose_region(regions, from_paris);
    QVERIFY(choice.reason == ChoiceReason::FailedOver);
    QCOMPARE(choice.region, std::size_t{1});
    QVERIFY((choice.next == std::vector<std::size_t>{2}));  // never the sick one
    regions = well();
    regions[0].load = 100;
    regions[1].load = 99;
    choice = choose_region(regions, from_paris);
    QVERIFY(choice.reason == ChoiceReason::FailedOver);
    QCOMPARE(choice.region, std::size_t{1});
    QVERIFY((choice.next == std::vector<std::size_t>{2, 0}));  // the full one last
  }

  void aRegionThatIsEmptiedKeepsWhoIsThere() {
    Regions regions = well();
    regions[0].draining = true;
    QCOMPARE(choose_region(regions, from_paris).region, std::size_t{1});
    const RegionChoice stays = choose_region(regions, from_paris, 0);
    QVERIFY(stays.reason == ChoiceReason::Stays);
    QCOMPARE(stays.region, std::size_t{0});
    regions[0].well = false;
    QCOMPARE(choose_region(regions, from_paris, 0).region, std::size_t{1});
    // Whoever is elsewhere goes to the nearest as everybody does.
    QCOMPARE(choose_region(well(), from_paris, 2).region, std::size_t{0});
  }

  void whenAllAreFullTheOneWithMostRoomLeftGetsIt() {
    Regions regions = well();
    regions[0] = {true, false, 100, 150};
    regions[1] = {true, false, 200, 220};
    regions[2] = {true, true, 100, 100};
    const RegionChoice choice = choose_region(regions, from_paris);
    QVERIFY(choice.reason == ChoiceReason::Overloaded);
    QCOMPARE(choice.region, std::size_t{1});
  }

  void whereNothingIsWellThereIsNowhereToGo() {
    Regions regions = well();
    for (RegionState& region : regions) region.well = false;
    const RegionChoice choice = choose_region(regions, from_paris);
    QVERIFY(choice.reason == ChoiceReason::Nowhere && choice.next.empty());
    QVERIFY(choose_region({}, {}).reason == ChoiceReason::Nowhere);
  }

  void equalDistancesAreDecidedByTheNumber() {
    const RegionChoice choice = choose_region(well(), Latencies{50, 20, 20});
    QVERIFY(choice.reason == ChoiceReason::Nearest);
    QCOMPARE(choice.region, std::size_t{1});
  }

  void oneLostProbeMovesNobodyAndARegionThatFluttersStaysOut() {
    RegionHealth health({3, 5});
    for (int i = 0; i < 10; ++i) {
      QVERIFY(!health.probed(false) && !health.probed(false) && !health.probed(true));
      QVERIFY(health.well());
    }
    QVERIFY(!health.probed(false) && !health.probed(false));
    QVERIFY(health.probed(false) && !health.well());
    for (int i = 0; i < 10; ++i) {
      for (int good = 0; good < 4; ++good) QVERIFY(!health.probed(true));
      QVERIFY(!health.probed(false) && !health.well());
    }
    for (int good = 0; good < 4; ++good) QVERIFY(!health.probed(true));
    QVERIFY(health.probed(true) && health.well());
  }

  void demandFlowsToTheNearestAndWhatDoesNotFitGoesOn() {
    const Regions regions{{true, false, 100, 0}, {true, false, 150, 0}};
    const std::vector<std::int64_t> demand{120, 60, 90};
    const std::vector<Latencies> latency{{10, 50}, {20, 40}, {80, 10}};
    const Balance even = balance(regions, demand, latency);
    // 180 ask region 0, which has room for 100: 66 of 120 and 34 of 60; 90 ask region 1, where 60 more find room.
    QVERIFY((even.flows == std::vector<RegionFlow>{{0, 0, 66}, {0, 1, 40}, {1, 0, 34}, {1, 1, 20}, {2, 1, 90}}));
    QVERIFY((even.served == std::vector<std::int64_t>{100, 150}));
    QCOMPARE(even.refused, std::int64_t{20});
  }

  void aRegionCutOffIsCarriedByTheOthers() {
    Regions regions{{true, false, 300, 0}, {true, false, 300, 0}, {true, false, 300, 0}};
    const std::vector<std::int64_t> demand{200, 100, 50};
    const std::vector<Latencies> latency{{10, 50, 90}, {50, 10, 60}, {90, 60, 10}};
    QVERIFY((balance(regions, demand, latency).served == std::vector<std::int64_t>{200, 100, 50}));
    regions[0].well = false;
    const Balance cut = balance(regions, demand, latency);
    QVERIFY((cut.served == std::vector<std::int64_t>{0, 300, 50}));
    QCOMPARE(cut.refused, std::int64_t{0});
    regions[0] = {true, true, 300, 0};
    QVERIFY(balance(regions, demand, latency).served == cut.served);
  }

  void nothingIsLostAndNoRegionBearsMoreThanItCan() {
    RandomBits random(9);
    for (int n = 0; n < 2'000; ++n) {
      Regions regions(1 + random.below(6));
      for (RegionState& region : regions) region = {random.chance(800), random.chance(100), random.below(500), 0};
      std::vector<std::int64_t> demand(random.below(8));
      std::vector<Latencies> latency(demand.size());
      std::int64_t asked = 0;
      for (std::size_t zone = 0; zone < demand.size(); ++zone) {
        asked += demand[zone] = random.below(400);
        for (std::size_t i = 0; i < regions.size(); ++i)
          latency[zone].push_back(static_cast<std::int32_t>(random.below(100)));
      }
      const Balance result = balance(regions, demand, latency);
      std::int64_t served = 0, flowed = 0, room = 0;
      for (std::size_t i = 0; i < regions.size(); ++i) {
        const bool open = regions[i].well && !regions[i].draining;
        QVERIFY(result.served[i] <= (open ? regions[i].capacity : 0));
        served += result.served[i];
        room += open ? regions[i].capacity : 0;
      }
      for (const RegionFlow& flow : result.flows) flowed += flow.requests;
      QCOMPARE(flowed, served);
      QCOMPARE(served + result.refused, asked);
      QCOMPARE(served, std::min(asked, room));
    }
  }
};

QTEST_GUILESS_MAIN(TopologyBalancerTest)
#include "topology_balancer_test.moc"
