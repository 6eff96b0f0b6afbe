// SPDX-License-Identifier: Apache-2.0
// The sizes that the design states, from demand by arithmetic.
#include <QTest>

#include "core/topology/capacity.h"

using namespace pizza;

namespace {

constexpr std::int64_t giga = 1'000'000'000;
constexpr std::int64_t tera = 1'000 * giga;

EntitySize of(std::string_view entity, const Demand& demand = {}, const ShardLimits& limits = {}) {
  for (const EntitySize& size : capacity_plan(demand, {}, limits))
    if (size.entity == entity) return size;
  throw std::runtime_error("no such entity");
}

}  // namespace

class TopologyCapacityTest : public QObject {
  Q_OBJECT
 private slots:
  void theDesignsSizesAreReproduced() {
    QCOMPARE(of("orders").rows_per_day, std::int64_t{500'000'000});
    QCOMPARE(of("orders").bytes_per_day, 1 * tera);
    QCOMPARE(of("orders").bytes_per_year, 365 * tera);
    QCOMPARE(per_second(500'000'000), std::int64_t{5'787});
    QCOMPARE(of("users").bytes, 1'500 * giga);
    QCOMPARE(of("restaurants").bytes, 250 * giga);
    QCOMPARE(of("menu_items").rows, 5 * giga);
    QCOMPARE(of("menu_items").bytes, 2'500 * giga);
    QCOMPARE(tracking_bytes_per_hour({}, {}), 360 * giga);
    QCOMPARE(of("positions").bytes, 360 * giga);
    QCOMPARE(of("payments").rows_per_day, std::int64_t{100'000'000});
    QCOMPARE(of("reviews").rows, 1 * giga);
  }

  void shardsFollowFromBytesOrFromWritesWhicheverNeedsMore() {
    // 365 TB at 2 TB a shard; 17,361 orders/s at the peak would need 12 only.
    QCOMPARE(of("orders").peak_writes_per_s, std::int64_t{17'362});
    QCOMPARE(of("orders").shards, std::int64_t{183});
    // A million positions a second, three times as many at the peak: writes decide.
    QCOMPARE(of("positions").peak_writes_per_s, std::int64_t{3'000'000});
    QCOMPARE(of("positions").shards, std::int64_t{2'000});
    QCOMPARE(of("users").shards, std::int64_t{1});
    QCOMPARE(of("orders", {}, {1 * tera, 1'500}).shards, std::int64_t{365});
  }

  void aSmallTownNeedsOneShardOfEach() {
    Demand demand;
    demand.orders_per_day = 900;
    demand.users = 4'000;
    demand.restaurants = 12;
    demand.concurrent_deliveries = 40;
    demand.payments_per_day = 900;
    demand.reviews = 2'000;
    for (const EntitySize& size : capacity_plan(demand)) QCOMPARE(size.shards, std::int64_t{1});
  }
};

QTEST_GUILESS_MAIN(TopologyCapacityTest)
#include "topology_capacity_test.moc"
