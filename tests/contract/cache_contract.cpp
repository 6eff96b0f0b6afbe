// SPDX-License-Identifier: Apache-2.0
// What every Cache and every RateLimiter does, over all there are.
#include <QTest>
#include <thread>

#include "connectors/memory/memory_cache.h"
#include "connectors/memory/memory_rate_limiter.h"
#include "connectors/redis/redis_cache.h"
#include "connectors/redis/redis_rate_limiter.h"
#include "connectors/servers/local_redis.h"
#include "core/model/random_bits.h"

using namespace pizza;

namespace {

constexpr Instant start{1'795'201'200'000};

// A cache and a limiter of each kind, empty. Those on Redis share one real server, and have keys of their own.
struct OnRedis {
  LocalRedis server;
  int made = 0;

  RedisOptions next() {
    RedisOptions options;
    options.address = redis_address(server.url()).value();
    options.prefix = "test" + std::to_string(++made) + ":";
    options.patience = seconds(5);  // a busy machine is no reason to find nothing
    return options;
  }
};
std::unique_ptr<OnRedis> on_redis;

template <class Port>
struct Owned {
  std::unique_ptr<RedisClient> client;
  std::unique_ptr<Port> port;
  Port* operator->() const { return port.get(); }
};

template <class Port, class Memory, class Redis>
Owned<Port> make(const QString& kind) {
  if (kind == "memory") return {nullptr, std::make_unique<Memory>()};
  auto client = std::make_unique<RedisClient>(on_redis->next());
  auto port = std::make_unique<Redis>(*client);
  return {std::move(client), std::move(port)};
}
Owned<Cache> make_cache(const QString& kind) {
  return make<Cache, MemoryCache, RedisCache>(kind);
}
Owned<RateLimiter> make_limiter(const QString& kind) {
  return make<RateLimiter, MemoryRateLimiter, RedisRateLimiter>(kind);
}

}  // namespace

class CacheContract : public QObject {
  Q_OBJECT

  static void kinds() {
    QTest::addColumn<QString>("kind");
    QTest::newRow("memory") << "memory";
    QTest::newRow("redis") << "redis";
  }
  // Starts the server for the first test that needs it.
  static std::string missing(const QString& kind) {
    try {
      if (kind == "redis" && on_redis == nullptr) on_redis = std::make_unique<OnRedis>();
      return {};
    } catch (const ServerMissing& error) {
      return error.what();
    }
  }

 private slots:
  void cleanupTestCase() { on_redis.reset(); }

