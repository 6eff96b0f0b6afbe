// SPDX-License-Identifier: Apache-2.0
// What a realm's bus promises on a real broker: in order, once, whatever dies.
#include <QTest>

#include "connectors/kafka/dead_letters.h"
#include "core/model/event_id.h"
#include "tests/support/kafka_place.h"
#include "tests/support/real_servers.h"

using namespace pizza;

class KafkaBusTest : public QObject {
  Q_OBJECT

  std::unique_ptr<KafkaPlace> place_;

 private slots:
  void initTestCase() { PIZZA_START_OR_SKIP(place_ = std::make_unique<KafkaPlace>()); }
  void cleanupTestCase() { place_.reset(); }
  void cleanup() { QCOMPARE(samples::Counted::alive, 0); }

  void nothing_leaves_before_the_flush_and_all_of_it_after() {
    RungBus one(place_->next());
    for (std::uint64_t n = 1; n <= 50; ++n) one.publish(n);
    QCOMPARE(one.bus->tally().unsent, std::size_t{50});
    QCOMPARE(one.bus->published_through(), std::uint64_t{0});
    one.bus->flushed();
    QVERIFY(one.wait_until_published(50));
    QCOMPARE(one.take(50), numbers(1, 50));
    QCOMPARE(one.bus->tally().transactions, std::uint64_t{1});
    QCOMPARE(one.bus->tally().unsent, std::size_t{0});
  }

  void what_was_taken_and_flushed_does_not_come_again() {
    const KafkaBusOptions options = place_->next();
    {
      RungBus one(options);
      for (std::uint64_t n = 1; n <= 30; ++n) one.publish(n);
      one.bus->flushed();
      QCOMPARE(one.take(20), numbers(1, 20));
      one.bus->flushed();
      QVERIFY(one.bus->drain(seconds(60)));
      QCOMPARE(one.take(3), numbers(21, 23));  // and dies before their effects are durable
    }
    KafkaBusOptions again = options;
    again.consumed_through = 20;
    RungBus two(again);
    QCOMPARE(two.take(10), numbers(21, 30));
  }

  void what_is_sent_twice_comes_once() {
    const KafkaBusOptions options = place_->next();
    {
      RungBus one(options);
      for (std::uint64_t n = 1; n <= 10; ++n) one.publish(n);
      one.bus->flushed();
      QVERIFY(one.wait_until_published(10));  // and dies before the store hears of it
    }
    KafkaBusOptions again = options;
    again.consumed_through = 4;
    RungBus two(again);
    for (std::uint64_t n = 5; n <= 12; ++n) two.publish(n);  // the rows that nobody has consumed, and new ones
    two.bus->flushed();
    QCOMPARE(two.take(8), numbers(5, 12));
    QVERIFY(two.awake.wait([&] { return two.bus->tally().unsent == 0; }));
    EventEnvelope none;
    QVERIFY(!two.bus->take(none));
    QCOMPARE(two.bus->tally().doubles, std::uint64_t{4 + 6});
  }

  void a_zombie_is_shut_out() {
    const KafkaBusOptions options = place_->next();
    RungBus zombie(options);
    zombie.publish(1);
    zombie.bus->flushed();
    QVERIFY(zombie.wait_until_published(1));
    RungBus heir(options);
    heir.publish(2);
    heir.bus->flushed();
    QVERIFY(heir.wait_until_published(2));
    zombie.publish(3);
    zombie.bus->flushed();
    QVERIFY(zombie.lost.wait([&] { return zombie.lost.rings() == 1; }));
    QCOMPARE(zombie.bus->published_through(), std::uint64_t{1});
    heir.publish(4);
    heir.bus->flushed();
    QCOMPARE(heir.take(3), (std::vector<std::uint64_t>{1, 2, 4}));
  }

