// SPDX-License-Identifier: Apache-2.0
// Events a second from publish through a real broker to take, in batches as a world flushes them: as many batches on
// their way as come, and one at a time (how long one takes).
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/kafka_place.h"

namespace {

using namespace pizza;
using Wall = std::chrono::steady_clock;

double seconds_since(Wall::time_point start) {
  return std::chrono::duration<double>(Wall::now() - start).count();
}

struct Run {
  explicit Run(KafkaBusOptions options, int bytes)
      : bus(std::move(options)), text(static_cast<std::size_t>(bytes), 'x') {}

  RungBus bus;
  std::uint64_t next = 0;
  std::string text;

  void publish(int batch) {
    for (int i = 0; i < batch; ++i) {
      ++next;
      bus.bus->publish(
          {next, Instant{1'795'201'200'000}, samples::holder(samples::Rang{next % 1'000, text, {1, 2, 3}})});
    }
    bus.bus->flushed();
  }
  // Takes until this many have come altogether.
  bool take(std::uint64_t& taken, std::uint64_t until) {
    EventEnvelope event;
    while (taken < until && bus.wait_for_message())
      while (taken < until && bus.bus->take(event)) ++taken;
    return taken >= until;
  }
};

}  // namespace

int main(int argc, char** argv) {
  int events = 50'000, batch = 100, rounds = 200, bytes = 200, brokers = 1;
  std::string json;
  CLI::App app{"Events through a real Kafka"};
  app.add_option("--events", events, "Events of the first part")->check(CLI::Range(1, 10'000'000));
  app.add_option("--batch", batch, "Events a flush")->check(CLI::Range(1, 10'000));
  app.add_option("--rounds", rounds, "Batches of the second part")->check(CLI::Range(1, 1'000'000));
  app.add_option("--bytes", bytes, "Size of an event, about")->check(CLI::Range(1, 100'000));
  app.add_option("--brokers", brokers, "1, or 3 with all copies written")->check(CLI::IsMember({1, 3}));
  app.add_option("--json", json, "Write the figures to FILE (- is stdout)");
  CLI11_PARSE(app, argc, argv);
  try {
    KafkaPlace place(brokers);
    Run run(place.next(), bytes);
    std::uint64_t taken = 0;
    run.publish(1);
    if (!run.take(taken, 1)) return 1;

    const auto start = Wall::now();
    const auto all = static_cast<std::uint64_t>(events) + 1;
    while (run.next < all) {
      run.publish(std::min(batch, static_cast<int>(all - run.next)));
      // A world takes between its flushes, and does not run away from Kafka by more than it likes to hold.
      EventEnvelope event;
      while (run.bus.bus->take(event)) ++taken;
      if (run.next - taken > 20'000 && !run.take(taken, run.next - 10'000)) return 1;
    }
    if (!run.take(taken, all)) return 1;
    const double through_s = seconds_since(start);
    const std::uint64_t transactions = run.bus.bus->tally().transactions;

    const auto second = Wall::now();
    for (int i = 0; i < rounds; ++i) {
      run.publish(batch);
      if (!run.take(taken, run.next)) return 1;
    }
    const double rounds_s = seconds_since(second);
    const nlohmann::ordered_json figures{{"brokers", brokers},
                                         {"batch", batch},
                                         {"events_per_s", events / through_s},
                                         {"transactions", transactions},
                                         {"one_batch_at_a_time_events_per_s", rounds * batch / rounds_s},
                                         {"ms_a_batch", rounds_s * 1'000 / rounds}};
    std::printf("%s\n", figures.dump(2).c_str());
    if (!json.empty() && json != "-") std::ofstream(json) << figures.dump(2) << '\n';
    return 0;
  } catch (const ServerMissing& missing) {
    std::printf("skipped: %s\n", missing.what());
    return 0;
  }
}
