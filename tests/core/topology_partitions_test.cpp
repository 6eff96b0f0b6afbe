// SPDX-License-Identifier: Apache-2.0
// Months, tiers, and what a store has to do about its partitions.
#include <QTest>
#include <map>

#include "core/catalogue.h"
#include "core/model/records/notification.h"
#include "core/model/records/order.h"
#include "core/model/records/user.h"
#include "core/model/schema_of.h"
#include "core/topology/partitions.h"

using namespace pizza;

namespace {

const Schema& orders = schema_of<Order>();
const Schema& notifications = schema_of<Notification>();

Instant day(std::int32_t year, std::int32_t month, std::int32_t day_of_month) {
  return {days_of({year, month, day_of_month}) * days(1).ms};
}

std::string told(const std::vector<PartitionStep>& steps) {
  std::string text;
  for (const PartitionStep& step : steps)
    text += std::string(text.empty() ? "" : ", ") +
            std::string(partition_action_names[static_cast<std::size_t>(step.action)]) + " " + step.partition;
  return text;
}

}  // namespace

class TopologyPartitionsTest : public QObject {
  Q_OBJECT
 private slots:
  void anInstantHasItsMonth() {
    QCOMPARE(Month::of(day(2026, 11, 30) + days(1) - milliseconds(1)).text(), std::string("2026_11"));
    QCOMPARE(Month::of(day(2026, 12, 1)).text(), std::string("2026_12"));
    QCOMPARE(Month::of(day(2024, 2, 29)).text(), std::string("2024_02"));
    QCOMPARE(Month::of({-1}).text(), std::string("1969_12"));
    QVERIFY((Month{2026, 11}.plus(2) == Month{2027, 1}));
    QVERIFY((Month{2026, 1}.plus(-1) == Month{2025, 12}));
    QVERIFY((Month{2026, 1}.plus(-25) == Month{2023, 12}));
    QCOMPARE(Month({2026, 11}).begin(), day(2026, 11, 1));
    QCOMPARE(partition_name(orders, day(2026, 11, 27)), std::string("orders_2026_11"));
    QCOMPARE(partition_name(schema_of<User>(), day(2026, 11, 27)), std::string("users"));
  }

  void ordersAreHotForSixMonthsThenInBothThenColdOnly() {
    const PartitionRule rule = partition_rule(orders);
    const Month november{2026, 11};
    QVERIFY(rule.tier(november, day(2026, 11, 1)) == Tier::Hot);
    QVERIFY(rule.tier(november, day(2027, 6, 1) - milliseconds(1)) == Tier::Hot);
    QVERIFY(rule.tier(november, day(2027, 6, 1)) == Tier::HotAndCold);
    QVERIFY(rule.tier(november, day(2027, 12, 1) - milliseconds(1)) == Tier::HotAndCold);
    QVERIFY(rule.tier(november, day(2027, 12, 1)) == Tier::Cold);
    QVERIFY(rule.tier(november, day(2050, 1, 1)) == Tier::Cold);  // still readable
  }

  void noRecordLeavesTheStoreBeforeItsTime() {
    // However late in the month it was made: six months and a year are full ones.
    const PartitionRule rule = partition_rule(orders);
    for (std::int32_t n = 0; n < 800; ++n) {
      const Instant made = day(2024, 1, 1) + days(n);
      QVERIFY(rule.tier(Month::of(made), made + days(181)) == Tier::Hot);
      QVERIFY(rule.tier(Month::of(made), made + days(364)) != Tier::Cold);
      QVERIFY(rule.tier(Month::of(made), made + days(398)) == Tier::Cold);
    }
  }

  void whatNeedNotStayReadableIsDropped() {
    const PartitionRule rule = partition_rule(notifications);  // kept for 90 days
    // Whole months, as if each were the shortest: never a day too early.
    QVERIFY(rule.tier({2026, 11}, day(2027, 2, 28)) == Tier::Hot);
    QVERIFY(rule.tier({2026, 11}, day(2027, 4, 1)) == Tier::Dropped);
  }

  void everyTableHasARuleThatKeepsItsPromise() {
    int monthly = 0;
    for (const RecordType* type : all_record_types()) {
      const Schema& schema = *type->schema;
      const PartitionRule rule = partition_rule(schema);
      if (!rule.monthly) {
        QVERIFY2(!schema.keep_for, std::string(schema.name).c_str());
        continue;
      }
      ++monthly;
      if (!schema.keep_for || rule.archive_after != 0) continue;
      const Instant made = day(2026, 1, 31);
      const Tier then = rule.tier(Month::of(made), made + *schema.keep_for - milliseconds(1));
      QVERIFY2(then != Tier::Dropped, std::string(schema.name).c_str());
    }
    QVERIFY(monthly >= 6);
  }

  void partitionsAreMadeBeforeTheyAreNeeded() {
    QCOMPARE(told(partition_steps(orders, {2026, 11}, {}, day(2026, 11, 27))),
             std::string("create orders_2026_11, create orders_2026_12"));
    QCOMPARE(told(partition_steps(orders, {2026, 11}, day(2026, 11, 27), day(2026, 11, 30))), std::string());
    QCOMPARE(told(partition_steps(orders, {2026, 11}, day(2026, 11, 30), day(2026, 12, 1))),
             std::string("create orders_2027_01"));
    const auto step = partition_steps(orders, {2026, 11}, day(2026, 11, 30), day(2026, 12, 1)).at(0);
    QCOMPARE(step.from, day(2027, 1, 1));
    QCOMPARE(step.until, day(2027, 2, 1));
    QVERIFY(partition_steps(schema_of<User>(), {2026, 11}, {}, day(2026, 11, 27)).empty());
  }

  void partitionsGoOnTheirWayOnce() {
    // A year and a half, day by day: each partition is made, copied and taken out exactly once, in this order.
    std::map<std::string, std::string> ways;
    std::optional<Instant> last;
    for (std::int32_t n = 0; n < 550; ++n) {
      const Instant now = day(2026, 1, 10) + days(n);
      for (const Schema* schema : {&orders, &notifications})
        for (const PartitionStep& step : partition_steps(*schema, {2026, 1}, last, now))
          ways[step.partition] += std::string(partition_action_names[static_cast<std::size_t>(step.action)]) + " ";
      last = now;
    }
    QCOMPARE(ways["orders_2026_01"], std::string("create archive detach "));
    QCOMPARE(ways["orders_2026_12"], std::string("create archive "));
    QCOMPARE(ways["orders_2027_03"], std::string("create "));
    QCOMPARE(ways["notifications_2026_01"], std::string("create drop "));
    // A store that slept for two years catches up in one go.
    std::map<std::string, std::string> slept;
    for (const PartitionStep& step : partition_steps(orders, {2026, 1}, day(2026, 1, 10), day(2028, 1, 1)))
      slept[step.partition] += std::string(partition_action_names[static_cast<std::size_t>(step.action)]) + " ";
    QCOMPARE(slept["orders_2026_01"], std::string("archive detach "));
  }
};

QTEST_GUILESS_MAIN(TopologyPartitionsTest)
#include "topology_partitions_test.moc"
