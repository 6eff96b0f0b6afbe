// SPDX-License-Identifier: Apache-2.0
// Listeners from outside share the partitions of a live world, hand them over, and hear each event once.
#include <QTest>

#include "connectors/kafka/dead_letters.h"
#include "connectors/kafka/kafka_listener.h"
#include "tests/support/kafka_place.h"
#include "tests/support/real_servers.h"

using namespace pizza;

namespace {

// What several listeners have heard together: partition and sequence, and how often.
struct Heard {
  Bell bell;
  std::mutex mutex;
  std::map<std::pair<std::int32_t, std::uint64_t>, int> times;
  std::map<std::int32_t, std::vector<std::uint64_t>> in_order;

  void add(const EventEnvelope& event, const IncomingEvent& message) {
    {
      const std::lock_guard lock(mutex);
      ++times[{message.partition, event.sequence}];
      in_order[message.partition].push_back(event.sequence);
    }
    bell.ring();
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return times.size();
  }
  int most() {
    const std::lock_guard lock(mutex);
    int most = 0;
    for (const auto& [which, often] : times) most = std::max(most, often);
    return most;
  }
};

struct Member {
  explicit Member(const KafkaBusOptions& world, Heard& heard) {
    KafkaListenerOptions options;
    options.brokers = world.brokers;
    options.topic = world.topic;
    options.dead_topic = world.dead_topic;
    options.group = "watchers";
    // Events are made and freed on the listener's thread: only one kind of them counts itself.
    options.type_of = [](std::string_view name) { return name == "Rang" ? &event_type<samples::Rang>() : nullptr; };
    options.heard = [&heard](const EventEnvelope& event, const IncomingEvent& message) {
      if (event.as<samples::Rang>()->tone == "poison") throw std::runtime_error("poison");
      heard.add(event, message);
    };
    options.shared = [this](const std::set<std::int32_t>& partitions) {
      mine = partitions.size();
      shares.ring();
    };
    listener = std::make_unique<KafkaListener>(options);
  }
  bool wait_for_share(std::size_t count) {
    return shares.wait([&] { return mine == count; });
  }

  std::atomic<std::size_t> mine{0};
  Bell shares;
  std::unique_ptr<KafkaListener> listener;
};

struct World {
  KafkaBusOptions options;
  std::vector<std::unique_ptr<RungBus>> realms;
  std::uint64_t next = 0;

  World(KafkaPlace& place, std::int32_t count) : options(place.next(count)) {
    for (std::int32_t i = 0; i < count; ++i) {
      KafkaBusOptions one = options;
      one.realm = i;
      realms.push_back(std::make_unique<RungBus>(one));
    }
  }
  // So many more events in each realm.
  void go_on(int count, const std::string& tone = "la") {
    for (int i = 0; i < count; ++i) {
      ++next;
      for (auto& realm : realms)
        realm->bus->publish({next, Instant{5}, samples::holder(samples::Rang{next, tone, {}})});
    }
    for (auto& realm : realms) realm->bus->flushed();
  }
};

}  // namespace

class KafkaListenerTest : public QObject {
  Q_OBJECT

  std::unique_ptr<KafkaPlace> place_;

 private slots:
  void initTestCase() { PIZZA_START_OR_SKIP(place_ = std::make_unique<KafkaPlace>()); }
  void cleanupTestCase() { place_.reset(); }

  void one_hears_all_in_the_order_of_each_partition() {
    World world(*place_, 3);
    Heard heard;
    Member member(world.options, heard);
    world.go_on(100);
    QVERIFY(heard.bell.wait([&] { return heard.count() == 300; }));
    for (std::int32_t i = 0; i < 3; ++i) QCOMPARE(heard.in_order[i], numbers(1, 100));
    QVERIFY(heard.bell.wait([&] { return member.listener->tally().behind == 0; }));
    QVERIFY(heard.bell.wait([&] { return member.listener->tally().heard == 300; }));
  }

  void partitions_go_from_one_to_another_without_double_work() {
    World world(*place_, 4);
    Heard heard;
    Member first(world.options, heard);
    QVERIFY(first.wait_for_share(4));
    world.go_on(200);
    QVERIFY(heard.bell.wait([&] { return heard.count() == 800; }));
    auto second = std::make_unique<Member>(world.options, heard);
    for (int i = 0; i < 10; ++i) world.go_on(20);  // while they share anew
    QVERIFY(second->wait_for_share(2) && first.wait_for_share(2));
    for (int i = 0; i < 10; ++i) world.go_on(20);
    QVERIFY(heard.bell.wait([&] { return heard.count() == 4 * world.next; }));
    QVERIFY(second->listener->tally().heard != 0);
    second.reset();
    for (int i = 0; i < 10; ++i) world.go_on(20);
    QVERIFY(first.wait_for_share(4));
    QVERIFY(heard.bell.wait([&] { return heard.count() == 4 * world.next; }));
    QCOMPARE(heard.most(), 1);
    for (std::int32_t i = 0; i < 4; ++i) QCOMPARE(heard.in_order[i], numbers(1, world.next));
  }

  void a_realm_that_repeats_itself_is_heard_once() {
    World world(*place_, 1);
    Heard heard;
    Member member(world.options, heard);
    world.go_on(10);
    QVERIFY(world.realms[0]->bus->drain(seconds(60)));
    world.realms[0] = std::make_unique<RungBus>(world.options);
    world.next = 4;
    world.go_on(10);
    QVERIFY(heard.bell.wait([&] { return heard.count() == 14; }));
    QCOMPARE(heard.most(), 1);
    QCOMPARE(member.listener->tally().doubles, std::uint64_t{6});
  }

  void poison_is_put_aside_and_the_rest_goes_on() {
    World world(*place_, 1);
    Heard heard;
    Member member(world.options, heard);
    world.go_on(5);
    world.go_on(1, "poison");
    world.go_on(5);
    QVERIFY(heard.bell.wait([&] { return heard.count() == 10; }));
    QCOMPARE(member.listener->tally().dead, std::uint64_t{1});
    const auto letters = dead_letters({world.options.brokers, world.options.dead_topic, seconds(60)}, 10);
    QVERIFY(letters.ok() && letters->size() == 1);
    QCOMPARE(std::string(letters->front().header("dead_reason")), std::string("poison"));
    QCOMPARE(std::string(letters->front().header("dead_attempts")), std::string("5"));
    QCOMPARE(std::string(letters->front().header("dead_group")), std::string("watchers"));
  }

  void who_comes_back_goes_on_where_he_was() {
    World world(*place_, 2);
    Heard heard;
    {
      Member member(world.options, heard);
      world.go_on(50);
      QVERIFY(heard.bell.wait([&] { return heard.count() == 100; }));
    }
    world.go_on(50);
    Member member(world.options, heard);
    QVERIFY(heard.bell.wait([&] { return heard.count() == 200; }));
    QCOMPARE(heard.most(), 1);
    QVERIFY(heard.bell.wait([&] { return member.listener->tally().heard == 100; }));
  }
};

QTEST_GUILESS_MAIN(KafkaListenerTest)
#include "kafka_listener_test.moc"
