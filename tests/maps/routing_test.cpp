// SPDX-License-Identifier: Apache-2.0
// Ways on drawn networks: which streets, how long, and where there is none.
#include <QTest>

#include "tests/maps/drawn_map.h"

namespace pizza::maps {

namespace {

const char* const crossing = R"(
         N
         |
         |
         |
         |
         |
         |
         |
   W-----X-----E
         |     |
         S-----T
)";

std::vector<DrawnStreet> crossing_streets() {
  return {{"WX"}, {"XE"}, {"NX"}, {"XS"}, {"ST"}, {"ET"}};
}

TagSet turn(std::string_view kind) {
  return {{"restriction", kind}};
}

}  // namespace

class RoutingTest : public QObject {
  Q_OBJECT

 private slots:
  void the_quickest_streets_and_their_time() {
    const DrawnMap map(crossing, crossing_streets());
    QCOMPARE(map.way(Vehicle::Car, 'W', 'E'), QString("WX XE"));
    QCOMPARE(map.way(Vehicle::Car, 'N', 'T'), QString("NX XS ST"));
    // 1200 m of residential street: 35 km/h at 65 % by car, 4.8 km/h on foot.
    QCOMPARE(map.seconds(Vehicle::Car, 'W', 'E'), 190);
    QCOMPARE(map.seconds(Vehicle::Foot, 'W', 'E'), 900);
    QCOMPARE(map.seconds(Vehicle::Car, 'E', 'E'), 0);
  }

