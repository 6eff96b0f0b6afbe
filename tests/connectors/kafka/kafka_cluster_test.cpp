// SPDX-License-Identifier: Apache-2.0
// Three brokers: any one of them may be killed or hang in the middle of the work.
#include <QTest>

#include "tests/support/kafka_place.h"
#include "tests/support/real_servers.h"

using namespace pizza;

class KafkaClusterTest : public QObject {
  Q_OBJECT

  std::unique_ptr<KafkaPlace> place_;

  // Publishes and takes until `count` more events have come through.
  static bool work(RungBus& bus, std::uint64_t& published, std::vector<std::uint64_t>& got, std::uint64_t count) {
    const std::uint64_t until = published + count;
    while (published < until) {
      for (int i = 0; i < 10; ++i) bus.publish(++published);
      bus.bus->flushed();
      EventEnvelope event;
      while (bus.bus->take(event)) got.push_back(event.as<samples::Counted>()->number);
      bus.bus->flushed();
    }
    const std::vector<std::uint64_t> rest = bus.take(until - got.size());
    got.insert(got.end(), rest.begin(), rest.end());
    return got.size() == until;
  }

 private slots:
  void initTestCase() { PIZZA_START_OR_SKIP(place_ = std::make_unique<KafkaPlace>(3)); }
  void cleanupTestCase() { place_.reset(); }

  void each_broker_in_turn_is_killed_and_nothing_is_lost_or_doubled() {
    RungBus bus(place_->next());
    std::uint64_t published = 0;
    std::vector<std::uint64_t> got;
    QVERIFY(work(bus, published, got, 200));
    for (std::size_t broker = 0; broker < 3; ++broker) {
      for (int i = 0; i < 100; ++i) bus.publish(++published);
      bus.bus->flushed();
      place_->server.kill(broker);
      QVERIFY(work(bus, published, got, 300));  // two of three are enough
      place_->server.start(broker);
      place_->server.wait(broker);
      QVERIFY(work(bus, published, got, 100));
    }
    QCOMPARE(got, numbers(1, published));
    QVERIFY(bus.wait_until_published(published));
    QCOMPARE(bus.lost.rings(), 0);
    EventEnvelope none;
    QVERIFY(!bus.bus->take(none));
  }

  void a_broker_that_hangs_is_gone_around() {
    RungBus bus(place_->next());
    std::uint64_t published = 0;
    std::vector<std::uint64_t> got;
    QVERIFY(work(bus, published, got, 100));
    place_->server.freeze(1);
    const bool went_on = work(bus, published, got, 200);
    place_->server.thaw(1);
    QVERIFY(went_on);
    QVERIFY(work(bus, published, got, 100));
    QCOMPARE(got, numbers(1, published));
    QCOMPARE(bus.lost.rings(), 0);
  }
};

QTEST_GUILESS_MAIN(KafkaClusterTest)
#include "kafka_cluster_test.moc"
