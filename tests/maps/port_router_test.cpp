// SPDX-License-Identifier: Apache-2.0
// The router port over roads and over the straight line.
#include <QTest>

#include "connectors/geo/road_port_router.h"
#include "connectors/geo/straight_line_router.h"
#include "tests/maps/drawn_map.h"

namespace pizza {

namespace {

// By the even-odd rule.
bool inside(const std::vector<std::vector<GeoPoint>>& rings, GeoPoint place) {
  bool in = false;
  for (const auto& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const GeoPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      if ((a.lat > place.lat) == (b.lat > place.lat)) continue;
      const std::int64_t across = std::int64_t{b.lon - a.lon} * (place.lat - a.lat) / (b.lat - a.lat);
      if (place.lon < a.lon + across) in = !in;
    }
  }
  return in;
}

}  // namespace

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

  void tables_tell_what_trips_tell() {
    const maps::DrawnMap map("A----B\n|    |\nC----D", {{"AB"}, {"AC"}, {"BD", {{"highway", "footway"}}}, {"CD"}});
    RoadPortRouter roads(map.map());
    StraightLineRouter line;
    const std::vector<GeoPoint> from = {map.at('A'), map.at('B'), map.at('D')}, to = {map.at('C'), map.at('D')};
    for (Router* const router : {static_cast<Router*>(&roads), static_cast<Router*>(&line)}) {
      for (const Vehicle vehicle : {Vehicle::Car, Vehicle::Foot}) {
        const auto table = router->durations(from, to, vehicle, Instant{});
        QCOMPARE(table.size(), std::size_t{6});
        for (std::size_t i = 0; i < 6; ++i) {
          const auto trip = router->trip(from[i / 2], to[i % 2], vehicle, Instant{});
          QVERIFY(table[i] && trip);
          QCOMPARE(table[i]->ms, trip->duration.ms);
        }
        const auto near = router->soonest(from, map.at('C'), 2, vehicle, Instant{});
        QCOMPARE(near.size(), std::size_t{2});
        QCOMPARE(near[0].index, std::size_t{0});
        QVERIFY(near[0].duration.ms <= near[1].duration.ms);
      }
    }
    const maps::DrawnMap steps("A-B", {{"AB", {{"highway", "steps"}}}});
    RoadPortRouter nowhere(steps.map());
    QVERIFY(!nowhere.durations(from, to, Vehicle::Car, Instant{})[0]);
    QVERIFY(nowhere.soonest(from, map.at('C'), 2, Vehicle::Car, Instant{}).empty());
  }

  void other_ways_are_offered_behind_the_quickest() {
    const maps::DrawnMap map("   U---------V\nZ--A---------D--E\n   P---------Q\n",
                             {{"ZA"}, {"AD"}, {"DE"}, {"AUVD"}, {"APQD"}});
    RoadPortRouter roads(map.map());
    StraightLineRouter line;
    for (Router* const router : {static_cast<Router*>(&roads), static_cast<Router*>(&line)}) {
      for (const std::size_t others : {std::size_t{0}, std::size_t{1}, std::size_t{5}}) {
        const auto trips = router->trips(map.at('Z'), map.at('E'), others, Vehicle::Car, Instant{});
        const auto best = router->trip(map.at('Z'), map.at('E'), Vehicle::Car, Instant{});
        QVERIFY(!trips.empty() && trips.size() <= others + 1);
        QCOMPARE(trips[0].duration.ms, best->duration.ms);
        for (std::size_t i = 0; i < trips.size(); ++i) {
          QVERIFY(i == 0 || trips[i - 1].duration.ms <= trips[i].duration.ms);
          QCOMPARE(trips[i].path.front(), map.at('Z'));
          QCOMPARE(trips[i].path.back(), map.at('E'));
          QVERIFY(i == 0 || trips[i].path != trips[i - 1].path);
        }
      }
    }
    QCOMPARE(roads.trips(map.at('Z'), map.at('E'), 5, Vehicle::Car, Instant{}).size(), std::size_t{3});
    // What is closed now is offered no more.
    QVERIFY(roads.close({map.at('A').lat, (map.at('A').lon + map.at('D').lon) / 2}));
    const auto trips = roads.trips(map.at('Z'), map.at('E'), 5, Vehicle::Car, Instant{});
    QCOMPARE(trips.size(), std::size_t{2});
    QCOMPARE(trips[0].metres, 1'800);
  }

  void what_is_reached_is_reached_by_a_trip() {
    const maps::DrawnMap map("A--------------------B", {{"AB"}});
    RoadPortRouter roads(map.map());
    StraightLineRouter line;
    for (Router* const router : {static_cast<Router*>(&roads), static_cast<Router*>(&line)}) {
      const auto minutes = router->trip(map.at('A'), map.at('B'), Vehicle::Bicycle, Instant{})->duration.ms / 2;
      const auto rings = router->reach(map.at('A'), milliseconds(minutes), Vehicle::Bicycle, Instant{});
      QCOMPARE(rings.size(), std::size_t{1});
      // A block and a half around, at most.
      for (std::int32_t share = 5; share <= 95; share += 5) {
        const GeoPoint place{map.at('A').lat + 7, map.at('A').lon + (map.at('B').lon - map.at('A').lon) / 100 * share};
        const auto there = router->trip(map.at('A'), place, Vehicle::Bicycle, Instant{})->duration.ms;
        if (share <= 45) QVERIFY(inside(rings, place) && there < minutes);
        if (share >= 60) QVERIFY(!inside(rings, place) && there > minutes);
      }
      QVERIFY(router->reach(map.at('A'), milliseconds(-1), Vehicle::Bicycle, Instant{}).empty());
      QCOMPARE(router->reach(map.at('A'), milliseconds(0), Vehicle::Bicycle, Instant{}).size(), std::size_t{1});
      QVERIFY(!router->reach(map.at('A'), Duration{INT64_MAX}, Vehicle::Bicycle, Instant{}).empty());
    }
    const maps::DrawnMap steps("A-B", {{"AB", {{"highway", "steps"}}}});
    RoadPortRouter nowhere(steps.map());
    QVERIFY(nowhere.reach(steps.at('A'), milliseconds(60'000), Vehicle::Car, Instant{}).empty());
    QVERIFY(nowhere.trips(steps.at('A'), steps.at('B'), 2, Vehicle::Car, Instant{}).empty());
  }

  void a_circle_is_round_at_any_latitude() {
    StraightLineRouter line({1'000, {36'000, 36'000, 36'000, 36'000}});
    for (const std::int32_t lat : {-600'000'000, 0, 450'000'000}) {
      const GeoPoint middle{lat, 1'790'000'000};
      const auto rings = line.reach(middle, milliseconds(100'000), Vehicle::Foot, Instant{});
      QCOMPARE(rings.size(), std::size_t{1});
      for (const GeoPoint corner : rings[0]) QVERIFY(std::abs(distance_mm(middle, corner) - 1'000'000) < 2'000);
    }
  }

  void the_hour_of_departure_counts() {
    const maps::DrawnMap map("A----------B", {{"AB", {{"highway", "primary"}}}});
    RoadPortRouter router(map.map());
    const auto ms = [&](std::int64_t hours, Vehicle vehicle) {
      return router.trip(map.at('A'), map.at('B'), vehicle, Instant{hours * 3'600'000})->duration.ms;
    };
    // 1970-01-01 was a Thursday.
    const std::int64_t thursday_3 = 3, friday_17 = 24 + 17, friday_17_next = friday_17 + 168, before = friday_17 - 168;
    QVERIFY(ms(friday_17, Vehicle::Car) > ms(thursday_3, Vehicle::Car) * 14 / 10);
    QCOMPARE(ms(friday_17_next, Vehicle::Car), ms(friday_17, Vehicle::Car));
    QCOMPARE(ms(before, Vehicle::Car), ms(friday_17, Vehicle::Car));
    QCOMPARE(ms(friday_17, Vehicle::Foot), ms(thursday_3, Vehicle::Foot));
  }

  void what_is_the_matter_on_a_road_counts_until_it_is_cleared() {
    const maps::DrawnMap map("U--------V\n|        |\nA--B--C--D\n", {{"AB"}, {"BC"}, {"CD"}, {"AUVD"}});
    RoadPortRouter router(map.map());
    const auto metres = [&](Vehicle vehicle, std::int64_t hours = 0) {
      return router.trip(map.at('A'), map.at('D'), vehicle, Instant{hours * 3'600'000})->metres;
    };
    const GeoPoint middle{map.at('B').lat, (map.at('B').lon + map.at('C').lon) / 2};
    QCOMPARE(metres(Vehicle::Car), 900);
    QVERIFY(router.slow_down(middle, 1'200));
    QCOMPARE(metres(Vehicle::Car), 900);
    QVERIFY(router.slow_down(middle, 5'000));
    QCOMPARE(metres(Vehicle::Car), 1'300);
    QCOMPARE(metres(Vehicle::Scooter), 1'300);  // whose network is prepared only now
    QVERIFY(router.clear(middle));
    QCOMPARE(metres(Vehicle::Car), 900);
    QVERIFY(router.close(middle));
    QCOMPARE(metres(Vehicle::Car), 1'300);
    QCOMPARE(metres(Vehicle::Car, 30), 1'300);  // at another hour still
    QVERIFY(router.clear(middle));
    QCOMPARE(metres(Vehicle::Car, 30), 900);
    QVERIFY(!router.close({map.at('A').lat + 1'000'000, map.at('A').lon}));
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
