// SPDX-License-Identifier: Apache-2.0
// The hierarchy answers as Dijkstra's algorithm does, to the millisecond: on cities and drawn networks, under any
// times.
#include <QTest>
#include <algorithm>
#include <numeric>

#include "core/model/random_bits.h"
#include "maps/generate/city_generator.h"
#include "maps/map_writer.h"
#include "maps/plane.h"
#include "maps/routing/hierarchy/hierarchy_router.h"
#include "maps/routing/hierarchy/separator.h"
#include "maps/routing/hierarchy/small_order.h"
#include "tests/maps/drawn_map.h"

namespace pizza::maps {

namespace {

std::shared_ptr<const RoadMap> city(std::int64_t nodes, std::uint64_t seed) {
  MapDraft draft = std::move(draft_city({"Testville", nodes, seed}, [](std::string_view) {})).value();
  return std::move(RoadMap::from_bytes(map_bytes(build_map(std::move(draft))), "city")).value();
}

// Anywhere along usable roads, ends of roads included.
RoadPosition somewhere(const RoadRouter& router, RandomBits& random) {
  const RoadMap& map = router.map();
  for (;;) {
    const auto road = static_cast<std::uint32_t>(random.below(map.road_count()));
    const auto points = map.points(map.road(road));
    const GeoPoint a = points[random.below(points.size())];
    const GeoPoint b = points[random.below(points.size())];
    const auto place = router.snap(between(a, b, static_cast<std::int64_t>(random.below(5)), 4));
    if (place) return *place;
  }
}

// A road that cannot be compared as a whole says where: "" when all agree.
QString differences(const RoadRouter& reference, HierarchyRouter& router, RandomBits& random, int pairs) {
  for (int i = 0; i < pairs; ++i) {
    const RoadPosition from = somewhere(reference, random);
    const RoadPosition to = i % 10 == 0 ? from : somewhere(reference, random);
    const std::uint32_t expected = reference.time_ms(from, to);
    const std::uint32_t time = router.time_ms(from, to);
    const std::uint32_t anchored = router.time_ms(router.anchor(from), router.anchor(to));
    const auto route = router.route(from, to);
    const QString where = QString("pair %1, road %2 to road %3: ").arg(i).arg(from.road).arg(to.road);
    if (time != expected) return where + QString("%1 ms, expected %2").arg(time).arg(expected);
    if (anchored != expected) return where + QString("%1 ms between anchors, expected %2").arg(anchored).arg(expected);
    if (route.has_value() != (expected != unreached)) return where + "a route without a time or a time without a route";
    if (!route) continue;
    if (route->ms != std::int64_t{expected}) return where + QString("route of %1 ms").arg(route->ms);
    if (route->reached.back() != expected || route->path.front() != from.at || route->path.back() != to.at) {
      return where + "a route with loose ends";
    }
  }
  return "";
}

// Each edge follows from the one before.
bool is_chain(const RoadMap& map, const std::vector<std::uint32_t>& edges) {
  for (std::size_t i = 1; i < edges.size(); ++i) {
    if (map.edge(edges[i - 1]).target != map.source(edges[i])) return false;
  }
  return true;
}

TagSet turn(std::string_view kind) {
  return {{"restriction", kind}};
}

}  // namespace

class HierarchyTest : public QObject {
  Q_OBJECT

