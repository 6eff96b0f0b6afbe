// SPDX-License-Identifier: Apache-2.0
// Redis as a help that may go at any time: killed, started anew, frozen, shared by instances.
#include <QTest>
#include <csignal>
#include <thread>

#include "connectors/redis/redis_rate_limiter.h"
#include "connectors/redis/redis_tracking.h"
#include "connectors/redis/single_flight.h"
#include "connectors/servers/local_redis.h"
#include "tests/support/real_servers.h"

using namespace pizza;

namespace {

constexpr Instant start{1'795'201'200'000};

RedisOptions options_for(const LocalRedis& server, Duration patience = seconds(5)) {
  RedisOptions options;
  options.address = redis_address(server.url()).value();
  options.patience = patience;
  return options;
}

}  // namespace

class RedisTest : public QObject {
  Q_OBJECT

  std::unique_ptr<LocalRedis> server_;

 private slots:
  void init() { PIZZA_START_OR_SKIP(server_ = std::make_unique<LocalRedis>()); }
  void cleanup() { server_.reset(); }

  void addresses_are_read_whole_or_refused() {
    const auto full = redis_address("redis://me:p%40ss@cache.example:6380/3");
    QVERIFY(full.ok());
    QCOMPARE(full->host + full->user + full->password, std::string("cache.examplemep@ss"));
    QVERIFY(full->port == 6380 && full->database == 3);
    const auto short_one = redis_address("redis://[::1]");
    QVERIFY(short_one.ok() && short_one->host == "::1" && short_one->port == 6379 && short_one->database == 0);
    for (const char* bad : {"", "http://a", "redis://", "redis://a:0", "redis://a:99999", "redis://a/x", "redis://[::1",
                            "redis://user@a", "redis://:%4@a", "redis://a:1x"}) {
      const auto refused = redis_address(bad);
      QVERIFY2(!refused.ok(), bad);
      QCOMPARE(refused.problem().field, std::string("redis"));
    }
  }

