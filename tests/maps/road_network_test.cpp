// SPDX-License-Identifier: Apache-2.0
// Rules of the road on networks drawn as text: each with a way that the rule leaves open, and one that it closes.
#include <QTest>

#include "maps/routing/alternatives.h"
#include "maps/routing/isochrone.h"
#include "maps/routing/week_profile.h"
#include "tests/maps/drawn_map.h"

namespace pizza::maps {

namespace {

// The short way is along the middle, the long one over the top.
const char* const two_ways = R"(
   U----------V
   |          |
   A---B--C---D
)";

const Vehicle vehicles[] = {Vehicle::Car, Vehicle::Scooter, Vehicle::Bicycle, Vehicle::Foot};

QString called(Vehicle vehicle) {
  const std::string_view name = vehicle_names[static_cast<std::size_t>(vehicle)];
  return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

// Who takes the short way from A to D when its middle is tagged so.
QString through(const TagSet& middle, const std::vector<DrawnPoint>& points = {}) {
  const DrawnMap map(two_ways, {{"AB"}, {"BC", middle}, {"CD"}, {"AUVD"}}, {}, points);
  QStringList who;
  for (const Vehicle vehicle : vehicles)
    if (map.way(vehicle, 'A', 'D').contains("BC")) who += called(vehicle);
  return who.join(' ');
}

const char* const everyone = "car scooter bicycle foot";

TagSet street(std::initializer_list<std::pair<std::string_view, std::string_view>> more = {}) {
  TagSet tags = {{"highway", "residential"}, {"name", "BC"}};
  for (const auto& [key, value] : more) tags.add(key, value);
  return tags;
}

}  // namespace

class RoadNetworkTest : public QObject {
  Q_OBJECT

 private slots:
  void classes_of_roads() {
    const std::pair<const char*, const char*> cases[] = {{"primary", everyone},     {"secondary", everyone},
                                                         {"tertiary", everyone},    {"unclassified", everyone},
                                                         {"residential", everyone}, {"living_street", everyone},
                                                         {"service", everyone},     {"trunk", "car scooter bicycle"},
                                                         {"motorway", "car"},       {"pedestrian", "foot"},
                                                         {"track", "bicycle foot"}, {"cycleway", "bicycle foot"},
                                                         {"path", "bicycle foot"},  {"footway", "foot"},
                                                         {"steps", "foot"},         {"construction", ""},
                                                         {"proposed", ""}};
    for (const auto& [highway, who] : cases) {
      const DrawnMap map("A--B--C", {{"AB", {{"highway", highway}, {"oneway", "no"}}}, {"BC"}});
      QStringList allowed;
      for (const Vehicle vehicle : vehicles)
        if (map.way(vehicle, 'A', 'B') == "AB") allowed += called(vehicle);
      QVERIFY2(allowed.join(' ') == who, qPrintable(QString(highway) + ": " + allowed.join(' ')));
    }
  }

  void access_tags() {
    QCOMPARE(through(street()), QString(everyone));
    QCOMPARE(through(street({{"access", "no"}})), QString(""));
    QCOMPARE(through(street({{"access", "private"}})), QString(""));
    QCOMPARE(through(street({{"access", "destination"}})), QString(everyone));
    QCOMPARE(through(street({{"motor_vehicle", "no"}})), QString("bicycle foot"));
    QCOMPARE(through(street({{"motorcar", "no"}})), QString("scooter bicycle foot"));
    QCOMPARE(through(street({{"moped", "no"}})), QString("car bicycle foot"));
    QCOMPARE(through(street({{"bicycle", "no"}})), QString("car scooter foot"));
    QCOMPARE(through(street({{"foot", "no"}})), QString("car scooter bicycle"));
    QCOMPARE(through(street({{"vehicle", "no"}, {"bicycle", "yes"}})), QString("bicycle foot"));
    QCOMPARE(through(street({{"access", "no"}, {"foot", "designated"}})), QString("foot"));
  }

