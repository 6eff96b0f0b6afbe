// SPDX-License-Identifier: Apache-2.0
// One core, two worlds: the same scenario, seed and clock through the simulated world (books and events in memory) and
// through the ports of the live one (PostgreSQL with fsync, Kafka with transactions, outbox and inbox), where the clock
// runs as fast as the servers let it. The same agents drive both. Both must end with the same books.
//
// What may differ: nothing that the business keeps. Tables, records, numbers, states, amounts and times are compared,
// all of them, as the next owner of each realm reads them from the database. Not compared, because only one world has
// them: rows of outbox and inbox, how many flushes and transactions there were, and how long it took.
#include <QTest>
#include <chrono>
#include <set>

#include "app/composition/simulated_city/on_servers/server_ground.h"
#include "connectors/servers/local_kafka.h"
#include "connectors/servers/local_postgres.h"
#include "core/catalogue.h"
#include "core/model/digest.h"
#include "core/twin/state_digest.h"
#include "tests/equivalence/order_page.h"
#include "tests/sim/agents/small_city.h"
#include "tests/support/real_servers.h"

using namespace pizza;

namespace {

constexpr std::int32_t territories = 6;
const test::SmallCity scenario{.seed = 11, .orders = 90, .riders = 24, .territories = territories};

struct World {
  std::vector<test::Books> books;  // of each territory
  std::vector<std::map<std::uint64_t, Json>> orders;
  sim::RunFigures figures;
  std::string state;
  double wall_s = 0;
};

// In long windows: at the end of each the territories wait for the slowest.
World run(SimulatedCity& city) {
  World world;
  const auto start = std::chrono::steady_clock::now();
  const sim::Scenario& scenario = city.model().scenario;
  for (Instant at = scenario.begins; at < scenario.ends() && !(at >= scenario.closes() && city.quiet());)
    city.run_until(at = at + minutes(60));
  world.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  world.figures = sim::figures_of(city.territories());
  return world;
}

void read(World& world, Store& store) {
  world.books.push_back(test::books_of(store));
  world.orders.push_back(test::order_pages(world.books.back()));
}

World in_memory(const test::SmallCity& wanted) {
  SimulatedCity city(test::small_model(wanted), {});
  World world = run(city);
  for (const auto& territory : city.territories()) read(world, territory->store());
  world.state = city.state().hex();
  return world;
}

std::size_t orders_of(const World& world) {
  std::size_t count = 0;
  for (const auto& orders : world.orders) count += orders.size();
  return count;
}

}  // namespace

class WorldsEqualTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
#ifdef __SANITIZE_THREAD__
    QSKIP("the thread sanitizer cannot follow the threads of Kafka's library");
