// SPDX-License-Identifier: Apache-2.0
// Whole order lifecycles a second through the core, without roads: click, authorisation, acceptance, three stations,
// offer, pickup, delivery, capture. In memory; with a journal; and over SQLite with durable commits.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/catalogue.h"
#include "core/twin/state_digest.h"
#include "tests/support/hand_world.h"

namespace {

using namespace pizza;

// A journal that encodes as the real one does, and writes nowhere.
struct EncodingJournal : JournalSink {
  std::string bytes;
  std::uint64_t total = 0;
  void committed(Instant, std::span<const EventHolder> events) override {
    bytes.clear();
    for (const EventHolder& event : events) event.type().encode(event.get(), bytes);
    total += bytes.size();
  }
};

double lifecycles_a_second(Store& store, JournalSink* journal, int orders) {
  InProcessBus bus;
  test::HandWorld world(store, bus, journal);
  auto cast = world.open_shop();
  std::vector<UserId> users{cast.user};
  for (int i = 0; i < 1'000; ++i) users.push_back(world.add_user("user" + std::to_string(i) + "@example.org"));
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < orders; ++i) {
    world.clock.at = world.clock.at + milliseconds(10);
    cast.user = users[static_cast<std::size_t>(i) % users.size()];
    world.whole_order(cast);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (world.ledger_sum() != 0 || store.count(record_type<Order>()) != static_cast<std::size_t>(orders)) {
    std::fprintf(stderr, "the books do not balance\n");
    std::exit(1);
  }
  return orders / took.count();
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
    std::printf("memory                 %9.0f lifecycles/s\n", lifecycles_a_second(store, nullptr, orders));
  }
  {
    MemoryStore store;
    EncodingJournal journal;
    const double rate = lifecycles_a_second(store, &journal, orders);
    std::printf("memory, journal        %9.0f lifecycles/s  (%.0f bytes an order)\n", rate,
                static_cast<double>(journal.total) / orders);
  }
  return 0;
}