  void one_ways_and_their_exceptions() {
    QCOMPARE(through(street({{"oneway", "yes"}})), QString(everyone));
    QCOMPARE(through(street({{"oneway", "-1"}})), QString("foot"));
    QCOMPARE(through(street({{"oneway", "-1"}, {"oneway:bicycle", "no"}})), QString("bicycle foot"));
    QCOMPARE(through(street({{"oneway", "reversible"}})), QString("foot"));
    QCOMPARE(through(street({{"junction", "roundabout"}})), QString(everyone));
    // Against the points of a one-way street.
    const auto back = [](const TagSet& tags) {
      const DrawnMap map(two_ways, {{"AB"}, {"BC", tags}, {"CD"}, {"AUVD"}});
      QStringList who;
      for (const Vehicle vehicle : vehicles)
        if (map.way(vehicle, 'D', 'A').contains("BC")) who += called(vehicle);
      return who.join(' ');
    };
    QCOMPARE(back(street({{"oneway", "yes"}})), QString("foot"));
    QCOMPARE(back(street({{"oneway", "yes"}, {"oneway:bicycle", "no"}})), QString("bicycle foot"));
    QCOMPARE(back(street({{"oneway", "yes"}, {"cycleway", "opposite_lane"}})), QString("bicycle foot"));
    QCOMPARE(back(street({{"oneway", "yes"}, {"cycleway:left:oneway", "-1"}})), QString("bicycle foot"));
    QCOMPARE(back(street({{"junction", "circular"}})), QString("foot"));
    QCOMPARE(back(street({{"vehicle:backward", "no"}})), QString("foot"));
  }

  void barriers_stop_whom_they_should() {
    const auto at_b = [](std::initializer_list<std::pair<std::string_view, std::string_view>> tags) {
      return through(street(), {{'B', TagSet(tags)}});
    };
    QCOMPARE(at_b({{"barrier", "bollard"}}), QString("bicycle foot"));
    QCOMPARE(at_b({{"barrier", "bollard"}, {"motorcycle", "yes"}}), QString("scooter bicycle foot"));
    QCOMPARE(at_b({{"barrier", "gate"}}), QString(everyone));
    QCOMPARE(at_b({{"barrier", "gate"}, {"access", "private"}}), QString(""));
    QCOMPARE(at_b({{"barrier", "lift_gate"}, {"motor_vehicle", "no"}}), QString("bicycle foot"));
    QCOMPARE(at_b({{"barrier", "cycle_barrier"}}), QString("bicycle foot"));
    QCOMPARE(at_b({{"barrier", "stile"}}), QString("foot"));
    QCOMPARE(at_b({{"barrier", "kissing_gate"}, {"bicycle", "yes"}}), QString("bicycle foot"));
    QCOMPARE(at_b({{"barrier", "wall"}}), QString(""));
    QCOMPARE(at_b({{"barrier", "toll_booth"}}), QString(everyone));
    QCOMPARE(at_b({{"highway", "crossing"}}), QString(everyone));
    // In the middle of a street, where no other begins.
    const DrawnMap map("U------------V\n|            |\nA--Y---X-----D", {{"AYXD"}, {"AUVD"}}, {},
                       {{'X', {{"barrier", "bollard"}}}});
    QCOMPARE(map.way(Vehicle::Car, 'A', 'D'), QString("AUVD"));
    QCOMPARE(map.way(Vehicle::Foot, 'A', 'D'), QString("AYXD"));
    // What lies before it is still reached.
    QCOMPARE(map.way(Vehicle::Car, 'A', 'Y'), QString("AYXD"));
  }

  void signals_stops_and_crossings_take_time() {
    const auto seconds = [](const TagSet& tags, Vehicle vehicle, char from = 'A', char to = 'C') {
      const DrawnMap map("A-----B-----C", {{"ABC"}}, {}, {{'B', tags}});
      const DrawnMap plain("A-----B-----C", {{"ABC"}});
      return map.seconds(vehicle, from, to) - plain.seconds(vehicle, from, to);
    };
    QCOMPARE(seconds({{"highway", "traffic_signals"}}, Vehicle::Car), 6);
    QCOMPARE(seconds({{"highway", "traffic_signals"}}, Vehicle::Foot), 3);
    QCOMPARE(seconds({{"highway", "stop"}}, Vehicle::Car), 4);
    QCOMPARE(seconds({{"highway", "crossing"}}, Vehicle::Car), 1);
    QCOMPARE(seconds({{"highway", "crossing"}, {"crossing", "traffic_signals"}}, Vehicle::Car), 4);
    QCOMPARE(seconds({{"highway", "give_way"}}, Vehicle::Car), 2);
    const TagSet one_way = {{"highway", "traffic_signals"}, {"traffic_signals:direction", "forward"}};
    QCOMPARE(seconds(one_way, Vehicle::Car), 6);
    QCOMPARE(seconds(one_way, Vehicle::Car, 'C', 'A'), 0);
    QCOMPARE(seconds({{"highway", "street_lamp"}}, Vehicle::Car), 0);
  }