  void whatWasPutIsGotUntilItsTime_data() { kinds(); }
  void whatWasPutIsGotUntilItsTime() {
    QFETCH(QString, kind);
    if (const std::string why = missing(kind); !why.empty()) QSKIP(why.c_str());
    const auto cache = make_cache(kind);
    const std::string value("a\0b", 3);
    QVERIFY(!cache->get("key", start));
    cache->put("key", value, start, start + seconds(10));
    QVERIFY(cache->get("key", start + milliseconds(9'999)) == value);
    QVERIFY(!cache->get("key", start + seconds(10)));
    QVERIFY(!cache->get("other", start));
  }

  void aLaterValueTakesThePlaceOfTheFirst_data() { kinds(); }
  void aLaterValueTakesThePlaceOfTheFirst() {
    QFETCH(QString, kind);
    if (const std::string why = missing(kind); !why.empty()) QSKIP(why.c_str());
    const auto cache = make_cache(kind);
    cache->put("key", "one", start, start + seconds(1));
    cache->put("key", "two", start, start + seconds(60));
    QVERIFY(cache->get("key", start + seconds(30)) == "two");
    cache->remove("key");
    cache->remove("key");
    QVERIFY(!cache->get("key", start));
  }

  void onlyTheFirstAddsUntilItsTime_data() { kinds(); }
  void onlyTheFirstAddsUntilItsTime() {
    QFETCH(QString, kind);
    if (const std::string why = missing(kind); !why.empty()) QSKIP(why.c_str());
    const auto cache = make_cache(kind);
    QVERIFY(cache->add("key", "one", start, start + seconds(10)));
    QVERIFY(!cache->add("key", "two", start + seconds(9), start + seconds(90)));
    QVERIFY(cache->get("key", start + seconds(9)) == "one");
    QVERIFY(cache->add("key", "three", start + seconds(10), start + seconds(20)));
    cache->remove("key");
    QVERIFY(cache->add("key", "four", start + seconds(10), start + seconds(20)));
  }

  void ofManyAtOnceExactlyOneAdds_data() { kinds(); }
  void ofManyAtOnceExactlyOneAdds() {
    QFETCH(QString, kind);
    if (const std::string why = missing(kind); !why.empty()) QSKIP(why.c_str());
    const auto cache = make_cache(kind);
    std::atomic<int> added{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int n = 0; n < 500; ++n) added += cache->add("key " + std::to_string(n), "x", start, start + seconds(10));
      });
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(added.load(), 500);
  }

  void aMemoryCacheIsBoundedAndTheLeastRecentlyUsedGoes() {
    MemoryCache cache({3, 1'000});
    for (const char* key : {"a", "b", "c"}) cache.put(key, "x", start, start + hours(1));
    QVERIFY(cache.get("a", start));
    cache.put("d", "x", start, start + hours(1));
    QVERIFY(cache.get("a", start) && cache.get("c", start) && cache.get("d", start));
    QVERIFY(!cache.get("b", start));
    cache.put("large", std::string(900, 'x'), start, start + hours(1));
    QCOMPARE(cache.size(), std::size_t{3});
    cache.put("larger", std::string(990, 'x'), start, start + hours(1));
    QCOMPARE(cache.size(), std::size_t{1});
    QCOMPARE(cache.bytes(), std::size_t{996});
    cache.put("too large", std::string(1'000, 'x'), start, start + hours(1));
    QVERIFY(!cache.get("too large", start));
    QCOMPARE(cache.bytes(), std::size_t{996});
  }

  void aMemoryCacheCountsItsBytesRight() {
    MemoryCache cache({50, 2'000});
    std::map<std::string, std::string> model;  // everything ever put
    RandomBits random(5);
    for (int i = 0; i < 5'000; ++i) {
      const std::string key = "k" + std::to_string(random.below(80));
      if (random.chance(300)) {
        cache.remove(key);
      } else if (random.chance(300)) {
        const auto found = cache.get(key, start + milliseconds(i));
        if (found) QCOMPARE(*found, model[key]);
      } else {
        model[key] = std::string(random.below(90), 'v');
        cache.put(key, model[key], start, start + milliseconds(i + 200));
      }
      QVERIFY(cache.bytes() <= 2'000 && cache.size() <= 50);
    }
    for (int i = 0; i < 80; ++i) cache.remove("k" + std::to_string(i));
    QCOMPARE(cache.bytes(), std::size_t{0});
  }

  void limitsAreKeptApartByKey_data() { kinds(); }
  void limitsAreKeptApartByKey() {
    QFETCH(QString, kind);
    if (const std::string why = missing(kind); !why.empty()) QSKIP(why.c_str());
    const auto limiter = make_limiter(kind);
    const RateRule rule{1, seconds(1), 2};
    for (const char* key : {"a", "b"}) {
      QCOMPARE(limiter->take(key, rule, start).left, std::int64_t{1});
      QVERIFY(limiter->take(key, rule, start).allowed);
      const RateVerdict refused = limiter->take(key, rule, start);
      QVERIFY(!refused.allowed);
      QCOMPARE(refused.retry_after.ms, std::int64_t{1'000});
    }
    QVERIFY(limiter->take("a", rule, start + seconds(1)).allowed);
  }

  void ofManyAtOnceNoMoreThanTheBurstGoThrough_data() { kinds(); }
  void ofManyAtOnceNoMoreThanTheBurstGoThrough() {
    QFETCH(QString, kind);
    if (const std::string why = missing(kind); !why.empty()) QSKIP(why.c_str());
    const auto limiter = make_limiter(kind);
    const RateRule rule{1, hours(1), 100};
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int n = 0; n < 500; ++n) allowed += limiter->take("key", rule, start).allowed;
      });
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(allowed.load(), 100);
  }

  void bothLimitersGiveTheSameVerdicts() {
    if (const std::string why = missing("redis"); !why.empty()) QSKIP(why.c_str());
    const auto memory = make_limiter("memory"), redis = make_limiter("redis");
    RandomBits random(11);
    const std::array rules{RateRule{1, seconds(1), 1},    RateRule{7, seconds(2), 3},
                           RateRule{300, minutes(1), 20}, RateRule{3, milliseconds(1), 5},
                           RateRule{1, days(1), 1'000},   RateRule{90'000, seconds(1), 2}};
    Instant now = start;
    for (int i = 0; i < 3'000; ++i) {
      const std::size_t which = random.below(rules.size());
      const std::string key = "caller " + std::to_string(which);
      const RateVerdict expected = memory->take(key, rules[which], now), got = redis->take(key, rules[which], now);
      QCOMPARE(got.allowed, expected.allowed);
      QCOMPARE(got.retry_after.ms, expected.retry_after.ms);
      QCOMPARE(got.left, expected.left);
      now = now + milliseconds(static_cast<std::int64_t>(random.below(random.chance(10) ? 90'000'000 : 400)));
    }
  }

  void aFloodOfKeysTakesNoMoreMemoryThanIsAllowed() {
    MemoryRateLimiter limiter(100);
    const RateRule rule{1, hours(1), 1};
    for (int i = 0; i < 10'000; ++i) QVERIFY(limiter.take("address " + std::to_string(i), rule, start).allowed);
    QCOMPARE(limiter.size(), std::size_t{100});
    QVERIFY(!limiter.take("address 9999", rule, start).allowed);
    // What is idle goes by itself.
    for (int i = 0; i < 200; ++i) limiter.take("one", rule, start + hours(3));
    QCOMPARE(limiter.size(), std::size_t{1});
  }
};

QTEST_GUILESS_MAIN(CacheContract)
#include "cache_contract.moc"