#endif
    std::unique_ptr<LocalPostgres> postgres;
    std::unique_ptr<LocalKafka> kafka;
    PIZZA_START_OR_SKIP(postgres = std::make_unique<LocalPostgres>());
    PIZZA_START_OR_SKIP(kafka = std::make_unique<LocalKafka>());
    run_live(*postgres, *kafka);
    memory_ = in_memory(scenario);
  }

  void every_event_went_through_the_servers() {
    QCOMPARE(served_.taken, live_.figures.events);
    QVERIFY(served_.taken > 1'000);
    QVERIFY(served_.flushes > 500);
    QVERIFY(served_.transactions > 500);
    QCOMPARE(served_.doubles, 0u);
    QCOMPARE(served_.dead, 0u);
    QVERIFY2(emptied_, "the outbox still holds rows");
    QCOMPARE(served_.outbox_depth, std::size_t{0});
  }

  void orders_end_the_same() {
    QVERIFY(orders_of(memory_) > 40);
    std::map<std::string, int> ends;
    for (std::size_t t = 0; t < memory_.orders.size(); ++t) {
      const auto where = test::first_difference(memory_.orders[t], live_.orders[t], "order");
      QVERIFY2(!where, where.value_or("").c_str());
      for (const auto& [id, page] : memory_.orders[t]) ++ends[page.at("status").get<std::string>()];
    }
    std::string counts;
    for (const auto& [status, count] : ends) counts += ", " + std::to_string(count) + " " + status;
    qInfo("%zu orders are the same in both worlds%s", orders_of(memory_), counts.c_str());
  }

  void amounts_are_the_same() {
    const sim::RunFigures &a = memory_.figures, &b = live_.figures;
    QCOMPARE(b.charged.minor, a.charged.minor);
    QCOMPARE(b.refunded.minor, a.refunded.minor);
    QCOMPARE(a.ledger_sum, 0);
    QCOMPARE(b.ledger_sum, 0);
    QVERIFY(a.charged.minor > 0);
    std::int64_t points = 0;
    for (std::size_t t = 0; t < memory_.books.size(); ++t)
      for (const auto& [user, account] : memory_.books[t].at("points_accounts")) {
        points += account.at("balance").get<std::int64_t>();
        QCOMPARE(live_.books[t].at("points_accounts").at(user).dump(), account.dump());
      }
    qInfo("%lld charged and %lld refunded (minor units), %lld points, ledgers sum to 0",
          static_cast<long long>(a.charged.minor), static_cast<long long>(a.refunded.minor),
          static_cast<long long>(points));
  }

  void all_records_are_the_same() {
    std::size_t records = 0;
    std::set<std::string> tables;
    for (std::size_t t = 0; t < memory_.books.size(); ++t) {
      const auto where = test::first_difference(memory_.books[t], live_.books[t]);
      QVERIFY2(!where, where.value_or("").c_str());
      for (const auto& [table, held] : memory_.books[t]) {
        records += held.size();
        if (!held.empty()) tables.insert(table);
      }
    }
    QCOMPARE(live_.state, memory_.state);
    qInfo("%zu records of %zu tables are the same, state %s", records, tables.size(), memory_.state.c_str());
  }

  void agents_did_the_same() {
    const sim::RunFigures &a = memory_.figures, &b = live_.figures;
    QCOMPARE(b.events, a.events);
    QCOMPARE(b.steps, a.steps);
    QCOMPARE(b.rider_tally.ridden_mm, a.rider_tally.ridden_mm);
    for (const auto& [service, tally] : a.services) {
      QCOMPARE(b.services.at(service).commands, tally.commands);
      QCOMPARE(b.services.at(service).events, tally.events);
    }
  }

  void another_seed_is_told_apart() {
    test::SmallCity other = scenario;
    other.seed = 12;
    const World world = in_memory(other);
    QVERIFY(test::first_difference(world.books.front(), memory_.books.front()));
  }

 private:
  void run_live(LocalPostgres& postgres, LocalKafka& kafka) {
    ServerGround ground({{postgres.url()}, kafka.brokers()});
    SimulatedCityOptions options;
    options.ground = &ground;
    options.threads = territories;  // they wait for servers most of the time
    {
      SimulatedCity city(test::small_model(scenario), options);
      live_ = run(city);
      emptied_ = ground.finish();
      served_ = ground.figures();
    }
    Digest state;
    for (std::uint16_t t = 0; t < territories; ++t) {
      const auto store = ground.open_again(t);
      read(live_, *store);
      state.add(state_digest(*store, all_record_types()));
    }
    live_.state = state.hex();
    qInfo("%.1f s on the servers: %llu events through Kafka in %llu transactions, %llu flushes", live_.wall_s,
          static_cast<unsigned long long>(served_.taken), static_cast<unsigned long long>(served_.transactions),
          static_cast<unsigned long long>(served_.flushes));
  }

  World memory_, live_;
  ServerGroundFigures served_;
  bool emptied_ = false;
};

QTEST_GUILESS_MAIN(WorldsEqualTest)
#include "worlds_equal_test.moc"
