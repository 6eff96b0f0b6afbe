// SPDX-License-Identifier: Apache-2.0
// Noisy tracks of known rides: how much of the ride is found again.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/model/random_bits.h"
#include "maps/generate/city_generator.h"
#include "maps/map_writer.h"
#include "maps/matching/map_matcher.h"
#include "maps/plane.h"
#include "tests/maps/drawn_map.h"

namespace pizza::maps {

namespace {

std::shared_ptr<const RoadMap> city() {
  MapDraft draft = std::move(draft_city({"Testville", 2'000, 3}, [](std::string_view) {})).value();
  return std::move(RoadMap::from_bytes(map_bytes(build_map(std::move(draft))), "city")).value();
}

// About normal: the sum of twelve uniform draws (Irwin and Hall), standard deviation 1.
double noise(RandomBits& chance) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += chance.below(1'000'001) / 1e6;
  return sum;
}

GeoPoint shaken(GeoPoint p, double sigma_m, RandomBits& chance) {
  constexpr double degree_m = 111'195;
  const double cosine = std::cos(lat_degrees(p) * std::numbers::pi / 180);
  return geo_point(lat_degrees(p) + noise(chance) * sigma_m / degree_m,
                   lon_degrees(p) + noise(chance) * sigma_m / degree_m / cosine);
}

// A position every so many seconds along a route.
std::vector<GeoPoint> recorded(const Route& route, std::uint32_t every_ms, double sigma_m, RandomBits& chance) {
  std::vector<GeoPoint> track;
  std::size_t i = 1;
  for (std::uint32_t t = 0; t <= route.reached.back(); t += every_ms) {
    while (i + 1 < route.path.size() && route.reached[i] < t) ++i;
    const std::uint32_t begin = route.reached[i - 1], length = std::max(route.reached[i] - begin, 1U);
    const auto part = std::min<std::int64_t>(t - std::min(t, begin), length);
    track.push_back(shaken(between(route.path[i - 1], route.path[i], part, length), sigma_m, chance));
  }
  return track;
}

}  // namespace

class MatchingTest : public QObject {
  Q_OBJECT

 private slots:
  void a_track_along_drawn_streets() {
    const DrawnMap map("A---B---C\n    |\n    |\n    D", {{"ABC"}, {"BD"}});
    MapMatcher matcher(HierarchyRouter(map.map(), Vehicle::Scooter));
    const GeoPoint a = map.at('A'), b = map.at('B'), d = map.at('D');
    const auto off = [](GeoPoint p, std::int32_t lat, std::int32_t lon) { return GeoPoint{p.lat + lat, p.lon + lon}; };
    const std::vector<GeoPoint> track = {off(a, 700, 300), off(between(a, b, 1, 2), -600, 0), off(b, -300, -500),
                                         off(between(b, d, 1, 2), 0, 700), off(d, 200, -400)};
    const MatchedTrack matched = matcher.match(track);
    QCOMPARE(matched.breaks, 0U);
    QCOMPARE(map.map()->name(map.map()->road(matched.positions.front()->road).name), std::string_view("ABC"));
    QCOMPARE(map.map()->name(map.map()->road(matched.positions.back()->road).name), std::string_view("BD"));
    QCOMPARE(matched.edges.size(), 2U);
  }

  void nothing_near_is_nothing_matched() {
    const DrawnMap map("A---B", {{"AB"}});
    MapMatcher matcher(HierarchyRouter(map.map(), Vehicle::Scooter));
    const std::vector<GeoPoint> far = {{500'000'000, 500'000'000}, {500'010'000, 500'000'000}};
    const MatchedTrack matched = matcher.match(far);
    QVERIFY(!matched.positions[0] && !matched.positions[1] && matched.edges.empty() && matched.path.empty());
    QVERIFY(matcher.match({}).positions.empty());
  }

  // A signal lost in the middle: nobody rides five kilometres in no time.
  void a_leap_begins_anew() {
    const DrawnMap map("A---------B---------C---------D---------E---------F", {{"ABCDEF"}});
    MapMatcher matcher(HierarchyRouter(map.map(), Vehicle::Scooter), {.longest_mm = -1'000'000});
    const std::vector<GeoPoint> track{map.at('A'), between(map.at('A'), map.at('B'), 1, 10), map.at('E'), map.at('F')};
    const MatchedTrack matched = matcher.match(track);
    QVERIFY(matched.breaks >= 1);
    QVERIFY(
        std::all_of(matched.positions.begin(), matched.positions.end(), [](const auto& p) { return p.has_value(); }));
  }

  // Rides through a city, a position every five seconds, 8 m of noise: most of the way is found again.
  void noisy_rides_are_found_again() {
    const auto map = city();
    const RoadRouter router(map, Vehicle::Scooter);
    MapMatcher matcher(HierarchyRouter(map, Vehicle::Scooter));
    RandomBits chance(17);
    std::int64_t found = 0, all = 0, travelled = 0, followed = 0;
    for (int ride = 0; ride < 40; ++ride) {
      const auto from = router.snap(map->node(static_cast<std::uint32_t>(chance.below(map->node_count()))));
      const auto to = router.snap(map->node(static_cast<std::uint32_t>(chance.below(map->node_count()))));
      const auto route = router.route(*from, *to);
      if (!route || route->ms < 60'000) continue;
      const MatchedTrack matched = matcher.match(recorded(*route, 5'000, 8, chance));
      const auto has = [](const std::vector<std::uint32_t>& edges, std::uint32_t e) {
        return std::find(edges.begin(), edges.end(), e) != edges.end();
      };
      // Where a ride begins and ends, noise alone decides between the arms of a junction.
      for (std::size_t i = 1; i + 1 < route->edges.size(); ++i) {
        const std::uint32_t e = route->edges[i];
        all += map->edge(e).length;
        if (has(matched.edges, e)) found += map->edge(e).length;
      }
      travelled += route->mm;
      followed += length_mm(matched.path);
    }
    QVERIFY(all > 20'000'000);
    const QString told = QString("%1 of %2 m found; a path of %3 m for %4 m travelled")
                             .arg(found / 1'000)
                             .arg(all / 1'000)
                             .arg(followed / 1'000)
                             .arg(travelled / 1'000);
    QVERIFY2(found * 1'000 >= all * 975, qPrintable(told));
    QVERIFY2(followed * 100 <= travelled * 105 && followed * 100 >= travelled * 97, qPrintable(told));
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::MatchingTest)
#include "matching_test.moc"