 private slots:
  void cities_agree_with_dijkstra() {
    std::uint64_t seed = 0;
    for (const std::int64_t size : {1'000, 2'000, 5'000}) {
      const auto map = city(size, ++seed);
      for (const Vehicle vehicle : {Vehicle::Car, Vehicle::Scooter, Vehicle::Bicycle, Vehicle::Foot}) {
        const RoadRouter reference(map, vehicle);
        HierarchyRouter router(map, vehicle);
        RandomBits random(seed * 4 + static_cast<std::uint64_t>(vehicle));
        const QString difference = differences(reference, router, random, 150);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
      }
    }
  }

  void drawn_networks_with_forbidden_turns_agree() {
    const char* const picture = R"(
      A---B---C---D---E
      |   |   |   |   |
      F---G---H---I---J
      |   |   |   |   |
      K---L---M---N---O   X
      |   |   |   |   |   |
      P---Q---R---S---T   Y
    )";
    const std::vector<DrawnStreet> streets = {{"AB"}, {"BC"}, {"CD"}, {"DE"}, {"FG"}, {"GH"}, {"HI"}, {"IJ"},
                                              {"KL"}, {"LM"}, {"MN"}, {"NO"}, {"PQ"}, {"QR"}, {"RS"}, {"ST"},
                                              {"AF"}, {"FK"}, {"KP"}, {"BG"}, {"GL"}, {"LQ"}, {"CH"}, {"HM"},
                                              {"MR"}, {"DI"}, {"IN"}, {"NS"}, {"EJ"}, {"JO"}, {"OT"}, {"XY"}};
    std::vector<std::string> names;
    for (const DrawnStreet& street : streets) names.push_back(street.nodes);
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      RandomBits random(seed);
      std::vector<DrawnTurn> turns;
      while (turns.size() < 8) {
        const std::string& from = names[random.below(names.size())];
        const std::string& to = names[random.below(names.size())];
        const auto via =
            std::find_if(from.begin(), from.end(), [&](char c) { return to.find(c) != std::string::npos; });
        if (from == to || via == from.end()) continue;
        turns.push_back({from, {*via}, to, turn(random.below(4) == 0 ? "only_straight_on" : "no_left_turn")});
      }
      turns.push_back({"AB", "BG", "GH", turn("no_u_turn")});
      const DrawnMap drawn(picture, streets, turns);
      const RoadRouter reference(drawn.map(), Vehicle::Car);
      HierarchyRouter router(drawn.map(), Vehicle::Car);
      const QString difference = differences(reference, router, random, 150);
      QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
  }

  void a_forbidden_turn_is_gone_round() {
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
    const DrawnMap drawn(crossing, {{"WX"}, {"XE"}, {"NX"}, {"XS"}, {"ST"}, {"ET"}},
                         {{"WX", "X", "XS", turn("no_right_turn")}});
    HierarchyRouter router(drawn.map(), Vehicle::Car);
    const auto route = router.route(drawn.at('W'), drawn.at('S'));
    QVERIFY(route.has_value());
    QCOMPARE(route->streets, (std::vector<std::string_view>{"WX", "XE", "ET", "ST"}));
    QCOMPARE(HierarchyRouter(drawn.map(), Vehicle::Foot).route(drawn.at('W'), drawn.at('S'))->streets,
             (std::vector<std::string_view>{"WX", "XS"}));
  }