  void speeds_surfaces_and_ferries() {
    const auto seconds = [](const TagSet& tags, Vehicle vehicle) {
      return DrawnMap("A----------B", {{"AB", tags}}).seconds(vehicle, 'A', 'B');
    };
    const int plain = seconds({{"highway", "secondary"}}, Vehicle::Car);  // 50 km/h
    QVERIFY(seconds({{"highway", "secondary"}, {"maxspeed", "30"}}, Vehicle::Car) > plain * 16 / 10);
    QVERIFY(seconds({{"highway", "secondary"}, {"maxspeed", "60 mph"}}, Vehicle::Car) < plain * 6 / 10);
    QVERIFY(seconds({{"highway", "secondary"}, {"surface", "cobblestone"}}, Vehicle::Car) > plain * 16 / 10);
    QCOMPARE(seconds({{"highway", "secondary"}, {"surface", "asphalt"}}, Vehicle::Car), plain);
    QVERIFY(seconds({{"highway", "secondary"}, {"surface", "gravel"}}, Vehicle::Bicycle) >
            seconds({{"highway", "secondary"}}, Vehicle::Bicycle));
    // 1.1 km in 20 minutes; walkers and cyclists are taken along, cars where they are said to be.
    const TagSet ferry = {{"route", "ferry"}, {"duration", "00:20"}};
    const int crossing = seconds(ferry, Vehicle::Foot);
    QVERIFY(crossing > 18 * 60 && crossing < 24 * 60);
    QCOMPARE(seconds(ferry, Vehicle::Car), -1);
    QVERIFY(seconds({{"route", "ferry"}, {"duration", "20"}, {"motor_vehicle", "yes"}}, Vehicle::Car) > 0);
  }

  void turn_restrictions_by_kind_and_vehicle() {
    const char* const crossing = R"(
         N-----M
         |     |
   W-----X-----E
         |     |
         S-----T
    )";
    const std::vector<DrawnStreet> streets = {{"WX"}, {"XE"}, {"NX"}, {"XS"}, {"ST"}, {"ET"}, {"NM"}, {"ME"}};
    const auto turned = [&](const char* from, const char* to, TagSet tags, Vehicle vehicle, char a, char b) {
      const DrawnMap map(crossing, streets, {{from, "X", to, std::move(tags)}});
      return map.way(vehicle, a, b);
    };
    const TagSet no_left = {{"restriction", "no_left_turn"}}, only = {{"restriction", "only_straight_on"}};
    QCOMPARE(turned("WX", "NX", no_left, Vehicle::Car, 'W', 'N'), QString("WX XE ME NM"));
    QCOMPARE(turned("WX", "NX", no_left, Vehicle::Bicycle, 'W', 'N'), QString("WX XE ME NM"));
    QCOMPARE(turned("WX", "NX", no_left, Vehicle::Foot, 'W', 'N'), QString("WX NX"));
    QCOMPARE(turned("WX", "NX", no_left, Vehicle::Car, 'W', 'S'), QString("WX XS"));
    QCOMPARE(turned("WX", "XE", only, Vehicle::Car, 'W', 'S'), QString("WX XE ET ST"));
    QCOMPARE(turned("WX", "XE", only, Vehicle::Car, 'W', 'N'), QString("WX XE ME NM"));
    TagSet except = no_left;
    except.add("except", "bicycle;moped");
    QCOMPARE(turned("WX", "NX", except, Vehicle::Bicycle, 'W', 'N'), QString("WX NX"));
    QCOMPARE(turned("WX", "NX", except, Vehicle::Scooter, 'W', 'N'), QString("WX NX"));
    QCOMPARE(turned("WX", "NX", except, Vehicle::Car, 'W', 'N'), QString("WX XE ME NM"));
    QCOMPARE(turned("WX", "NX", {{"restriction:motorcar", "no_left_turn"}}, Vehicle::Scooter, 'W', 'N'),
             QString("WX NX"));
    QCOMPARE(turned("WX", "NX", {{"restriction:conditional", "no_left_turn @ (Mo-Fr)"}}, Vehicle::Car, 'W', 'N'),
             QString("WX NX"));
    // Over a street in between: from W by X-E not on to the north.
    const DrawnMap via(crossing, streets, {{"WX", "XE", "ME", {{"restriction", "no_left_turn"}}}});
    QCOMPARE(via.way(Vehicle::Car, 'W', 'M'), QString("WX NX NM"));
    QCOMPARE(via.way(Vehicle::Car, 'S', 'M'), QString("XS XE ME"));
    const DrawnMap only_via(crossing, streets, {{"WX", "XE", "ET", {{"restriction", "only_right_turn"}}}});
    QCOMPARE(only_via.way(Vehicle::Car, 'W', 'M'), QString("WX NX NM"));
  }

