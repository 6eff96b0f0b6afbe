// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <set>

#include "tests/sim/agents/small_city.h"

using namespace pizza;

class CityPlanTest : public QObject {
  Q_OBJECT

 private slots:
  void everything_is_handed_out_once() {
    const auto model = test::small_model({.seed = 4, .orders = 900, .riders = 47, .territories = 5});
    const sim::CityPlan& plan = model->plan;
    QCOMPARE(plan.territories.size(), std::size_t{5});
    std::set<std::pair<std::int32_t, std::int32_t>> places;
    std::set<std::string> names;
    std::int64_t riders = 0;
    std::int64_t milli_orders = 0;
    for (const sim::TerritoryPlan& territory : plan.territories) {
      QVERIFY(!territory.sites.empty());
      QVERIFY(!territory.homes.empty());
      for (const sim::Site& site : territory.sites) {
        QVERIFY(places.emplace(site.place.lat, site.place.lon).second);
        names.insert(site.name);
      }
      riders += territory.riders;
      milli_orders += territory.milli_orders;
    }
    QCOMPARE(riders, 47);
    QVERIFY(milli_orders <= 900'000 && milli_orders > 899'990);
    QCOMPARE(names.size(), places.size());
  }

  void homes_are_within_reach() {
    const auto model = test::small_model({.seed = 5, .territories = 3});
    const std::int64_t radius = std::int64_t{model->scenario.restaurants.delivery_radius_m} * 1'000;
    for (const sim::TerritoryPlan& territory : model->plan.territories) {
      for (const sim::Home& home : territory.homes) {
        const auto reaches = [&](const sim::Site& site) { return distance_mm(site.place, home.place) <= radius; };
        QVERIFY(std::any_of(territory.sites.begin(), territory.sites.end(), reaches));
      }
    }
  }

  void small_maps_get_less() {
    sim::Scenario scenario = load_scenario("friday-rush").value();
    const auto plan = sim::plan_city(scenario, test::small_map(), 1, {});
    QVERIFY(plan.ok());
    std::size_t sites = 0;
    for (const sim::TerritoryPlan& territory : plan->territories) sites += territory.sites.size();
    QVERIFY(sites < static_cast<std::size_t>(scenario.restaurants.count));
    QCOMPARE(plan->orders, expected_orders(scenario) * static_cast<std::int64_t>(sites) / scenario.restaurants.count);
    QVERIFY(plan->riders < scenario.riders.count);
  }

  void wishes_come_first() {
    const sim::Scenario scenario = load_scenario("friday-rush").value();
    const auto plan = sim::plan_city(scenario, test::small_map(), 1, {.orders = 1'234, .riders = 77});
    QVERIFY(plan.ok());
    QCOMPARE(plan->orders, 1'234);
    QCOMPARE(plan->riders, 77);
  }

  void headings_are_compass_degrees() {
    const GeoPoint here{537'000'000, 99'000'000};
    const auto heading = [&](std::int32_t north, std::int32_t east) {
      return static_cast<int>(sim::heading_between(here, {here.lat + north, here.lon + east}));
    };
    QCOMPARE(heading(1'000, 0), 0);
    QCOMPARE(heading(0, 1'000), 90);
    QCOMPARE(heading(-1'000, 0), 180);
    QCOMPARE(heading(0, -1'000), 270);
    // At 53.7 degrees a degree of longitude is 0.592 of one of latitude.
    QVERIFY(std::abs(heading(592, 1'000) - 45) <= 1);
    QVERIFY(std::abs(heading(-592, -1'000) - 225) <= 1);
    QCOMPARE(heading(0, 0), 0);
  }

  void places_on_a_way() {
    sim::RiddenWay way;
    way.ms = 10'000;
    way.path = {{0, 0}, {0, 1'000}, {1'000, 1'000}};
    way.reached = {0, 4'000, 10'000};
    QCOMPARE(sim::point_on(way, -5).at, (GeoPoint{0, 0}));
    QCOMPARE(sim::point_on(way, 2'000).at, (GeoPoint{0, 500}));
    QCOMPARE(sim::point_on(way, 2'000).heading, std::int16_t{90});
    QCOMPARE(sim::point_on(way, 7'000).at, (GeoPoint{500, 1'000}));
    QCOMPARE(sim::point_on(way, 7'000).next, std::size_t{2});
    QCOMPARE(sim::point_on(way, 99'000).at, (GeoPoint{1'000, 1'000}));
    QCOMPARE(sim::point_on(way, 99'000).heading, std::int16_t{0});
  }
};

QTEST_GUILESS_MAIN(CityPlanTest)
#include "city_plan_test.moc"
