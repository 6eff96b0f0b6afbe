// SPDX-License-Identifier: Apache-2.0
// What tags make of a road, a speed, a restriction.
#include "maps/import/road_rules.h"

#include <QTest>

#include "maps/import/slope_rules.h"

namespace pizza::maps {

namespace {

// "car scooter" and so on, for readable comparisons.
QString who(VehicleMask mask) {
  QStringList names;
  for (std::size_t i = 0; i < vehicle_names.size(); ++i) {
    if ((mask & mask_of(static_cast<Vehicle>(i))) != 0) {
      names += QString::fromLatin1(vehicle_names[i].data(), static_cast<qsizetype>(vehicle_names[i].size()));
    }
  }
  return names.join(' ');
}

struct Expectation {
  const char* title;
  TagSet tags;
  const char* forward;
  const char* backward;
};

const char* const everyone = "car scooter bicycle foot";

}  // namespace

class RoadRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void maxspeed_forms() {
    const std::vector<std::pair<const char*, int>> forms = {
        {"50", 50},       {" 30 ", 30},         {"50 km/h", 50},    {"30 mph", 48},        {"30mph", 48},
        {"10 knots", 19}, {"4.5", 4},           {"walk", 6},        {"none", 130},         {"FR:urban", 50},
        {"DE:rural", 80}, {"IT:motorway", 120}, {"DE:zone:30", 30}, {"DE:zone30", 30},     {"zone:20", 20},
        {"FR:30", 30},    {"50;30", 50},        {"70|50", 70},      {"GB:nsl_single", 97}, {"999", 250}};
    for (const auto& [text, speed] : forms) QVERIFY2(parse_maxspeed(text) == speed, text);
    for (const char* text :
         {"", "signals", "variable", "fast", "0", "-30", "XX:nowhere", ":", "50 furlongs", "99999999999999999999"}) {
      QVERIFY2(!parse_maxspeed(text), text);
    }
  }