  void a_broker_that_dies_and_comes_back_loses_nothing_and_doubles_nothing() {
    RungBus one(place_->next());
    std::uint64_t next = 0;
    const auto work = [&](int rounds) {
      for (int i = 0; i < rounds; ++i) {
        for (int n = 0; n < 20; ++n) one.publish(++next);
        one.bus->flushed();
      }
    };
    work(20);
    std::vector<std::uint64_t> got = one.take(100);
    work(20);
    place_->server.kill(0);
    work(20);  // nobody waits for Kafka
    one.bus->flushed();
    QVERIFY(one.bus->tally().unsent != 0);
    place_->server.start(0);
    place_->server.wait(0);
    work(20);
    const std::vector<std::uint64_t> rest = one.take(next - got.size());
    got.insert(got.end(), rest.begin(), rest.end());
    QCOMPARE(got, numbers(1, 1'600));
    QVERIFY(one.wait_until_published(next));
    QCOMPARE(one.lost.rings(), 0);
    EventEnvelope none;
    QVERIFY(!one.bus->take(none));
  }

  void it_may_be_opened_while_kafka_is_away() {
    const KafkaBusOptions options = place_->next();
    place_->server.kill(0);
    RungBus one(options);
    one.publish(1);
    one.bus->flushed();
    EventEnvelope none;
    QVERIFY(!one.bus->take(none));
    QCOMPARE(one.bus->tally().behind, std::int64_t{-1});
    place_->server.start(0);
    QCOMPARE(one.take(1), numbers(1, 1));
    QCOMPARE(one.lost.rings(), 0);
  }

  void poison_goes_to_the_dead_letters_and_comes_back_when_it_is_sent_again() {
    const KafkaBusOptions options = place_->next();
    DeadLetterDesk desk{options.brokers, options.dead_topic, seconds(60)};
    RungBus one(options);
    for (std::uint64_t n = 1; n <= 3; ++n) one.publish(n);
    one.bus->flushed();
    QCOMPARE(one.take(2), numbers(1, 2));
    one.bus->refuse_last("the saga cannot go on", 5);
    QCOMPARE(one.take(1), numbers(3, 3));
    one.bus->flushed();
    QVERIFY(one.bus->drain(seconds(60)));
    const auto letters = dead_letters(desk, 100);
    QVERIFY(letters.ok());
    QCOMPARE(letters->size(), std::size_t{1});
    const IncomingEvent& letter = letters->front();
    QCOMPARE(std::string(letter.header("dead_reason")), std::string("the saga cannot go on"));
    QCOMPARE(std::string(letter.header("dead_attempts")), std::string("5"));
    QCOMPARE(std::string(letter.header("dead_topic")), options.topic);
    QCOMPARE(std::string(letter.type()), std::string("Counted"));
    QCOMPARE(*replay_dead_letters(desk, 100, [](const IncomingEvent&) { return false; }), std::size_t{0});
    QCOMPARE(*replay_dead_letters(desk, 100, [](const IncomingEvent&) { return true; }), std::size_t{1});
    QVERIFY(one.wait_for_message());
    EventEnvelope again;
    QVERIFY(one.bus->take(again));
    QVERIFY(again.as<samples::Counted>() != nullptr && again.as<samples::Counted>()->number == 2);
    QCOMPARE(again.sequence, std::uint64_t{0});
    QVERIFY(dead_letters(desk, 100)->empty());
    QCOMPARE(*replay_dead_letters(desk, 100, [](const IncomingEvent&) { return true; }), std::size_t{0});
  }

  void what_nobody_can_read_is_put_aside() {
    KafkaBusOptions options = place_->next();
    {
      // A later version of the program knows an event that this one does not.
      RungBus later(options);
      later.bus->publish({1, Instant{1}, samples::holder(samples::Rang{7, "la", {}})});
      later.publish(2);
      later.bus->flushed();
      QVERIFY(later.wait_until_published(2));
    }
    options.type_of = [](std::string_view name) { return name == "Rang" ? nullptr : sample_type_of(name); };
    RungBus one(options);
    QCOMPARE(one.take(1), numbers(2, 2));
    one.bus->flushed();
    QVERIFY(one.bus->drain(seconds(60)));
    const auto letters = dead_letters({options.brokers, options.dead_topic, seconds(60)}, 100);
    QCOMPARE(letters->size(), std::size_t{1});
    QCOMPARE(std::string(letters->front().header("dead_reason")), std::string("nobody knows the event type \"Rang\""));
  }

  void messages_are_cloud_events() {
    const KafkaBusOptions options = place_->next();
    RungBus one(options);
    one.bus->publish({41, Instant{1'795'201'200'123}, samples::holder(samples::Rang{7, "la", {1, -2}})});
    one.bus->flushed();
    QVERIFY(one.wait_until_published(41));
    const kafka::Handle reader =
        kafka::make_consumer(options.brokers, {{"group.id", "other"}, {"isolation.level", "read_committed"}});
    const auto mine = kafka::one_partition(options.topic, 0, RD_KAFKA_OFFSET_BEGINNING);
    rd_kafka_assign(reader.get(), mine.get());
    kafka::Message message;
    while (!message || message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
      message.reset(rd_kafka_consumer_poll(reader.get(), 1'000));
    const IncomingEvent read = read_message(*message);
    QCOMPARE(read.key, std::string("7"));
    QCOMPARE(std::string(read.type()), std::string("Rang"));
    QCOMPARE(std::string(read.header("ce_specversion")), std::string("1.0"));
    QCOMPARE(std::string(read.header("ce_source")), options.source);
    QCOMPARE(std::string(read.header("ce_time")), std::string("2026-11-20T19:00:00.123Z"));
    QCOMPARE(std::string(read.header("content-type")), std::string("application/protobuf"));
    QCOMPARE(read.header("id"), read.id());
    QCOMPARE(std::string(read.id()), event_id_text(event_id(0, 41)));
    QCOMPARE(read.id().size(), std::size_t{36});
    QCOMPARE(read.id()[14], '8');
    QCOMPARE(read.sequence(), std::uint64_t{41});
  }

  void events_without_a_sequence_come_in_their_place() {
    RungBus one(place_->next());
    one.publish(1);
    one.bus->publish({0, Instant{5}, samples::holder(samples::Counted(100))});
    one.publish(2);
    one.bus->flushed();
    QCOMPARE(one.take(3), (std::vector<std::uint64_t>{1, 100, 2}));
    QCOMPARE(one.bus->published_through(), std::uint64_t{2});
  }

  void a_reader_that_is_slow_holds_only_so_many() {
    KafkaBusOptions options = place_->next();
    options.queue = 100;
    RungBus one(options);
    for (std::uint64_t n = 1; n <= 5'000; ++n) one.publish(n);
    one.bus->flushed();
    QVERIFY(one.wait_until_published(5'000));
    QVERIFY(one.awake.wait([&] { return one.bus->waiting() == 100; }));
    QVERIFY(one.awake.wait([&] { return one.bus->tally().behind >= 4'999; }));
    QCOMPARE(one.take(5'000), numbers(1, 5'000));
    QVERIFY(one.awake.wait([&] { return one.bus->tally().behind == 0; }));
  }

  void addresses_and_topics_are_checked() {
    for (const char* bad : {"", "host", "host:", "host:0", ":9092", "a:1,,b:2", "a:1,b", "a:70000"})
      QVERIFY2(!check_brokers(bad).ok(), bad);
    for (const char* good : {"a:1", "a:1,b:2", "[::1]:9092"}) QVERIFY2(check_brokers(good).ok(), good);
    const Outcome nobody = ensure_topic("127.0.0.1:" + std::to_string(free_port()), {"events", 1}, milliseconds(300));
    QVERIFY(!nobody.ok());
    QCOMPARE(nobody.problem().type, std::string("kafka.unreachable"));
    const KafkaBusOptions options = place_->next(2);
    QVERIFY(ensure_topic(options.brokers, {options.topic, 2}, seconds(60)).ok());
    const Outcome few = ensure_topic(options.brokers, {options.topic, 3}, seconds(60));
    QVERIFY(!few.ok());
    QCOMPARE(few.problem().type, std::string("kafka.topic"));
  }
};

QTEST_GUILESS_MAIN(KafkaBusTest)
#include "kafka_bus_test.moc"
