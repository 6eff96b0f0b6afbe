// SPDX-License-Identifier: Apache-2.0
// Redis and Kafka really start, die and come back.
#include <QTest>

#include "connectors/servers/local_kafka.h"
#include "connectors/servers/local_redis.h"
#include "tests/support/real_servers.h"

using namespace pizza;

class LocalServersTest : public QObject {
  Q_OBJECT
 private slots:
  void redis_starts_dies_and_comes_back() {
    std::unique_ptr<LocalRedis> redis;
    PIZZA_START_OR_SKIP(redis = std::make_unique<LocalRedis>());
    QVERIFY(port_answers(redis->port()));
    QVERIFY(redis->mark().running());
    redis->kill();
    QVERIFY(!port_answers(redis->port()) && !redis->mark().running());
    redis->start();
    QVERIFY(port_answers(redis->port()));
    redis->stop();
    QVERIFY(!port_answers(redis->port()));
  }

  void kafka_starts_dies_and_comes_back() {
    std::unique_ptr<LocalKafka> kafka;
    PIZZA_START_OR_SKIP(kafka = std::make_unique<LocalKafka>());
    QVERIFY(port_answers(kafka->ports()[0]));
    QCOMPARE(kafka->brokers(), "127.0.0.1:" + std::to_string(kafka->ports()[0]));
    kafka->kill(0);
    QVERIFY(!port_answers(kafka->ports()[0]));
    kafka->start(0);
    kafka->wait(0);
    QVERIFY(port_answers(kafka->ports()[0]));
    kafka->stop(0);
    QVERIFY(!kafka->mark(0).running());
  }

  void three_brokers_make_one_cluster_and_one_may_die() {
    std::unique_ptr<LocalKafka> kafka;
    PIZZA_START_OR_SKIP(kafka = std::make_unique<LocalKafka>(LocalKafka::Options{{}, 3, false, {}}));
    QCOMPARE(kafka->size(), std::size_t{3});
    kafka->kill(1);
    kafka->start(1);
    kafka->wait(1);
    for (std::size_t i = 0; i < 3; ++i) QVERIFY(port_answers(kafka->ports()[2 * i]));
  }
};

QTEST_GUILESS_MAIN(LocalServersTest)
#include "local_servers_test.moc"
