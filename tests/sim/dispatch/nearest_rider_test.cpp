// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <map>

#include "sim/dispatch/nearest_rider.h"

using namespace pizza;
using namespace pizza::sim;

namespace {

struct Table : TravelOracle {
  std::map<std::pair<std::uint64_t, std::uint32_t>, Duration> ways;  // rider, site
  Duration to_site(const IdleRider& rider, std::uint32_t site) override { return ways.at({rider.id.value, site}); }
};

constexpr Instant noon{1'000'000'000};

OpenDelivery delivery(std::uint64_t id, std::uint32_t site, Instant due) {
  return {{id}, site, due, noon, {}};
}

QString text(const std::vector<Offer>& offers) {
  QStringList parts;
  for (const Offer& offer : offers) parts << QString("%1:%2").arg(offer.delivery.value).arg(offer.rider.value);
  return parts.join(' ');
}

}  // namespace

class NearestRiderTest : public QObject {
  Q_OBJECT

 private slots:
  void nearest_goes() {
    Table table;
    table.ways = {{{1, 0}, minutes(5)}, {{2, 0}, minutes(3)}, {{3, 0}, minutes(4)}};
    const std::vector<IdleRider> riders{{{1}, 0}, {{2}, 1}, {{3}, 2}};
    const std::vector<OpenDelivery> open{delivery(10, 0, noon + minutes(4))};
    QCOMPARE(text(NearestRider().match(noon, riders, open, table)), QString("10:2"));
  }

  void lower_id_among_equals() {
    Table table;
    table.ways = {{{4, 0}, minutes(2)}, {{7, 0}, minutes(2)}};
    const std::vector<IdleRider> riders{{{4}, 0}, {{7}, 1}};
    const std::vector<OpenDelivery> open{delivery(10, 0, noon)};
    QCOMPARE(text(NearestRider().match(noon, riders, open, table)), QString("10:4"));
  }

  void due_first_chooses_first() {
    Table table;
    table.ways = {{{1, 0}, minutes(1)}, {{1, 1}, minutes(1)}, {{2, 0}, minutes(2)}, {{2, 1}, minutes(9)}};
    const std::vector<IdleRider> riders{{{1}, 0}, {{2}, 1}};
    const std::vector<OpenDelivery> open{delivery(10, 0, noon + minutes(2)), delivery(11, 1, noon + minutes(1))};
    QCOMPARE(text(NearestRider().match(noon, riders, open, table)), QString("11:1 10:2"));
  }

  void not_too_early() {
    Table table;
    table.ways = {{{1, 0}, minutes(4)}};
    const std::vector<IdleRider> riders{{{1}, 0}};
    const std::vector<OpenDelivery> open{delivery(10, 0, noon + minutes(10))};
    NearestRider policy(minutes(3));
    QCOMPARE(text(policy.match(noon + milliseconds(179'999), riders, open, table)), QString());
    QCOMPARE(text(policy.match(noon + minutes(3), riders, open, table)), QString("10:1"));
  }

  void who_refused_is_not_asked() {
    Table table;
    table.ways = {{{1, 0}, minutes(1)}, {{2, 0}, minutes(8)}};
    const std::vector<IdleRider> riders{{{1}, 0}, {{2}, 1}};
    std::vector<OpenDelivery> open{delivery(10, 0, noon)};
    open[0].refused = {{1}};
    QCOMPARE(text(NearestRider().match(noon, riders, open, table)), QString("10:2"));
    open[0].refused = {{2}, {1}};
    QCOMPARE(text(NearestRider().match(noon, riders, open, table)), QString());
  }

  void no_rider_twice() {
    Table table;
    table.ways = {{{1, 0}, minutes(1)}};
    const std::vector<IdleRider> riders{{{1}, 0}};
    const std::vector<OpenDelivery> open{delivery(10, 0, noon), delivery(11, 0, noon)};
    QCOMPARE(text(NearestRider().match(noon, riders, open, table)), QString("10:1"));
    QCOMPARE(text(NearestRider().match(noon, {}, open, table)), QString());
  }
};

QTEST_GUILESS_MAIN(NearestRiderTest)
#include "nearest_rider_test.moc"
