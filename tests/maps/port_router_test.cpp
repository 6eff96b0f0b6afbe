// SPDX-License-Identifier: Apache-2.0
// The router port over roads and over the straight line.
#include <QTest>

#include "connectors/geo/road_port_router.h"
#include "connectors/geo/straight_line_router.h"
#include "tests/maps/drawn_map.h"

namespace pizza {

class PortRouterTest : public QObject {
  Q_OBJECT

 private slots:
  void trips_on_roads() {
    const maps::DrawnMap map(R"(
      A----B
      |
      C
    )",
                             {{"AB"}, {"AC", {{"highway", "footway"}}}});
    RoadPortRouter router(map.map());
    const auto trip = router.trip(map.at('A'), map.at('B'), Vehicle::Bicycle, Instant{});
    QVERIFY(trip.has_value());
    QCOMPARE(trip->metres, 500);
    QCOMPARE(trip->duration.ms / 1'000, 112);
    QCOMPARE(trip->path.front(), map.at('A'));
    QCOMPARE(trip->path.back(), map.at('B'));
    QCOMPARE(router.trip(map.at('C'), map.at('B'), Vehicle::Foot, Instant{})->metres, 700);
    // A car cannot come to C: it stops at the nearest road.
    QCOMPARE(router.trip(map.at('C'), map.at('B'), Vehicle::Car, Instant{})->metres, 500);
  }

  void nowhere_without_roads() {
    const maps::DrawnMap map("A-B", {{"AB", {{"highway", "steps"}}}});
    RoadPortRouter router(map.map());
    QVERIFY(!router.trip(map.at('A'), map.at('B'), Vehicle::Car, Instant{}));
  }

  void trips_by_the_straight_line() {
    StraightLineRouter router({1'500, {30'000, 25'000, 15'000, 5'000}});
    const GeoPoint from{0, 0};
    const GeoPoint to{0, 89'932};  // 1 km
    const auto trip = router.trip(from, to, Vehicle::Car, Instant{});
    QCOMPARE(trip->metres, 1'500);
    QCOMPARE((trip->duration.ms + 500) / 1'000, 180);
    QCOMPARE((router.trip(from, to, Vehicle::Foot, Instant{})->duration.ms + 500) / 1'000, 1'080);
    QCOMPARE(trip->path.size(), std::size_t{2});
    QCOMPARE(router.trip(from, from, Vehicle::Scooter, Instant{})->duration.ms, 0);
  }
};

}  // namespace pizza

QTEST_GUILESS_MAIN(pizza::PortRouterTest)
#include "port_router_test.moc"
