// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <map>
#include <set>

#include "maps/generate/city_generator.h"
#include "maps/map_writer.h"
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

  // As often as the district orders, shared by those of its homes that live in the territory.
  void districts_order_by_their_demand() {
    const auto model = test::small_model({.seed = 6, .territories = 2});
    const maps::RoadMap& map = *model->plan.map;
    const auto district_of = [&](GeoPoint home) {
      std::size_t best = map.places().size();
      for (std::size_t i = 0; i < map.places().size(); ++i) {
        if (map.places()[i].demand == 0) continue;
        if (best == map.places().size() ||
            distance_mm(map.places()[i].at, home) < distance_mm(map.places()[best].at, home))
          best = i;
      }
      return best;
    };
    std::map<std::size_t, std::int64_t> everywhere;
    for (const maps::AddressRecord& address : map.addresses())
      if (address.road != maps::none) ++everywhere[district_of(address.at)];
    QVERIFY(map.addresses().size() > 200 && everywhere.size() > 3);
    std::int64_t orders = 0, of_all = 0;
    for (const sim::TerritoryPlan& territory : model->plan.territories) {
      std::map<std::size_t, std::int64_t> homes, drawn;
      for (const sim::Home& home : territory.homes) ++homes[district_of(home.place)];
      std::int64_t demand = 0;
      for (const auto& [district, count] : homes)
        demand += map.places()[district].demand * 10'000 * count / everywhere[district];
      sim::RandomStream chance(7, territory.index);
      for (int i = 0; i < 20'000; ++i) ++drawn[district_of(sim::draw_home(territory, chance).place)];
      for (const auto& [district, count] : homes) {
        const std::int64_t expected =
            map.places()[district].demand * 10'000 * count / everywhere[district] * 20'000 / demand;
        QVERIFY2(std::abs(drawn[district] - expected) < 500, qPrintable(QString::number(drawn[district] - expected)));
      }
      // And so between territories.
      QVERIFY(of_all == 0 || std::abs(territory.milli_orders * of_all - orders * demand) * 50 < orders * demand);
      orders = territory.milli_orders;
      of_all = demand;
    }
  }

  void homes_are_alike_where_no_district_tells_its_demand() {
    maps::MapDraft draft = maps::draft_city({"Testwick", 1'500, 3}, [](std::string_view) {}).value();
    for (maps::PlaceRecord& place : draft.places) place.demand = 0;
    const auto map = maps::RoadMap::from_bytes(maps::map_bytes(maps::build_map(std::move(draft))), "plain").value();
    const auto plan = sim::plan_city(load_scenario("friday-rush").value(), map, 1, {});
    QVERIFY(plan.ok());
    std::int64_t sites = 0;
    for (const sim::TerritoryPlan& territory : plan->territories) {
      QVERIFY(territory.home_shares.empty());
      sites += static_cast<std::int64_t>(territory.sites.size());
    }
    for (const sim::TerritoryPlan& territory : plan->territories)
      QCOMPARE(territory.milli_orders,
               plan->orders * 1'000 * static_cast<std::int64_t>(territory.sites.size()) / sites);
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
