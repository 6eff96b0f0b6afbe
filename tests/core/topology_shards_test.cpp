// SPDX-License-Identifier: Apache-2.0
// Which shard a key lives on, by range and by hash, and what moves when that changes.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/catalogue.h"
#include "core/model/random_bits.h"
#include "core/topology/topology.h"
#include "tests/support/hand_world.h"

using namespace pizza;

namespace {

std::vector<std::uint64_t> some_keys(std::uint64_t most) {
  std::vector<std::uint64_t> keys{1, 2, most, most + 1, std::uint64_t{1} << 62};
  RandomBits random(3);
  for (int i = 0; i < 4'000; ++i) keys.push_back(1 + random.next() % most);
  return keys;
}

ShardMap map_of(const QString& name) {
  const QStringList words = name.split(' ');
  const auto shards = static_cast<std::uint32_t>(words[1].toUInt());
  return words[0] == "hash" ? ShardMap::by_hash(shards) : ShardMap::by_range(words[2].toULongLong(), shards);
}

}  // namespace

class TopologyShardsTest : public QObject {
  Q_OBJECT
 private slots:
  void rangesAreTheDesigns() {
    const ShardMap map = ShardMap::by_range(10'000'000, 50);
    QCOMPARE(map.shard_of(1), 0u);
    QCOMPARE(map.shard_of(10'000'000), 0u);
    QCOMPARE(map.shard_of(10'000'001), 1u);
    QCOMPARE(map.shard_of(20'000'000), 1u);
    QCOMPARE(map.shard_of(500'000'000), 49u);
    QCOMPARE(map.shard_of(5'000'000'000), 49u);
    QCOMPARE(map.shard_of(0), 0u);
  }

  void rangesMayBeOfAnyLength() {
    const ShardMap map = ShardMap::by_ranges({1, 100, 101});
    QCOMPARE(map.shard_of(99), 0u);
    QCOMPARE(map.shard_of(100), 1u);
    QCOMPARE(map.shard_of(101), 2u);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, ShardMap::by_ranges({1, 5, 5}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, ShardMap::by_ranges({2, 5}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, ShardMap::by_ranges({}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, ShardMap::by_hash(0));
  }

  void hashesSpreadNewKeysAndRangesDoNot() {
    const auto fullest_of = [](const ShardMap& map, std::uint64_t first, std::uint64_t last) {
      std::map<std::uint32_t, int> count;
      for (std::uint64_t key = first; key <= last; ++key) ++count[map.shard_of(key)];
      int most = 0;
      for (const auto& [shard, n] : count) most = std::max(most, n);
      return most;
    };
    // 10,000 people who registered one after the other.
    QCOMPARE(fullest_of(ShardMap::by_range(10'000'000, 50), 30'000'001, 30'010'000), 10'000);
    QVERIFY(fullest_of(ShardMap::by_hash(50), 30'000'001, 30'010'000) < 300);
  }

  void theSpreadIsKnownBeforeAnyKeyIsMoved() {
    const ShardSpread ranges = spread_of(ShardMap::by_range(10'000'000, 50), 25'000'000);
    QCOMPARE(ranges.fullest, std::uint64_t{10'000'000});
    QCOMPARE(ranges.keys[2], std::uint64_t{5'000'000});
    QCOMPARE(ranges.emptiest, std::uint64_t{0});
    const ShardSpread hashed = spread_of(ShardMap::by_hash(50), 500'000'000);
    QVERIFY(hashed.emptiest > 8'000'000 && hashed.fullest < 12'000'000);
    std::uint64_t sum = 0;
    for (const std::uint64_t keys : hashed.keys) sum += keys;
    QVERIFY(sum <= 500'000'000 && sum > 499'999'000);
  }

  void oneShardMoreTakesItsShareFromAllAndNothingElseMoves() {
    const ShardMap before = ShardMap::by_hash(10), after = ShardMap::by_hash(11);
    std::map<std::uint32_t, int> taken_from;
    for (std::uint32_t slot = 0; slot < ShardMap::slot_count; ++slot) {
      if (before.shard_of_slot(slot) == after.shard_of_slot(slot)) continue;
      QCOMPARE(after.shard_of_slot(slot), 10u);
      ++taken_from[before.shard_of_slot(slot)];
    }
    QCOMPARE(taken_from.size(), std::size_t{10});
    int moved = 0;
    for (const auto& [shard, count] : taken_from) moved += count;
    QVERIFY(moved > 1'300 && moved < 1'700);  // 16,384 / 11 = 1,489
  }

  void aPlanTurnsOneMapIntoAnother_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("hash grows") << "hash 4"
                                << "hash 5";
    QTest::newRow("hash shrinks") << "hash 5"
                                  << "hash 3";
    QTest::newRow("ranges split") << "range 4 1000"
                                  << "range 8 500";
    QTest::newRow("ranges join") << "range 8 500"
                                 << "range 3 1500";
    QTest::newRow("range to hash") << "range 4 1000"
                                   << "hash 4";
    QTest::newRow("hash to range") << "hash 3"
                                   << "range 4 1000";
    QTest::newRow("nothing changes") << "hash 7"
                                     << "hash 7";
  }
  void aPlanTurnsOneMapIntoAnother() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    const ShardMap old_map = map_of(before), new_map = map_of(after);
    const auto plan = resharding_plan(old_map, new_map);
    QCOMPARE(plan.empty(), before == after);
    for (const std::uint64_t key : some_keys(4'200)) {
      QCOMPARE(shard_during(old_map, plan, 0, key), old_map.shard_of(key));
      QCOMPARE(shard_during(old_map, plan, plan.size(), key), new_map.shard_of(key));
      int moves = 0;
      for (const ShardMove& move : plan) {
        if (!move.takes(key)) continue;
        ++moves;
        QCOMPARE(move.from, old_map.shard_of(key));
        QCOMPARE(move.to, new_map.shard_of(key));
      }
      QCOMPARE(moves, old_map.shard_of(key) == new_map.shard_of(key) ? 0 : 1);
    }
  }

  void halfAPlanLeavesEveryKeyInOnePlace() {
    const ShardMap before = ShardMap::by_range(1'000, 4), after = ShardMap::by_hash(6);
    const auto plan = resharding_plan(before, after);
    for (const std::uint64_t key : some_keys(4'200)) {
      const std::uint32_t shard = shard_during(before, plan, plan.size() / 2, key);
      QVERIFY(shard == before.shard_of(key) || shard == after.shard_of(key));
    }
  }

  void howMuchMovesIsKnown() {
    const auto split = resharding_plan(ShardMap::by_range(1'000, 2), ShardMap::by_range(500, 4));
    // 501..1000 to 1; 1001..1500 to 2; 1501..2000 to 3.
    QCOMPARE(moved_keys(split, 2'000), std::uint64_t{1'500});
    const auto grow = resharding_plan(ShardMap::by_hash(10), ShardMap::by_hash(11));
    const std::uint64_t moved = moved_keys(grow, 500'000'000);
    QVERIFY(moved > 40'000'000 && moved < 52'000'000);
  }

  void recordsLiveWithTheirUserOrTheirRestaurant() {
    const auto family = [](std::string_view table) {
      for (const RecordType* type : all_record_types())
        if (type->schema->name == table) return shard_family(*type->schema);
      throw std::runtime_error("no such table");
    };
    for (const char* table : {"users", "orders", "payments", "sessions", "baskets", "order_sagas", "ledger_entries"})
      QVERIFY2(family(table) == ShardFamily::User, table);
    for (const char* table : {"restaurants", "menu_items", "tickets", "reviews", "kitchens"})
      QVERIFY2(family(table) == ShardFamily::Restaurant, table);
    for (const char* table : {"riders", "deliveries"}) QVERIFY2(family(table) == ShardFamily::Tracking, table);
    QVERIFY(family("signing_keys") == ShardFamily::Global);
  }

  void whereARecordLivesIsReadOffIt() {
    const Topology topology = Topology::usual();
    Order order;
    order.id = {77};
    order.user = {25'000'000};
    order.placed_at = {1'795'201'200'000};  // 2026-11-20
    const Whereabouts now = topology.where_lives(record_type<Order>(), &order, {}, order.placed_at);
    QCOMPARE(now.shard, 2u);
    QCOMPARE(now.partition, std::string("orders_2026_11"));
    QVERIFY(now.tier == Tier::Hot);
    QVERIFY(topology.where_lives(record_type<Order>(), &order, {}, order.placed_at + days(400)).tier == Tier::Cold);
    // Its basket lives beside it.
    Basket basket;
    basket.order = order.id;
    const LifeFacts facts{order.user, {}, {}, order.placed_at};
    QCOMPARE(topology.where_lives(record_type<Basket>(), &basket, facts, order.placed_at).shard, now.shard);
  }

  void deliveriesStayInTheirCountry() {
    const Topology topology = Topology::usual();
    Rider rider;
    rider.id = {5};
    rider.place = test::HandWorld::shop_place;  // Monaco, inside the box of France too
    const Whereabouts where = topology.where_lives(record_type<Rider>(), &rider, {}, {});
    QCOMPARE(where.country, std::string_view("MC"));
    QCOMPARE(where.copies.size(), std::size_t{1});
    QCOMPARE(where.shard, topology.tracking_shard_of(rider.place));
    const RegionMap& regions = topology.regions();
    QVERIFY(!regions.may_copy(Spread::OwnCountry, "MC", "FR"));
    QVERIFY(regions.may_copy(Spread::PerContinent, "MC", "FR"));
    Restaurant shop;
    shop.id = {9};
    shop.place = test::HandWorld::shop_place;
    const Whereabouts home = topology.where_lives(record_type<Restaurant>(), &shop, {}, {});
    QCOMPARE(regions.regions()[home.region].name, std::string("eu-west"));
    QCOMPARE(home.copies.size(), regions.regions().size());
    QCOMPARE(home.copies.front(), home.region);
    // A read replica a continent: Europe, North America, South America, Asia, Oceania.
    Order order;
    order.user = {1};
    const auto copies = topology.where_lives(record_type<Order>(), &order, {{}, {}, shop.place, {}}, {}).copies;
    QCOMPARE(copies.size(), std::size_t{5});
  }

  void aPlaceHasACountryAndARegion() {
    const RegionMap& map = RegionMap::usual();
    const auto at = [&](double lat, double lon) { return map.regions()[map.region_at(geo_point(lat, lon))].name; };
    QCOMPARE(map.country_at(geo_point(43.7384, 7.4246))->code, std::string("MC"));
    QCOMPARE(map.country_at(geo_point(48.8566, 2.3522))->code, std::string("FR"));
    QVERIFY(map.country_at(geo_point(0, -30)) == nullptr);
    QCOMPARE(at(19.07, 72.87), std::string("ap-south"));
    QCOMPARE(at(40.71, -74.0), std::string("us-east"));
    QCOMPARE(at(-36.85, 174.76), std::string("ap-southeast"));  // Auckland: no country of ours, the nearest region
    QCOMPARE(at(38.72, -9.14), std::string("eu-west"));         // Lisbon: inside the box of Spain
    QCOMPARE(at(64.13, -21.9), std::string("eu-west"));         // Reykjavík
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, RegionMap({}, {}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, RegionMap({{"a", Continent::Asia, {}}}, {{"XX", 1, {}, {}}}));
  }

  void figuresForScreensCountEveryRecordOnce() {
    MemoryStore store;
    InProcessBus bus;
    test::HandWorld world(store, bus);
    const auto cast = world.open_shop();
    for (int i = 0; i < 30; ++i) world.add_user("user" + std::to_string(i) + "@example.org");
    world.whole_order(cast);
    const Topology topology(ShardMap::by_range(10, 5), ShardMap::by_hash(4), 8, RegionMap::usual());
    for (const TableFigures& table : table_figures(store, all_record_types(), topology, world.clock.at)) {
      std::uint64_t on_shards = 0, in_tiers = 0;
      for (const std::uint64_t rows : table.rows_by_shard) on_shards += rows;
      for (const std::uint64_t rows : table.rows_by_tier) in_tiers += rows;
      QCOMPARE(on_shards, table.rows);
      QCOMPARE(in_tiers, table.rows);
      if (table.table == "users") {
        QCOMPARE(table.rows, std::uint64_t{31});
        QVERIFY((table.rows_by_shard == std::vector<std::uint64_t>{10, 10, 10, 1, 0}));
        QVERIFY(table.bytes > 31 * 20);
      }
    }
    QCOMPARE(topology.shard_of(UserId{11}), 1u);
  }
};

QTEST_GUILESS_MAIN(TopologyShardsTest)
#include "topology_shards_test.moc"