  void a_faster_detour_wins() {
    const DrawnMap map(
        R"(
      A------B
      |      |
      C------D
    )",
        {{"AB", {{"highway", "living_street"}}}, {"ACDB", {{"highway", "primary"}, {"maxspeed", "80"}}}});
    QCOMPARE(map.way(Vehicle::Car, 'A', 'B'), QString("ACDB"));
    QCOMPARE(map.way(Vehicle::Foot, 'A', 'B'), QString("AB"));
  }

  void one_ways_bind_motors_not_walkers() {
    const DrawnMap map(R"(
      A----B
      |    |
      D----C
    )",
                       {{"AB", {{"highway", "residential"}, {"oneway", "yes"}}},
                        {"BC", {{"highway", "residential"}, {"junction", "roundabout"}}},
                        {"DC", {{"highway", "residential"}, {"oneway", "-1"}}},
                        {"DA"}});
    QCOMPARE(map.way(Vehicle::Car, 'A', 'B'), QString("AB"));
    QCOMPARE(map.way(Vehicle::Scooter, 'B', 'A'), QString("BC DC DA"));
    QCOMPARE(map.way(Vehicle::Foot, 'B', 'A'), QString("AB"));
    QCOMPARE(map.way(Vehicle::Car, 'D', 'C'), QString("DA AB BC"));
  }

  void vehicles_keep_to_their_roads() {
    const DrawnMap map(R"(
    X-A----B----C-Y
      |         |
      D---------E
    )",
                       {{"AB", {{"highway", "motorway"}, {"oneway", "no"}}},
                        {"BC", {{"highway", "motorway"}, {"oneway", "no"}}},
                        {"XA"},
                        {"CY"},
                        {"ADEC"}});
    QCOMPARE(map.way(Vehicle::Car, 'X', 'Y'), QString("XA AB BC CY"));
    QCOMPARE(map.way(Vehicle::Scooter, 'X', 'Y'), QString("XA ADEC CY"));
  }

  void forbidden_turns_are_gone_round() {
    const DrawnMap map(crossing, crossing_streets(), {{"WX", "X", "XS", turn("no_right_turn")}});
    QCOMPARE(map.way(Vehicle::Car, 'W', 'S'), QString("WX XE ET ST"));
    QCOMPARE(map.way(Vehicle::Foot, 'W', 'S'), QString("WX XS"));
    QCOMPARE(map.way(Vehicle::Car, 'N', 'S'), QString("NX XS"));
    QCOMPARE(map.way(Vehicle::Car, 'S', 'W'), QString("XS WX"));
  }

  void each_kind_of_restriction() {
    for (const char* kind : {"no_left_turn", "no_right_turn", "no_straight_on", "no_entry", "no_exit"}) {
      const DrawnMap map(crossing, crossing_streets(), {{"WX", "X", "XE", turn(kind)}});
      QCOMPARE(map.way(Vehicle::Scooter, 'W', 'E'), QString("WX XS ST ET"));
    }
    for (const char* kind : {"only_right_turn", "only_left_turn", "only_straight_on"}) {
      const DrawnMap map(crossing, crossing_streets(), {{"WX", "X", "XS", turn(kind)}});
      QCOMPARE(map.way(Vehicle::Scooter, 'W', 'E'), QString("WX XS ST ET"));
      QCOMPARE(map.way(Vehicle::Scooter, 'N', 'E'), QString("NX XE"));
    }
    const DrawnMap except(crossing, crossing_streets(),
                          {{"WX", "X", "XE", {{"restriction", "no_straight_on"}, {"except", "bicycle"}}}});
    QCOMPARE(except.way(Vehicle::Bicycle, 'W', 'E'), QString("WX XE"));
  }

  void no_turning_round_behind_a_forbidden_turn() {
    // Left into XN is forbidden; the next junction P is no place to turn round, the dead end Q is.
    const DrawnMap map(R"(
          N
          |
      W---X---P---Q
              |
              R
    )",
                       {{"WX"}, {"XP"}, {"PQ"}, {"PR"}, {"NX"}}, {{"WX", "X", "NX", turn("no_left_turn")}});
    const QString way = map.way(Vehicle::Car, 'W', 'N');
    QVERIFY2(way == "WX XP PQ XP NX" || way == "WX XP PR XP NX", qPrintable(way));
  }

  void a_forbidden_way_over_a_link() {
    // From the upper carriageway over the link L back along the lower one: forbidden as a whole.
    const auto oneway = TagSet{{"highway", "primary"}, {"oneway", "yes"}};
    const std::vector<DrawnStreet> streets = {{"AB", oneway},
                                              {"BC", oneway},
                                              {"DE", oneway},
                                              {"EF", oneway},
                                              {"BE"},
                                              {"CD"},
                                              {"FA", {{"highway", "tertiary"}}}};
    const char* const picture = R"(
      A------B--------C
      |      |        |
      F------E--------D
    )";
    const auto middle = [](const DrawnMap& map, char a, char b) {
      return GeoPoint{map.at(a).lat, (map.at(a).lon + map.at(b).lon) / 2};
    };
    const DrawnMap open(picture, streets);
    const auto free = RoadRouter(open.map(), Vehicle::Car).route(middle(open, 'A', 'B'), middle(open, 'F', 'E'));
    QVERIFY(free && free->streets == (std::vector<std::string_view>{"AB", "BE", "EF"}));
    const DrawnMap closed(picture, streets, {{"AB", "BE", "EF", turn("no_u_turn")}});
    const auto round = RoadRouter(closed.map(), Vehicle::Car).route(middle(closed, 'A', 'B'), middle(closed, 'F', 'E'));
    QVERIFY(round && round->streets == (std::vector<std::string_view>{"AB", "BC", "CD", "DE", "EF"}));
    QCOMPARE(closed.way(Vehicle::Foot, 'A', 'F'), QString("FA"));
  }

  void islands_are_not_snapped_to() {
    const DrawnMap map(R"(
      A----B----C

      X--Y
    )",
                       {{"AB"}, {"BC"}, {"XY"}});
    const RoadRouter router(map.map(), Vehicle::Car);
    QCOMPARE(map.map()->name(map.map()->road(router.snap(map.at('X'))->road).name), std::string_view("AB"));
  }

  void positions_within_a_street() {
    const DrawnMap map(R"(
      A---------B
    )",
                       {{"AB", {{"highway", "residential"}, {"maxspeed", "30"}}}});
    const RoadRouter router(map.map(), Vehicle::Bicycle);
    const GeoPoint a = map.at('A');
    const auto from = router.snap({a.lat + 100, a.lon + 2 * 8'993});
    const auto to = router.snap({a.lat - 100, a.lon + 7 * 8'993});
    QVERIFY(from && to);
    QCOMPARE((from->offset + 500) / 1000, 200U);
    const auto there = router.route(*from, *to);
    const auto back = router.route(*to, *from);
    QCOMPARE((there->mm + 500) / 1000, 500);
    QCOMPARE(there->mm, back->mm);
    QVERIFY(std::abs(there->ms - 112'500) < 100);  // 16 km/h
    QCOMPARE(there->path.front(), from->at);
    QCOMPARE(there->path.back(), to->at);
    QCOMPARE(there->reached.back(), static_cast<std::uint32_t>(there->ms));
  }

  void other_times_make_other_ways() {
    const DrawnMap map(crossing, crossing_streets());
    const RoadRouter router(map.map(), Vehicle::Car);
    auto times = free_flow_times(*map.map(), Vehicle::Car);
    for (std::uint32_t e = 0; e < times.size(); ++e) {
      if (map.map()->name(map.map()->edge(e).name) == "XE") times[e] = unreached;
    }
    const RoadRouter closed = router.with_times(times);
    const auto route = closed.route(map.at('W'), map.at('T'));
    QVERIFY(route.has_value());
    QCOMPARE(route->streets.size(), std::size_t{3});
    QCOMPARE(route->streets.at(1), std::string_view("XS"));
  }

  void a_vehicle_without_any_road() {
    const DrawnMap map(R"(
      A---B
    )",
                       {{"AB", {{"highway", "footway"}}}});
    QVERIFY(!RoadRouter(map.map(), Vehicle::Car).snap(map.at('A')));
    QCOMPARE(map.way(Vehicle::Car, 'A', 'B'), QString("none"));
    QCOMPARE(map.way(Vehicle::Foot, 'A', 'B'), QString("AB"));
  }

  // Drives on the right: the turn out of a busy street through the traffic that comes towards one costs 5 s by car.
  void turns_at_a_busy_junction_cost_time() {
    const TagSet primary = {{"highway", "primary"}};
    const DrawnMap map(crossing, {{"WX", primary}, {"XE", primary}, {"NX"}, {"XS"}, {"ST"}, {"ET"}});
    const auto seconds_without = [&](std::vector<std::uint32_t> roads, Vehicle vehicle) {
      std::int64_t ms = 0;
      for (const std::uint32_t r : roads) ms += edge_time_ms(map.map()->edge(map.map()->road(r).forward_edge), vehicle);
      return static_cast<int>((ms + 500) / 1'000);
    };
    const auto road = [&](std::string_view name) {
      for (std::uint32_t r = 0; r < map.map()->road_count(); ++r)
        if (map.map()->name(map.map()->road(r).name) == name) return r;
      return none;
    };
    const auto plain = [&](const char* a, const char* b, Vehicle vehicle = Vehicle::Car) {
      return seconds_without({road(a), road(b)}, vehicle);
    };
    QCOMPARE(map.seconds(Vehicle::Car, 'W', 'E') - plain("WX", "XE"), 0);  // straight on along it
    QCOMPARE(map.seconds(Vehicle::Car, 'W', 'S') - plain("WX", "XS"), 0);  // out of it to the right
    QCOMPARE(map.seconds(Vehicle::Car, 'W', 'N') - plain("WX", "NX"), 5);  // out of it to the left
    QCOMPARE(map.seconds(Vehicle::Car, 'N', 'S') - plain("NX", "XS"), 7);  // over it
    QCOMPARE(map.seconds(Vehicle::Car, 'S', 'W') - plain("XS", "WX"), 8);  // into it to the left
    QCOMPARE(map.seconds(Vehicle::Car, 'N', 'W') - plain("NX", "WX"), 2);  // into it to the right: 2.5 s
    QCOMPARE(map.seconds(Vehicle::Scooter, 'W', 'N') - plain("WX", "NX", Vehicle::Scooter), 4);
    QCOMPARE(map.seconds(Vehicle::Foot, 'N', 'S') - plain("NX", "XS", Vehicle::Foot), 0);
    const DrawnMap quiet(crossing, crossing_streets());
    QCOMPARE(quiet.seconds(Vehicle::Car, 'W', 'N'), quiet.seconds(Vehicle::Car, 'N', 'W'));
  }

  void trees_agree_with_routes() {
    const DrawnMap map(crossing, crossing_streets(), {{"WX", "X", "XS", turn("no_right_turn")}});
    const RoadRouter router(map.map(), Vehicle::Car);
    for (const char a : std::string("NWXEST")) {
      const auto from = router.snap(map.at(a));
      const TravelTree out = router.tree_from(*from);
      for (const char b : std::string("NWXEST")) {
        const auto to = router.snap(map.at(b));
        const auto route = router.route(*from, *to);
        const TravelTree in = router.tree_to(*to);
        QVERIFY(route.has_value());
        QCOMPARE(std::int64_t{out.time_ms(*to)}, route->ms);
        QCOMPARE(std::int64_t{in.time_ms(*from)}, route->ms);
        QCOMPARE(out.route(*to)->ms, route->ms);
        QCOMPARE(out.route(*to)->mm, route->mm);
        QCOMPARE(in.route(*from)->ms, route->ms);
      }
    }
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::RoutingTest)
#include "routing_test.moc"
