// SPDX-License-Identifier: Apache-2.0
// Durable orders a second through the live world, end to end on this machine, once its servers are warm: realms as
// `serve` runs them, on a real PostgreSQL with fsync and a real Kafka. An order counts when its saga has ended well and
// that is durable: placed, paid, through outbox and Kafka, accepted, cooked, ridden, delivered, captured. Beside it, in
// the same run, the bare SQL of the rows that an order leaves, by pgbench.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/composition/demo/demo_city.h"
#include "app/composition/live/live_realm.h"
#include "connectors/kafka/kafka_topics.h"
#include "connectors/postgres/realm_lease.h"
#include "connectors/servers/local_kafka.h"
#include "connectors/servers/server_error.h"
#include "core/catalogue.h"
#include "tests/bench/bare_writes.h"
#include "tests/bench/bench_crew.h"

namespace {

using namespace pizza;
using bench::BenchCrew;

struct Wanted {
  int orders = 20'000;
  int warm_up = 10'000;
  int realms = 3;
  int at_once = 2'000;
  int pgbench_s = 5;
  std::string json;
};

[[noreturn]] void fail(const std::string& why) {
  throw std::runtime_error(why);
}

// Waits for all crews; gives up when nothing at all happens for a while.
class Finish {
 public:
  explicit Finish(int crews) : crews_(crews) {}
  void one_done() {
    const std::lock_guard lock(mutex_);
    --crews_;
    wake_.notify_one();
  }
  template <class Progress>
  void wait(Progress&& ended) {
    std::unique_lock lock(mutex_);
    for (int before = -1; crews_ > 0;) {
      wake_.wait_for(lock, std::chrono::seconds(30), [this] { return crews_ == 0; });
      const int now = ended();
      if (crews_ > 0 && now == before) fail("nothing happens any more after " + std::to_string(now) + " orders");
      before = now;
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  int crews_;
};

double percentile(std::vector<double>& values, int percent) {
  if (values.empty()) return 0;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * static_cast<std::size_t>(percent) / 100);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::string load_of_the_machine() {
  std::string text = "?";
  std::ifstream in("/proc/loadavg");
  in >> text;
  return text;
}

// The realm's own books say that all is well.
void check(LiveRealm& realm, int orders) {
  Store& store = realm.business().store();
  int completed = 0;
  std::int64_t ledger = 0;
  store.scan(record_type<Order>(), [&](std::uint64_t, const void* record) {
    if (static_cast<const Order*>(record)->status == OrderStatus::Completed) ++completed;
  });
  store.scan(record_type<LedgerEntry>(), [&](std::uint64_t, const void* record) {
    ledger += static_cast<const LedgerEntry*>(record)->amount.minor;
  });
  if (completed != orders || ledger != 0)
    fail("the books are wrong: " + std::to_string(completed) + " of " + std::to_string(orders) +
         " orders completed, ledger " + std::to_string(ledger));
}

struct Figures {
  std::uint64_t commits = 0, events = 0, flushes = 0, flush_us = 0;
};

struct Measured {
  int orders = 0;
  double seconds = 0;
  Figures figures;
  std::vector<double> placed_ms, ended_ms;
};

// Begins to measure when so many orders have ended: a server that translates its code as it runs is warm by then.
class Stopwatch {
 public:
  Stopwatch(int warm_up, std::function<Figures()> figures) : cold_(warm_up), figures_(std::move(figures)) {
    if (cold_ == 0) begin();
  }
  void ended(int orders) {
    const std::lock_guard lock(mutex_);
    if (cold_ <= 0) {
      counted_ += orders;
    } else if ((cold_ -= orders) <= 0) {
      begin();
    }
  }
  // When all have ended.
  Measured read() {
    const std::lock_guard lock(mutex_);
    Measured measured;
    measured.orders = counted_;
    measured.seconds = std::chrono::duration<double>(BenchCrew::Wall::now() - began_).count();
    const Figures now = figures_();
    measured.figures = {now.commits - before_.commits, now.events - before_.events, now.flushes - before_.flushes,
                        now.flush_us - before_.flush_us};
    return measured;
  }

 private:
  void begin() {
    began_ = BenchCrew::Wall::now();
    before_ = figures_();
  }

  std::mutex mutex_;
  int cold_, counted_ = 0;
  std::function<Figures()> figures_;
  BenchCrew::Wall::time_point began_;
  Figures before_;
};

class Town {
 public:
  Town(const Wanted& wanted, LocalPostgres& postgres, LocalKafka& kafka) : wanted_(wanted) {
    options_.postgres = {postgres.url()};
    options_.kafka = kafka.brokers();
    options_.realms = static_cast<std::uint32_t>(wanted.realms);
    options_.folder = postgres.folder() / "bench";
    options_.payments.latency_min = options_.payments.latency_max = milliseconds(1);
    std::filesystem::create_directories(options_.folder);
    for (const std::string& topic : {options_.topic, options_.topic + ".dead"})
      if (const Outcome made = ensure_topic(options_.kafka, {topic, wanted.realms}, seconds(60)); !made.ok())
        fail(made.problem().detail);
    RealmLease lease(postgres.url(), "bench", "");
    for (std::uint32_t realm = 0; realm < options_.realms; ++realm) {
      realms_.push_back(std::make_unique<LiveRealm>(share_, realm, lease.acquire(realm, hours(1)).value()));
      DemoOptions people;
      people.customers = 1'000;
      people.riders = std::max(100, 2 * wanted.at_once / wanted.realms);
      people.part = realm;
      people.parts = options_.realms;
      if (const auto filled = fill_demo_city(realms_.back()->business(), people); !filled.ok())
        fail(filled.problem().detail);
    }
  }

  Measured run() {
    const int all = wanted_.warm_up + wanted_.orders, each = all / wanted_.realms;
    Finish finish(wanted_.realms);
    Stopwatch watch(wanted_.warm_up, [this] { return figures(); });
    std::vector<std::unique_ptr<BenchCrew>> crews;
    for (const auto& realm : realms_)
      crews.push_back(std::make_unique<BenchCrew>(
          *realm, each, std::max(1, wanted_.at_once / wanted_.realms), [&watch](int orders) { watch.ended(orders); },
          [&finish] { finish.one_done(); }));
    for (const auto& crew : crews) crew->begin();
    for (const auto& realm : realms_) realm->start();
    finish.wait([&] {
      int ended = 0;
      for (const auto& crew : crews) ended += crew->ended();
      return ended;
    });
    Measured measured = watch.read();
    for (std::size_t i = 0; i < realms_.size(); ++i) {
      LiveRealm& realm = *realms_[i];
      if (!realm.hand_over(seconds(30))) fail("something is left for the next owner");
      check(realm, each - crews[i]->refused());
      for (const auto& [kept, more] : {std::pair{&measured.placed_ms, &crews[i]->placed_ms()},
                                       std::pair{&measured.ended_ms, &crews[i]->ended_ms()}})
        kept->insert(kept->end(), more->begin(), more->end());
    }
    return measured;
  }

 private:
  Figures figures() const {
    Figures sum;
    for (const auto& realm : realms_) {
      sum.commits += realm->figures().commits;
      sum.events += realm->figures().events;
      sum.flushes += realm->figures().flushes;
      sum.flush_us += realm->figures().flush_us;
    }
    return sum;
  }

  Wanted wanted_;
  LiveOptions options_;
  LiveShare share_{options_};
  std::vector<std::unique_ptr<LiveRealm>> realms_;
};

int measure(const Wanted& wanted) {
  LocalPostgres postgres;
  LocalKafka kafka;
  const std::string before = load_of_the_machine();
  Measured live;
  {
    Town town(wanted, postgres, kafka);
    live = town.run();
  }
  const double rate = live.orders / live.seconds, each = 1.0 / live.orders;
  std::printf("live, %d realms, %d orders at once: %.0f durable orders/s, place to captured (%d in %.1f s)\n",
              wanted.realms, wanted.at_once, rate, live.orders, live.seconds);
  std::printf("  an order     %.1f units of work, %.1f events, %.2f flushes of %.1f ms\n",
              static_cast<double>(live.figures.commits) * each, static_cast<double>(live.figures.events) * each,
              static_cast<double>(live.figures.flushes) * each,
              static_cast<double>(live.figures.flush_us) / 1'000 / static_cast<double>(live.figures.flushes));
  std::printf("  placed       p50 %.0f ms, p99 %.0f ms;  ended  p50 %.0f ms, p99 %.0f ms\n",
              percentile(live.placed_ms, 50), percentile(live.placed_ms, 99), percentile(live.ended_ms, 50),
              percentile(live.ended_ms, 99));
  // The same tables again, of a realm that nobody is in.
  PostgresOptions same;
  same.urls = {postgres.url()};
  same.realm = static_cast<std::uint32_t>(wanted.realms);
  same.token = RealmLease(postgres.url(), "bench", "").acquire(same.realm, hours(1)).value();
  PostgresStore tables(same, all_record_types());
  while (tables.keep_house(WallClock().now())) {
  }
  bench::BareWrites best;
  for (const int clients : {8, 60}) {
    const auto bare = bench::measure_bare_writes(
        postgres, 0, same.realm, (wanted.warm_up + wanted.orders) / wanted.realms, clients, wanted.pgbench_s);
    std::printf("pgbench, %2d clients, %d rows an order: %.0f orders/s\n", clients, bare.rows, bare.orders_a_second);
    if (bare.orders_a_second > best.orders_a_second) best = bare;
  }
  const double ratio = best.orders_a_second > 0 ? rate / best.orders_a_second : 0;
  const std::string after = load_of_the_machine();
  std::printf("live is %.2f of the bare SQL; load of the machine %s before, %s after\n", ratio, before.c_str(),
              after.c_str());
  if (!wanted.json.empty()) {
    const nlohmann::ordered_json figures{{"realms", wanted.realms},    {"at_once", wanted.at_once},
                                         {"orders_per_s", rate},       {"pgbench_orders_per_s", best.orders_a_second},
                                         {"rows_an_order", best.rows}, {"ratio", ratio},
                                         {"load_before", before},      {"load_after", after}};
    if (wanted.json == "-") {
      std::printf("%s\n", figures.dump(2).c_str());
    } else {
      std::ofstream(wanted.json) << figures.dump(2) << '\n';
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  CLI::App app{"Durable orders a second through the live world, beside the bare SQL of the same writes"};
  app.add_option("--orders", wanted.orders, "Whole lifecycles")->check(CLI::Range(1, 10'000'000));
  app.add_option("--warm-up", wanted.warm_up, "Lifecycles before these, not counted")->check(CLI::Range(0, 10'000'000));
  app.add_option("--realms", wanted.realms, "Businesses, a thread each")->check(CLI::Range(1, 64));
  app.add_option("--at-once", wanted.at_once, "Orders on their way")->check(CLI::Range(1, 100'000));
  app.add_option("--pgbench-seconds", wanted.pgbench_s, "Of each run of pgbench")->check(CLI::Range(1, 600));
  app.add_option("--json", wanted.json, "Write the figures to FILE (- is stdout)");
  CLI11_PARSE(app, argc, argv);
  try {
    return measure(wanted);
  } catch (const ServerMissing& missing) {
    std::printf("left out: %s\n", missing.what());
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
