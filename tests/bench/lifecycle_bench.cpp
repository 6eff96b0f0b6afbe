// SPDX-License-Identifier: Apache-2.0
// Whole order lifecycles a second through the core, without roads: click, authorisation, acceptance, three stations,
// offer, pickup, delivery, capture. In memory; with a journal; and over SQLite with durable commits. And what each
// service's share of it costs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "connectors/postgres/postgres_store.h"
#include "connectors/postgres/realm_lease.h"
#include "connectors/servers/local_postgres.h"
#include "connectors/sqlite/sqlite_store.h"
#include "core/catalogue.h"
#include "tests/bench/bare_writes.h"
#include "tests/bench/part_clock.h"
#include "tests/support/forwarding_store.h"
#include "tests/support/hand_world.h"

namespace {

using namespace pizza;
using bench::PartClock;

// A journal that encodes as the real one does, and writes nowhere.
struct EncodingJournal : JournalSink {
  std::string bytes;
  std::uint64_t total = 0;
  std::uint64_t commits = 0;
  std::uint64_t events = 0;
  void committed(Instant, std::span<const EventHolder> recorded) override {
    bytes.clear();
    for (const EventHolder& event : recorded) event.type().encode(event.get(), bytes);
    total += bytes.size();
    ++commits;
    events += recorded.size();
  }
};

// What many clients waiting at once do to a store: their flushes become one.
class SharedFlush : public test::ForwardingStore {
 public:
  SharedFlush(Store& store, int clients) : ForwardingStore(store), clients_(clients) {}
  void flush() override {
    if (++asked_ % clients_ == 0) ForwardingStore::flush();
  }

 private:
  int clients_;
  int asked_ = 0;
};

struct Rate {
  double by_wall = 0;       // lifecycles a second of wall-clock time
  double by_processor = 0;  // and of processor time
};

Rate lifecycles(Store& store, int orders, JournalSink* journal = nullptr, PartClock* parts = nullptr) {
  InProcessBus bus;
  test::HandWorld world(store, bus, journal, nullptr, nullptr, parts);
  auto cast = world.open_shop();
  std::vector<UserId> users{cast.user};
  for (int i = 0; i < 1'000; ++i) users.push_back(world.add_user("user" + std::to_string(i) + "@example.org"));
  if (parts != nullptr) parts->reset();
  const std::int64_t processor = bench::thread_ns();
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < orders; ++i) {
    world.clock.at = world.clock.at + milliseconds(10);
    cast.user = users[static_cast<std::size_t>(i) % users.size()];
    world.whole_order(cast);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  const double worked = static_cast<double>(bench::thread_ns() - processor) / 1e9;
  if (world.ledger_sum() != 0 || store.count(record_type<Order>()) != static_cast<std::size_t>(orders)) {
    std::fprintf(stderr, "the books do not balance\n");
    std::exit(1);
  }
  return {orders / took.count(), orders / worked};
}

void print(const char* what, const Rate& rate) {
  std::printf("%-36s %9.0f lifecycles/s   %9.0f a processor's second\n", what, rate.by_wall, rate.by_processor);
}

void print_shares(int orders) {
  MemoryStore store;
  PartClock parts;
  lifecycles(store, orders, nullptr, &parts);
  std::int64_t all = 0;
  for (const auto& [part, ns] : parts.spent()) all += ns;
  std::printf("\nshare of an order's lifecycle, in memory (each part without what it calls)\n");
  std::vector<std::pair<std::int64_t, std::string_view>> ranked;
  for (const auto& [part, ns] : parts.spent()) ranked.push_back({ns, part});
  std::sort(ranked.rbegin(), ranked.rend());
  for (const auto& [ns, part] : ranked)
    std::printf("  %-16s %7.0f ns  %5.1f %%\n", std::string(part).c_str(), static_cast<double>(ns) / orders,
                100.0 * static_cast<double>(ns) / static_cast<double>(all));
}

void over_sqlite(int clients, int orders) {
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "pizza-lifecycle-bench.sqlite";
  const auto remove = [&] {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  };
  remove();
  {
    SqliteStore sqlite(file, all_record_types());
    SharedFlush store(sqlite, clients);
    const std::string name = "sqlite, durable, " + std::to_string(clients) + " at once";
    print(name.c_str(), lifecycles(store, orders));
  }
  remove();
}

// Beside it, in the same run, the server alone: the rows that an order leaves, inserted order by order.
void measure_postgres(int orders) {
  if (const std::string missing = LocalPostgres::missing(); !missing.empty()) {
    std::printf("postgres: left out, %s\n", missing.c_str());
    return;
  }
  LocalPostgres server;
  std::uint32_t realm = 0;
  for (const int clients : {1, 100, 1000}) {
    PostgresOptions options;
    options.urls = {server.url()};
    options.realm = ++realm;
    options.token = RealmLease(server.url(), "bench", "").acquire(realm, hours(1)).value();
    PostgresStore postgres(options, all_record_types());
    SharedFlush store(postgres, clients);
    const int lives = std::max(1, orders / (clients == 1 ? 400 : 10));
    const double rate = lifecycles(store, lives).by_wall;
    std::printf("postgres, durable, %4d clients at once %8.0f lifecycles/s  (%llu flushes, %llu round trips)\n",
                clients, rate, static_cast<unsigned long long>(postgres.flushes()),
                static_cast<unsigned long long>(postgres.databases().home().round_trips()));
    if (clients != 100) continue;
    postgres.flush();
    options.realm = ++realm;
    options.token = RealmLease(server.url(), "bench", "").acquire(realm, hours(1)).value();
    PostgresStore same_tables(options, all_record_types());
    while (same_tables.keep_house(test::HandClock().now())) {
    }
    for (const int at_once : {8, 60}) {
      const bench::BareWrites bare =
          bench::measure_bare_writes(server, realm - 1, realm, lives, at_once, orders < 1000 ? 1 : 5);
      std::printf("pgbench, %3d clients, %d rows an order %8.0f orders/s  (ours is %.2f of it)\n", at_once, bare.rows,
                  bare.orders_a_second, bare.orders_a_second > 0 ? rate / bare.orders_a_second : 0);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  int orders = 200'000;
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], "--orders") == 0) orders = std::atoi(argv[i + 1]);
  if (orders < 1) {
    std::fprintf(stderr, "--orders: a whole number from 1\n");
    return 2;
  }
  {
    MemoryStore store;
    print("memory", lifecycles(store, orders));
  }
  {
    MemoryStore store;
    EncodingJournal journal;
    print("memory, journal", lifecycles(store, orders, &journal));
    std::printf("%-36s %9.0f bytes, %.1f commits, %.1f events an order\n", "",
                static_cast<double>(journal.total) / orders, static_cast<double>(journal.commits) / orders,
                static_cast<double>(journal.events) / orders);
  }
  over_sqlite(1, std::max(1, orders / 400));
  over_sqlite(100, std::max(1, orders / 40));
  measure_postgres(orders);
  print_shares(orders);
  return 0;
}