  void heights_and_inclines() {
    const std::vector<std::pair<const char*, int>> heights = {{"123", 1'230}, {"123.4", 1'234}, {"123.47 m", 1'234},
                                                              {"-3", -30},    {"100 ft", 304},  {"0", 0}};
    for (const auto& [text, dm] : heights) QVERIFY2(parse_height(text) == dm, text);
    for (const char* text : {"", "high", "m", "12 km", "9001", "-600", "1,200", "12;14"}) {
      QVERIFY2(!parse_height(text), text);
    }
    const std::vector<std::pair<const char*, int>> inclines = {{"8%", 80}, {"-12.5 %", -125}, {"+3%", 30},
                                                               {"5°", 87}, {"90%", 350},      {"0%", 0}};
    for (const auto& [text, permille] : inclines) QVERIFY2(parse_incline(text) == permille, text);
    for (const char* text : {"", "up", "down", "steep", "8", "8 in 100", "%"}) QVERIFY2(!parse_incline(text), text);
  }

  void access_of_each_vehicle() {
    const std::vector<Expectation> cases = {
        {"motorway", {{"highway", "motorway"}}, "car", ""},
        {"trunk", {{"highway", "trunk"}}, "car scooter bicycle", "car scooter bicycle"},
        {"motorroad", {{"highway", "trunk"}, {"motorroad", "yes"}}, "car", "car"},
        {"street", {{"highway", "residential"}}, everyone, everyone},
        {"private", {{"highway", "service"}, {"access", "private"}}, "", ""},
        {"customers", {{"highway", "service"}, {"access", "customers"}}, everyone, everyone},
        {"private, but foot", {{"highway", "service"}, {"access", "private"}, {"foot", "yes"}}, "foot", "foot"},
        {"no vehicles", {{"highway", "residential"}, {"vehicle", "no"}}, "foot", "foot"},
        {"bicycle street", {{"highway", "residential"}, {"motor_vehicle", "no"}}, "bicycle foot", "bicycle foot"},
        {"no mopeds", {{"highway", "primary"}, {"moped", "no"}}, "car bicycle foot", "car bicycle foot"},
        {"bus street", {{"highway", "tertiary"}, {"motor_vehicle", "psv"}}, "bicycle foot", "bicycle foot"},
        {"footway", {{"highway", "footway"}}, "foot", "foot"},
        {"shared footway", {{"highway", "footway"}, {"bicycle", "designated"}}, "bicycle foot", "bicycle foot"},
        {"steps", {{"highway", "steps"}}, "foot", "foot"},
        {"cycleway", {{"highway", "cycleway"}, {"foot", "no"}}, "bicycle", "bicycle"},
        {"pedestrian, deliveries",
         {{"highway", "pedestrian"}, {"motor_vehicle", "delivery"}},
         "car scooter foot",
         "car scooter foot"},
        {"ferry with cars", {{"route", "ferry"}, {"motor_vehicle", "yes"}}, everyone, everyone},
        {"forward only for motors",
         {{"highway", "residential"}, {"motor_vehicle:backward", "no"}},
         everyone,
         "bicycle foot"},
        {"unheard-of value", {{"highway", "residential"}, {"access", "on tuesdays"}}, everyone, everyone},
    };
    expect(cases);
  }

  void oneway_forms() {
    const std::vector<Expectation> cases = {
        {"yes", {{"highway", "residential"}, {"oneway", "yes"}}, everyone, "foot"},
        {"1", {{"highway", "residential"}, {"oneway", "1"}}, everyone, "foot"},
        {"-1", {{"highway", "residential"}, {"oneway", "-1"}}, "foot", everyone},
        {"no", {{"highway", "motorway"}, {"oneway", "no"}}, "car", "car"},
        {"reversible", {{"highway", "primary"}, {"oneway", "reversible"}}, "foot", "foot"},
        {"roundabout", {{"highway", "primary"}, {"junction", "roundabout"}}, everyone, "foot"},
        {"circular", {{"highway", "primary"}, {"junction", "circular"}}, everyone, "foot"},
        {"not for bicycles",
         {{"highway", "residential"}, {"oneway", "yes"}, {"oneway:bicycle", "no"}},
         everyone,
         "bicycle foot"},
        {"opposite lane",
         {{"highway", "residential"}, {"oneway", "yes"}, {"cycleway", "opposite_lane"}},
         everyone,
         "bicycle foot"},
        {"left lane against",
         {{"highway", "residential"}, {"oneway", "yes"}, {"cycleway:left:oneway", "-1"}},
         everyone,
         "bicycle foot"},
        {"only bicycles", {{"highway", "residential"}, {"oneway:bicycle", "yes"}}, everyone, "car scooter foot"},
        {"walkers too", {{"highway", "footway"}, {"oneway:foot", "yes"}}, "foot", ""},
    };
    expect(cases);
  }

  void speeds_and_flags() {
    const auto rules = road_rules({{"highway", "primary_link"},
                                   {"maxspeed:forward", "70"},
                                   {"maxspeed", "50"},
                                   {"tunnel", "yes"},
                                   {"oneway", "yes"}});
    QVERIFY(rules.has_value());
    QCOMPARE(int{rules->speed_forward}, 70);
    QCOMPARE(int{rules->speed_backward}, 50);
    QCOMPARE(int{rules->flags}, road_flag::tunnel | road_flag::link | road_flag::oneway);
    QCOMPARE(int{rules->layer}, -1);
    QVERIFY(rules->road_class == RoadClass::Primary);
    QCOMPARE(int{road_rules({{"highway", "secondary"}, {"bridge", "viaduct"}, {"layer", "99"}})->layer}, 5);
  }

  void what_is_no_road() {
    QVERIFY(!road_rules({}));
    QVERIFY(!road_rules({{"highway", "construction"}}));
    QVERIFY(!road_rules({{"highway", "bus_stop"}}));
    QVERIFY(!road_rules({{"highway", "pedestrian"}, {"area", "yes"}}));
    QVERIFY(!road_rules({{"building", "yes"}}));
  }

  void restrictions() {
    const auto left = restriction_rules({{"type", "restriction"}, {"restriction", "no_left_turn"}});
    QVERIFY(left && !left->only);
    QCOMPARE(who(left->vehicles), QString("car scooter bicycle"));
    const auto only =
        restriction_rules({{"type", "restriction"}, {"restriction", "only_straight_on"}, {"except", "bicycle;psv"}});
    QVERIFY(only && only->only);
    QCOMPARE(who(only->vehicles), QString("car scooter"));
    QVERIFY(!restriction_rules({{"type", "restriction"}, {"restriction:conditional", "no_left_turn @ (07:00-09:00)"}}));
    QVERIFY(!restriction_rules({{"type", "multipolygon"}, {"restriction", "no_left_turn"}}));
    QVERIFY(!restriction_rules({{"type", "restriction"}, {"restriction", "give_way"}}));
  }

 private:
  static void expect(const std::vector<Expectation>& cases) {
    for (const Expectation& c : cases) {
      const auto rules = road_rules(c.tags);
      QVERIFY2(rules.has_value(), c.title);
      QVERIFY2(who(rules->access_forward) == c.forward, c.title);
      QVERIFY2(who(rules->access_backward) == c.backward, c.title);
    }
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::RoadRulesTest)
#include "road_rules_test.moc"