  void a_heading_decides_the_first_street() {
    const DrawnMap map("   N\n   |\nW--X--E\n   |\n   S", {{"WXE"}, {"NXS"}});
    const RoadRouter router(map.map(), Vehicle::Scooter);
    const auto east = router.snap(map.at('X'), 90), north = router.snap(map.at('X'), 0);
    const auto name = [&](const RoadPosition& p) { return map.map()->name(map.map()->road(p.road).name); };
    QCOMPARE(name(*east), std::string_view("WXE"));
    QCOMPARE(name(*north), std::string_view("NXS"));
    // Going east along W-E, the way back to W needs room to turn round.
    RoadPosition middle = *router.snap(GeoPoint{map.at('X').lat, (map.at('X').lon + map.at('E').lon) / 2}, 90);
    const auto to = *router.snap(map.at('W'));
    const auto turned = router.route(middle, to);
    middle.along = Along::Either;
    QVERIFY(turned->mm > router.route(middle, to)->mm);
    // Far from any road of that heading: as without.
    const DrawnMap lonely("W--E", {{"WE"}});
    const RoadRouter one(lonely.map(), Vehicle::Scooter);
    QVERIFY(one.snap(lonely.at('W'), 0)->along == Along::Either);
  }

  void other_ways_are_offered_when_they_are_worth_it() {
    const DrawnMap map(R"(
   U---------V
   |         |
   A---------D
   |         |
   P---------Q
    )",
                       {{"AD"}, {"AUVD"}, {"APQD"}});
    const RoadRouter router(map.map(), Vehicle::Car);
    const auto from = *router.snap(map.at('A')), to = *router.snap(map.at('D'));
    const auto ways = alternatives(router, from, to, {.count = 3, .stretch_permille = 600});
    QCOMPARE(ways.size(), 3U);
    QCOMPARE(ways.front().ms, router.route(from, to)->ms);
    QVERIFY(ways[1].ms >= ways[0].ms && ways[2].ms >= ways[1].ms);
    QVERIFY(ways[1].streets != ways[2].streets);
    QCOMPARE(alternatives(router, from, to, {.count = 3, .stretch_permille = 100}).size(), 1U);
    QCOMPARE(alternatives(router, from, to, {.count = 1, .stretch_permille = 600}).size(), 2U);
  }

  void an_isochrone_ends_where_the_time_does() {
    const DrawnMap map("A----------B----------C", {{"ABC"}});
    const RoadRouter router(map.map(), Vehicle::Foot);
    const auto start = *router.snap(map.at('A'));
    const TravelTree tree = router.tree_from(start);
    const auto reached = isochrone(*map.map(), tree, 300'000);  // 5 minutes at 4.8 km/h: 400 m
    QCOMPARE(reached.stretches.size(), 1U);
    QVERIFY(std::abs(std::int64_t{reached.stretches[0].end} - reached.stretches[0].begin - 400'000) < 1'000);
    QCOMPARE(reached.outlines.size(), 1U);
    // Each reached metre is reached in time by a route; what lies beyond is not.
    for (const std::uint32_t mm : {100'000U, 390'000U}) {
      RoadPosition place = start;
      place.offset = reached.stretches[0].begin == 0 ? mm : map.map()->road(start.road).length - mm;
      QVERIFY(tree.time_ms(place) <= 300'000);
    }
    QVERIFY(tree.time_ms(*router.snap(map.at('C'))) > 300'000);
    const auto all = isochrone(*map.map(), tree, 10'000'000);
    std::int64_t sum = 0;
    for (const ReachedStretch& s : all.stretches) sum += s.end - s.begin;
    QCOMPARE(sum, std::int64_t{map.map()->road(0).length});
  }

  void the_hour_of_the_week_changes_the_time() {
    const TagSet primary = {{"highway", "primary"}};
    const DrawnMap map("A----------B", {{"AB", primary}});
    const RoadRouter router(map.map(), Vehicle::Car);
    const auto ms = [&](Vehicle vehicle, std::size_t hour) {
      const RoadRouter by(map.map(), vehicle);
      return by.with_times(times_at(*map.map(), vehicle, WeekProfile::usual(), hour))
          .route(map.at('A'), map.at('B'))
          ->ms;
    };
    const std::int64_t empty = router.route(map.at('A'), map.at('B'))->ms;
    const std::size_t tuesday_3 = 24 + 3, tuesday_8 = 24 + 8, friday_17 = 4 * 24 + 17;
    QCOMPARE(ms(Vehicle::Car, tuesday_3), empty);
    QCOMPARE((ms(Vehicle::Car, tuesday_8) * 20 / empty + 1) / 2, 14);
    QCOMPARE((ms(Vehicle::Car, friday_17) * 20 / empty + 1) / 2, 15);
    const auto added = [&](Vehicle vehicle) { return ms(vehicle, friday_17) - ms(vehicle, tuesday_3); };
    QVERIFY(added(Vehicle::Scooter) > 0 && added(Vehicle::Scooter) < added(Vehicle::Car));
    QCOMPARE(ms(Vehicle::Foot, friday_17), ms(Vehicle::Foot, tuesday_3));
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::RoadNetworkTest)
#include "road_network_test.moc"