  void other_times_for_all_agree() {
    const auto map = city(2'000, 7);
    const RoadRouter free(map, Vehicle::Scooter);
    HierarchyRouter router(map, Vehicle::Scooter);
    RandomBits random(7);
    for (int round = 0; round < 4; ++round) {
      auto times = free_flow_times(*map, Vehicle::Scooter);
      for (std::uint32_t& ms : times) {
        if (ms != unreached) ms = random.below(12) == 0 ? unreached : ms * static_cast<std::uint32_t>(random.below(5));
      }
      router.set_times(times);
      const QString difference = differences(free.with_times(times), router, random, 150);
      QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
  }

  void streets_that_close_slow_down_and_open_again_agree() {
    const auto map = city(1'500, 9);
    const auto empty_road = free_flow_times(*map, Vehicle::Car);
    const RoadRouter free(map, Vehicle::Car);
    HierarchyRouter router(map, Vehicle::Car);
    const HierarchyRouter untouched = router;
    RandomBits random(9);
    auto times = empty_road;
    for (int round = 0; round < 10; ++round) {
      for (int i = 0; i < 25; ++i) {
        const auto edge = static_cast<std::uint32_t>(random.below(map->edge_count()));
        const std::array<std::uint32_t, 4> choice = {unreached, empty_road[edge], empty_road[edge] / 4,
                                                     empty_road[edge] == unreached ? unreached : empty_road[edge] * 3};
        times[edge] = choice[random.below(choice.size())];
        router.change(edge, times[edge]);
      }
      const QString difference = differences(free.with_times(times), router, random, 60);
      QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
    for (std::uint32_t e = 0; e < map->edge_count(); ++e) {
      if (times[e] != empty_road[e]) router.change(e, empty_road[e]);
    }
    HierarchyRouter before = untouched;
    const QString difference = differences(free, before, random, 30) + differences(free, router, random, 60);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
  }

  void a_place_cut_off_is_not_reached() {
    const DrawnMap drawn(R"(
      A----B----C----D
    )",
                         {{"AB"}, {"BC"}, {"CD"}});
    HierarchyRouter router(drawn.map(), Vehicle::Car);
    const auto from = router.snap(drawn.at('A'));
    const auto to = router.snap(drawn.at('D'));
    const std::uint32_t open = router.time_ms(*from, *to);
    QVERIFY(open != unreached);
    std::vector<std::uint32_t> closed;
    for (std::uint32_t e = 0; e < drawn.map()->edge_count(); ++e) {
      if (drawn.map()->name(drawn.map()->edge(e).name) == "BC") closed.push_back(e);
    }
    QCOMPARE(closed.size(), std::size_t{2});
    const std::uint32_t usual = router.edge_ms(closed[0]);
    for (const std::uint32_t e : closed) router.change(e, unreached);
    QCOMPARE(router.time_ms(*from, *to), unreached);
    QVERIFY(!router.route(*from, *to));
    QVERIFY(router.nearest(router.anchor(*from), std::vector{router.anchor(*to)}, 1).empty());
    for (const std::uint32_t e : closed) router.change(e, usual);
    QCOMPARE(router.time_ms(*from, *to), open);
  }

  void a_vehicle_without_any_road() {
    const DrawnMap drawn(R"(
      A---B
    )",
                         {{"AB", {{"highway", "footway"}}}});
    QVERIFY(!HierarchyRouter(drawn.map(), Vehicle::Car).snap(drawn.at('A')));
    QVERIFY(!HierarchyRouter(drawn.map(), Vehicle::Car).route(drawn.at('A'), drawn.at('B')));
  }

  void matrix_and_nearest_are_the_times_of_pairs() {
    const auto map = city(2'000, 3);
    const RoadRouter reference(map, Vehicle::Bicycle);
    HierarchyRouter router(map, Vehicle::Bicycle);
    RandomBits random(3);
    std::vector<RoadPosition> places;
    for (int i = 0; i < 30; ++i) places.push_back(somewhere(reference, random));
    const std::span<const RoadPosition> all = places;
    const auto square = router.matrix(all, all);
    const auto part = router.matrix(all.first(5), all.subspan(5));
    QCOMPARE(square.size(), std::size_t{900});
    QCOMPARE(part.size(), std::size_t{125});
    std::vector<HierarchyRouter::Anchor> anchors;
    for (const RoadPosition& place : places) anchors.push_back(router.anchor(place));
    for (std::size_t i = 0; i < 30; ++i) {
      const TravelTree tree = reference.tree_from(places[i]);
      std::vector<HierarchyRouter::Near> expected;
      for (std::size_t j = 0; j < 30; ++j) {
        const std::uint32_t ms = tree.time_ms(places[j]);
        QCOMPARE(square[i * 30 + j], ms);
        if (i < 5 && j >= 5) QCOMPARE(part[i * 25 + (j - 5)], ms);
        expected.push_back({j, ms});
      }
      std::stable_sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) { return a.ms < b.ms; });
      expected.resize(7);
      QVERIFY(router.nearest(anchors[i], anchors, 7) == expected);
    }
    QCOMPARE(router.nearest(anchors[0], anchors, 100).size(), std::size_t{30});
    QVERIFY(router.matrix({}, all).empty());
  }

  void ways_are_chains_of_edges() {
    const auto map = city(2'000, 5);
    const RoadRouter reference(map, Vehicle::Car);
    HierarchyRouter router(map, Vehicle::Car);
    RandomBits random(5);
    for (int i = 0; i < 100; ++i) {
      const RoadPosition from = somewhere(reference, random);
      const RoadPosition to = somewhere(reference, random);
      const auto edges = router.edges_between(from, to);
      QVERIFY(!edges.empty() && is_chain(*map, edges));
      QCOMPARE(map->edge(edges.front()).road, from.road);
      QCOMPARE(map->edge(edges.back()).road, to.road);
      QVERIFY(edges == router.edges_between(from, to));
    }
  }

  void ways_do_not_depend_on_what_was_asked_or_changed_before() {
    const auto map = city(2'000, 8);
    const RoadRouter reference(map, Vehicle::Scooter);
    HierarchyRouter router(map, Vehicle::Scooter);
    const HierarchyRouter untouched = router;
    RandomBits random(8);
    std::vector<std::pair<RoadPosition, RoadPosition>> pairs;
    while (pairs.size() < 80) pairs.emplace_back(somewhere(reference, random), somewhere(reference, random));
    auto times = free_flow_times(*map, Vehicle::Scooter);
    // Equal times on many edges, so that there are equally quick ways to choose from.
    for (std::uint32_t& ms : times) ms = ms == unreached ? unreached : 5'000 * (1 + ms / 20'000);
    router.set_times(times);
    for (int round = 0; round < 6; ++round) {
      HierarchyRouter fresh = untouched;
      fresh.set_times(times);
      for (const auto& [from, to] : pairs) {
        QVERIFY(router.edges_between(from, to) == fresh.edges_between(from, to));
        QVERIFY(router.edges_between(from, to) == fresh.edges_between(from, to));
      }
      for (int i = 0; i < 20; ++i) {
        const auto edge = static_cast<std::uint32_t>(random.below(map->edge_count()));
        times[edge] = i % 3 == 0 ? unreached : 5'000 * (1 + static_cast<std::uint32_t>(random.below(3)));
        router.change(edge, times[edge]);
      }
    }
  }

  void the_same_map_is_ranked_the_same_way() {
    const auto map = city(3'000, 42);
    const HierarchyRouter first(map, Vehicle::Scooter);
    const HierarchyRouter second(map, Vehicle::Scooter);
    const Elimination& shape = first.hierarchy().shape;
    QVERIFY(shape.rank == second.hierarchy().shape.rank);
    QVERIFY(shape.head == second.hierarchy().shape.head);
    // A permutation, its tree pointing up.
    std::vector<std::uint32_t> sorted = shape.rank;
    std::sort(sorted.begin(), sorted.end());
    for (std::uint32_t r = 0; r < shape.size(); ++r) {
      QCOMPARE(sorted[r], r);
      QCOMPARE(shape.vertex[shape.rank[r]], r);
      QVERIFY(shape.parent[r] == none || shape.parent[r] > r);
    }
  }

  void every_rank_is_joined_to_all_it_needs() {
    const auto map = city(1'000, 11);
    const HierarchyRouter router(map, Vehicle::Foot);
    const Elimination& shape = router.hierarchy().shape;
    for (std::uint32_t r = 0; r < shape.size(); ++r) {
      for (std::uint32_t a = shape.first_line[r]; a < shape.first_line[r + 1]; ++a) {
        QCOMPARE(shape.line(r, shape.head[a]), a);
        for (std::uint32_t b = a + 1; b < shape.first_line[r + 1]; ++b) {
          QVERIFY(shape.line(shape.head[a], shape.head[b]) != none);
        }
      }
    }
  }

  void a_grid_is_cut_across() {
    // 40 by 12: twelve vertices part it, and no fewer do.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    Piece piece;
    for (std::uint32_t v = 0; v < 480; ++v) {
      const std::uint32_t column = v % 40;
      if (column > 0) pairs.emplace_back(v - 1, v);
      if (v >= 40) pairs.emplace_back(v - 40, v);
      piece.places.push_back({static_cast<std::int32_t>(v / 40 * 1'000), static_cast<std::int32_t>(column * 1'000)});
    }
    piece.graph = make_adjacency(480, pairs);
    piece.vertices.resize(480);
    std::iota(piece.vertices.begin(), piece.vertices.end(), 0U);
    const auto cut = SeparatorFinder().find(piece);
    QCOMPARE(cut.size(), std::size_t{12});
    std::vector<bool> seen(480, false);
    for (const std::uint32_t v : cut) seen[v] = true;
    std::vector<std::uint32_t> reached = {0};
    seen[0] = true;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      for (const std::uint32_t w : piece.graph.of(reached[i])) {
        if (!seen[w]) reached.push_back(w);
        seen[w] = true;
      }
    }
    QVERIFY(reached.size() >= 120 && reached.size() <= 360);
  }

  void small_graphs_are_taken_out_from_the_rim() {
    // A wheel: the hub has most neighbours and outlasts all but the last two of the rim.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t v = 1; v <= 8; ++v) {
      pairs.emplace_back(0, v);
      pairs.emplace_back(v, v % 8 + 1);
    }
    const auto order = small_order(make_adjacency(9, pairs));
    QCOMPARE(order.size(), std::size_t{9});
    QVERIFY(std::find(order.begin(), order.end(), 0U) - order.begin() >= 5);
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::HierarchyTest)
#include "hierarchy_test.moc"