  void when_redis_dies_the_business_goes_on_and_it_comes_back_by_itself() {
    RedisClient client(options_for(*server_));
    RedisCache cache(client);
    RedisRateLimiter limiter(client);
    const RateRule rule{1, hours(1), 2};
    cache.put("menu", "old", start, start + hours(1));
    QVERIFY(cache.get("menu", start) == "old");
    server_->kill();
    QVERIFY(!cache.get("menu", start));
    QVERIFY(!client.reachable(start));
    // Nobody is told that somebody else is at it, and limits hold within the instance.
    QVERIFY(cache.add("in flight", "x", start, start + seconds(10)));
    QVERIFY(limiter.take("a", rule, start).allowed && limiter.take("a", rule, start).allowed);
    QVERIFY(!limiter.take("a", rule, start).allowed);
    const RedisTally before = client.tally();
    for (int i = 0; i < 1'000; ++i) QVERIFY(!cache.get("menu", start + milliseconds(999)));
    QCOMPARE(client.tally().calls, before.calls);
    QCOMPARE(client.tally().spared, before.spared + 1'000);
    server_->start();
    QVERIFY(!cache.get("menu", start + milliseconds(999)));
    QVERIFY(!cache.get("menu", start + seconds(2)));
    QVERIFY(client.reachable(start + seconds(2)));
    cache.put("menu", "new", start + seconds(2), start + hours(1));
    QVERIFY(cache.get("menu", start + seconds(2)) == "new");
  }

  void a_restart_between_two_calls_is_not_even_noticed() {
    RedisClient client(options_for(*server_));
    RedisCache cache(client);
    cache.put("a", "1", start, start + hours(1));
    server_->stop();
    server_->start();
    QVERIFY(!cache.get("a", start));
    QVERIFY(client.reachable(start));
    QCOMPARE(client.tally().failures, std::uint64_t{0});
  }

  void a_redis_that_hangs_is_given_up_and_what_was_removed_meanwhile_stays_removed() {
    RedisClient client(options_for(*server_, milliseconds(20)));
    RedisCache cache(client);
    for (int i = 0; i < 30; ++i) cache.put("key" + std::to_string(i), "old", start, start + hours(1));
    ::kill(server_->mark().pid, SIGSTOP);
    QVERIFY(!cache.get("key1", start));
    cache.remove("key1");
    cache.put("key2", "newer, and nowhere", start, start + hours(1));
    QCOMPARE(cache.owed(), std::size_t{2});
    ::kill(server_->mark().pid, SIGCONT);
    const Instant later = start + seconds(2);
    RedisClient patient(options_for(*server_));
    QVERIFY(patient.call({"PING"}, start));
    QTRY_VERIFY(cache.get("key3", later) == "old" || !client.reachable(later));
    QCOMPARE(cache.owed(), std::size_t{0});
    QVERIFY(!cache.get("key1", later) && !cache.get("key2", later));
  }

  void too_many_debts_empty_the_cache_but_touch_nobody_elses() {
    RedisOptions options = options_for(*server_, milliseconds(20));
    RedisClient client(options);
    RedisCache cache(client);
    RedisOptions of_others = options_for(*server_);
    of_others.prefix = "others:";
    RedisClient other_client(of_others);
    RedisCache other(other_client);
    other.put("kept", "x", start, start + hours(1));
    for (int i = 0; i < 2'500; ++i) cache.put("key" + std::to_string(i), "old", start, start + hours(1));
    ::kill(server_->mark().pid, SIGSTOP);
    for (int i = 0; i < 10'001; ++i) cache.remove("any" + std::to_string(i));
    ::kill(server_->mark().pid, SIGCONT);
    QVERIFY(other.get("kept", start) == "x");
    Instant later = start;
    for (int i = 0; cache.owed() != 0 && i < 100; ++i) cache.get("key1", later = later + seconds(2));
    QCOMPARE(cache.owed(), std::size_t{0});
    QVERIFY(!cache.get("key1", later) && !cache.get("key2499", later));
    QVERIFY(other.get("kept", later) == "x");
  }

  void entries_end_by_redis_own_clock_too() {
    RedisClient client(options_for(*server_));
    RedisCache cache(client);
    cache.put("short", "x", start, start + milliseconds(30));
    QTRY_VERIFY(!cache.get("short", start));
  }

  void the_server_forgets_what_was_not_used_for_longest() {
    RedisClient client(options_for(*server_));
    const auto policy = client.call({"CONFIG", "GET", "maxmemory-policy"}, start);
    QVERIFY(policy && policy->items.size() == 2 && policy->items[1].text == "allkeys-lru");
    QVERIFY(client.call({"CONFIG", "SET", "maxmemory", "4mb"}, start));
    RedisCache cache(client);
    for (int i = 0; i < 400; ++i)
      cache.put("key" + std::to_string(i), std::string(50'000, 'x'), start, start + hours(1));
    QVERIFY(cache.get("key399", start) && !cache.get("key0", start));
  }

  void instances_share_limits() {
    RedisClient one(options_for(*server_)), two(options_for(*server_));
    RedisRateLimiter first(one), second(two);
    const RateRule rule{1, hours(1), 100};
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (RedisRateLimiter* limiter : {&first, &second, &first, &second})
      threads.emplace_back([&, limiter] {
        for (int n = 0; n < 200; ++n) allowed += limiter->take("key", rule, start).allowed;
      });
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(allowed.load(), 100);
  }

  void of_a_hundred_who_want_the_same_one_makes_it() {
    RedisClient one(options_for(*server_)), two(options_for(*server_));
    RedisCache first(one), second(two);
    const FlightRules rules{seconds(30), seconds(60), seconds(30), seconds(30)};
    SingleFlight flights[2]{{first, "one", rules}, {second, "two", rules}};
    std::atomic<int> made{0}, right{0};
    const auto make = [&] {
      ++made;
      return std::string("the menu");
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&, i] {
        for (int n = 0; n < 12; ++n) right += flights[i % 2].get("menu", start, make) == "the menu";
      });
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(made.load(), 1);
    QCOMPARE(right.load(), 96);
  }

  void while_one_makes_it_anew_the_others_are_given_the_old_one() {
    RedisClient client(options_for(*server_));
    RedisCache cache(client);
    SingleFlight flight(cache, "one"), other(cache, "two");
    QCOMPARE(flight.get("menu", start, [] { return "old"; }), std::string("old"));
    const Instant later = start + seconds(31);
    const std::string made = flight.get("menu", later, [&] {
      // We are in the air: somebody else comes.
      return other.get("menu", later, [] { return std::string("made twice"); }) + " and new";
    });
    QCOMPARE(made, std::string("old and new"));
    QCOMPARE(other.tally().stale, std::uint64_t{1});
    QCOMPARE(other.get("menu", later, [] { return std::string("?"); }), made);
  }

  void a_maker_that_fails_or_dies_keeps_nobody_waiting() {
    RedisClient client(options_for(*server_));
    RedisCache cache(client);
    SingleFlight flight(cache, "one");
    const auto fails = []() -> std::string { throw std::runtime_error("no menu"); };
    QVERIFY_EXCEPTION_THROWN(flight.get("menu", start, fails), std::runtime_error);
    QCOMPARE(flight.get("menu", start, [] { return "made"; }), std::string("made"));
    // Dead while in the air: its mark stands until it ends.
    QVERIFY(cache.add("flight:other", "dead:1", start, start + seconds(5)));
    SingleFlight hasty(cache, "two", {seconds(30), seconds(60), seconds(5), milliseconds(0)});
    QCOMPARE(hasty.get("other", start, [] { return "made"; }), std::string("made"));
  }

  void places_are_known_for_ten_seconds() {
    RedisClient one(options_for(*server_)), two(options_for(*server_));
    RedisTracking reports(one), looks(two);
    const TrackedPlace here{{535'500'000, -99'300'000}, start};
    reports.report(RiderId{7}, here, start);
    const std::array riders{RiderId{7}, RiderId{8}};
    QVERIFY(looks.where(riders, start + milliseconds(9'999))[0] == here);
    QVERIFY(!looks.where(riders, start)[1]);
    QVERIFY(!looks.where(riders, start + seconds(10))[0]);
    const TrackedPlace newer{{1, 2}, start + seconds(1)};
    reports.report(RiderId{7}, newer, start + seconds(1));
    reports.report(RiderId{7}, here, start + seconds(1));
    QVERIFY(looks.where(riders, start + seconds(1))[0] == newer);
    server_->kill();
    QVERIFY(!looks.where(riders, start + seconds(1))[0]);
  }

  void every_call_is_bounded_when_nobody_listens() {
    // A port of the range that nobody was given: refused at once. An address that swallows packets is cut off by the
    // patience of the client; here it is enough that calls return at all.
    RedisOptions options;
    options.address.host = "127.0.0.1";
    options.address.port = free_port();
    RedisClient client(options);
    RedisCache cache(client);
    for (int i = 0; i < 5; ++i) {
      cache.put("a", "b", start + seconds(2 * i), start + hours(1));
      QVERIFY(!cache.get("a", start + seconds(2 * i)));
    }
    QCOMPARE(client.tally().failures, std::uint64_t{5});
  }
};

QTEST_GUILESS_MAIN(RedisTest)
#include "redis_test.moc"
