// SPDX-License-Identifier: Apache-2.0
// Invented cities: the same seed the same bytes, one network, names that do not repeat; and on such a city, trees and
// routes that agree.
#include <QTest>
#include <algorithm>
#include <set>

#include "core/model/random_bits.h"
#include "maps/generate/city_generator.h"
#include "maps/generate/name_maker.h"
#include "maps/generate/plan_geometry.h"
#include "maps/map_writer.h"
#include "maps/routing/road_router.h"

namespace pizza::maps {

namespace {

std::vector<std::byte> city_bytes(std::int64_t nodes, std::uint64_t seed) {
  Result<MapDraft> draft = draft_city({"Testville", nodes, seed}, [](std::string_view) {});
  return map_bytes(build_map(std::move(draft).value()));
}

std::shared_ptr<const RoadMap> city(std::int64_t nodes, std::uint64_t seed) {
  return std::move(RoadMap::from_bytes(city_bytes(nodes, seed), "city")).value();
}

}  // namespace

class CityTest : public QObject {
  Q_OBJECT

 private slots:
  void the_same_seed_makes_the_same_bytes() {
    const auto bytes = city_bytes(3'000, 42);
    QVERIFY(bytes == city_bytes(3'000, 42));
    QVERIFY(bytes != city_bytes(3'000, 43));
    // Fixed once and for all: another machine or compiler must come to the same map.
    QCOMPARE(QString::number(map_checksum(bytes), 16), QString("a7c795c9abaf5101"));
  }

  void a_city_has_what_a_city_has() {
    for (const std::int64_t size : {1'000, 5'000}) {
      for (const std::uint64_t seed : {1, 2, 3}) {
        const auto map = city(size, seed);
        QCOMPARE(map->city(), std::string_view("Testville"));
        QVERIFY(map->node_count() > size * 85 / 100 && map->node_count() < size * 115 / 100);
        for (std::uint32_t n = 0; n < map->node_count(); ++n) {
          QVERIFY(map->connected(n, Vehicle::Car) && map->connected(n, Vehicle::Scooter));
        }
        const auto roads = [&](auto&& holds) { return std::count_if(map->roads().begin(), map->roads().end(), holds); };
        QVERIFY(roads([](const RoadRecord& r) { return (r.flags & road_flag::bridge) != 0; }) >= 4);
        QVERIFY(roads([](const RoadRecord& r) { return (r.flags & road_flag::oneway) != 0; }) > 10);
        QVERIFY(roads([](const RoadRecord& r) { return r.road_class == RoadClass::Primary; }) > 10);
        const auto areas = [&](AreaKind kind) {
          return std::count_if(map->areas().begin(), map->areas().end(),
                               [&](const AreaRecord& a) { return a.kind == kind; });
        };
        QVERIFY(areas(AreaKind::Water) >= 1);
        QVERIFY(areas(AreaKind::Green) > 3);
        QVERIFY(areas(AreaKind::Building) > size / 2);
        QVERIFY(map->addresses().size() > static_cast<std::size_t>(size));
        QVERIFY(map->pois().size() >= 20);
        QVERIFY(map->places().size() >= 8);
        for (const AddressRecord& address : map->addresses()) QVERIFY(address.road != none && address.street != 0);
      }
    }
  }

  void streets_have_names_of_their_own() {
    // One name is one street: its pieces hang together, but for the gaps a park leaves.
    const auto map = city(2'000, 9);
    std::set<std::uint32_t> names;
    for (const RoadRecord& road : map->roads()) {
      if (road.name != 0) names.insert(road.name);
    }
    QVERIFY(names.size() > 200);
  }

  void names_never_repeat() {
    NameMaker names(5);
    for (const auto kind : {NameMaker::Kind::District, NameMaker::Kind::Street, NameMaker::Kind::Avenue,
                            NameMaker::Kind::Pizzeria, NameMaker::Kind::Restaurant}) {
      std::set<std::string> seen;
      for (int i = 0; i < 60'000; ++i) QVERIFY(seen.insert(names.next(kind)).second);
    }
  }

  void bad_options_are_refused() {
    for (const CityOptions& options : {CityOptions{"", 5'000, 1}, CityOptions{std::string(81, 'x'), 5'000, 1},
                                       CityOptions{"A", 999, 1}, CityOptions{"A", 1'000'001, 1}}) {
      const auto draft = draft_city(options, [](std::string_view) {});
      QVERIFY(!draft.ok());
      QVERIFY(!draft.problem().field.empty());
    }
  }

  void the_circle_is_round() {
    for (int i = -20; i <= 20; ++i) {
      const Vec p = on_circle(i / 16.0);
      QVERIFY(std::abs(length(p) - 1) < 1e-5);
    }
    QVERIFY(length(on_circle(0.25) - Vec{0, 1}) < 1e-5);
    QVERIFY(length(on_circle(0.5) - Vec{-1, 0}) < 1e-5);
  }

  void trees_agree_with_routes() {
    const auto map = city(5'000, 4);
    const RoadRouter router(map, Vehicle::Scooter);
    RandomBits random(11);
    const auto somewhere = [&] {
      const std::size_t i = random.below(map->addresses().size());
      return *router.snap(map->addresses()[i].at);
    };
    for (int tree = 0; tree < 10; ++tree) {
      const RoadPosition hub = somewhere();
      const TravelTree out = router.tree_from(hub);
      const TravelTree in = router.tree_to(hub);
      for (int pair = 0; pair < 50; ++pair) {
        const RoadPosition other = somewhere();
        const auto there = router.route(hub, other);
        const auto back = router.route(other, hub);
        QVERIFY(there && back);
        QCOMPARE(std::int64_t{out.time_ms(other)}, there->ms);
        QCOMPARE(std::int64_t{in.time_ms(other)}, back->ms);
        QCOMPARE(router.time_ms(hub, other), out.time_ms(other));
        const auto out_route = out.route(other);
        const auto in_route = in.route(other);
        QCOMPARE(out_route->ms, there->ms);
        QCOMPARE(in_route->ms, back->ms);
        QVERIFY(out_route->path == there->path);
        QCOMPARE(in_route->path.front(), other.at);
        QCOMPARE(in_route->path.back(), hub.at);
        QCOMPARE(in_route->path.size(), in_route->reached.size());
        QVERIFY(std::is_sorted(in_route->reached.begin(), in_route->reached.end()));
        QCOMPARE(std::int64_t{in_route->reached.back()}, in_route->ms);
        // Never shorter than the straight line, and nowhere faster than a scooter.
        QVERIFY(out_route->mm + 2'000 >= distance_mm(hub.at, other.at));
        QVERIFY(out_route->ms * 45 * 1'000 >= out_route->mm * 3'600 - 4'000'000);
      }
    }
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::CityTest)
#include "city_test.moc"
