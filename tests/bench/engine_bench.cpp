// SPDX-License-Identifier: Apache-2.0
// How fast the event engine is: the hold model (each event schedules its successor, so the number pending stays) with
// dispatch to handlers that change agents, beside std::priority_queue of std::function in the same run.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <queue>
#include <vector>

#include "sim/engine/engine.h"
#include "sim/engine/random.h"

namespace {

using namespace pizza;
using namespace pizza::sim;

constexpr Instant kStart{1'700'000'000'000};
constexpr std::size_t kGaps = 1 << 16;

// What both contestants work on. Exponential gaps, five minutes in the mean, drawn beforehand: the queue is measured.
struct City {
  struct Agent {
    std::uint64_t orders = 0;
    std::uint64_t idle_ms = 0;
    std::int64_t last_ms = kStart.ms;
  };
  std::vector<Duration> gaps;
  std::vector<Agent> agents;
  std::size_t drawn = 0;
  std::uint64_t trace = 0;

  explicit City(std::size_t pending) : agents(pending) {
    RandomStream random(2026, 11);
    for (std::size_t i = 0; i < kGaps; ++i) gaps.push_back(random.exponential(minutes(5)));
  }

  Duration gap() { return gaps[drawn++ % kGaps]; }

  void place(Agent& agent, Instant now) {
    ++agent.orders;
    agent.last_ms = now.ms;
  }
  void wait(Agent& agent, Instant now) {
    agent.idle_ms += static_cast<std::uint64_t>(now.ms - agent.last_ms);
    agent.last_ms = now.ms;
  }
  void ride(Agent& agent, Instant now) { agent.last_ms = now.ms; }
  void rest(Agent& agent, Instant now) { agent.idle_ms ^= static_cast<std::uint64_t>(now.ms); }

  void serve(std::uint64_t kind, std::uint64_t index, Instant now) {
    Agent& agent = agents[index];
    switch (kind) {
      case 0:
        place(agent, now);
        break;
      case 1:
        wait(agent, now);
        break;
      case 2:
        ride(agent, now);
        break;
      default:
        rest(agent, now);
        break;
    }
    trace = trace * 31 + agent.orders + agent.idle_ms + static_cast<std::uint64_t>(now.ms);
  }
};

struct Measured {
  double events_per_s = 0;
  std::uint64_t trace = 0;
};

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

Measured run_engine(std::size_t pending, std::uint64_t events) {
  City city(pending);
  Engine engine(kStart);
  const auto schedule = [&](std::uint64_t kind, std::uint64_t agent) {
    engine.schedule_in(city.gap(), EventKind{static_cast<std::uint16_t>(kind)}, Priority::Normal, {agent, 0});
  };
  std::uint64_t left = 0;
  const auto handle = [&](const Event& event) {
    const auto kind = static_cast<std::uint64_t>(event.kind);
    city.serve(kind, event.payload.a, event.at);
    schedule((kind + 1) % 4, event.payload.a);
    if (--left == 0) engine.stop();
  };
  for (std::size_t i = 0; i < pending; ++i) schedule(i % 4, i);
  left = pending * 2;  // until the mixture of remaining times has settled
  engine.run_until(kLastInstant, handle);
  left = events;
  const Stopwatch watch;
  engine.run_until(kLastInstant, handle);
  return {static_cast<double>(events) / watch.seconds(), city.trace};
}

// The usual way to write it: a queue of closures. They capture 16 bytes, which libstdc++ keeps without allocating.
class FunctionSimulator {
 public:
  explicit FunctionSimulator(std::size_t pending) : city_(pending) {
    for (std::size_t i = 0; i < pending; ++i) schedule(i % 4, static_cast<std::uint32_t>(i));
  }

  void run(std::uint64_t events) {
    for (std::uint64_t i = 0; i < events; ++i) {
      // The closure is moved out before pop, as its handler schedules into the same queue.
      Item item = std::move(const_cast<Item&>(queue_.top()));
      queue_.pop();
      now_ = item.at;
      item.call();
    }
  }

  std::uint64_t trace() const { return city_.trace; }

 private:
  struct Item {
    Instant at;
    std::uint64_t sequence;
    std::function<void()> call;
    bool operator<(const Item& other) const { return at != other.at ? at > other.at : sequence > other.sequence; }
  };

  void schedule(std::uint64_t kind, std::uint32_t agent) {
    const auto short_kind = static_cast<std::uint32_t>(kind);
    queue_.push({now_ + city_.gap(), sequence_++, [this, short_kind, agent] {
                   city_.serve(short_kind, agent, now_);
                   schedule((short_kind + 1) % 4, agent);
                 }});
  }

  City city_;
  Instant now_ = kStart;
  std::uint64_t sequence_ = 0;
  std::priority_queue<Item> queue_;
};

Measured run_functions(std::size_t pending, std::uint64_t events) {
  FunctionSimulator simulator(pending);
  simulator.run(pending * 2);
  const Stopwatch watch;
  simulator.run(events);
  return {static_cast<double>(events) / watch.seconds(), simulator.trace()};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Event engine beside std::priority_queue of std::function, hold model.\n"
      "Example: bench_engine --events 2000000 --json -"};
  std::uint64_t events = 4'000'000;
  int rounds = 3;
  std::string json_file;
  app.add_option("--events", events, "events served in each round")->check(CLI::PositiveNumber);
  app.add_option("--rounds", rounds, "rounds; the fastest counts")->check(CLI::PositiveNumber);
  app.add_option("--json", json_file, "write the figures to this file, - for stdout instead of the table");
  CLI11_PARSE(app, argc, argv);

  nlohmann::json rows = nlohmann::json::array();
  bool agree = true;
  if (json_file != "-") std::printf("%10s %16s %16s %8s\n", "pending", "engine Mev/s", "std Mev/s", "ratio");
  for (const std::size_t pending : {100U, 1'000U, 10'000U, 100'000U}) {
    double best_engine = 0;
    double best_functions = 0;
    for (int round = 0; round < rounds; ++round) {
      const Measured engine = run_engine(pending, events);
      const Measured functions = run_functions(pending, events);
      best_engine = std::max(best_engine, engine.events_per_s);
      best_functions = std::max(best_functions, functions.events_per_s);
      agree = agree && engine.trace == functions.trace;
    }
    const double ratio = best_engine / best_functions;
    if (json_file != "-") {
      std::printf("%10zu %16.2f %16.2f %8.2f\n", pending, best_engine / 1e6, best_functions / 1e6, ratio);
    }
    rows.push_back({{"pending", pending},
                    {"engine_events_per_s", best_engine},
                    {"std_events_per_s", best_functions},
                    {"ratio", ratio}});
  }
  if (!agree) std::fprintf(stderr, "bench_engine: the two did not serve the same events in the same order\n");
  if (!json_file.empty()) {
    const nlohmann::json document{{"events", events}, {"rounds", rounds}, {"agree", agree}, {"rows", rows}};
    std::ofstream file;
    if (json_file != "-") file.open(json_file);
    std::ostream& out = json_file == "-" ? std::cout : file;
    out << document.dump(2) << "\n";
    if (!out.flush()) {
      std::fprintf(stderr, "bench_engine: cannot write %s\n", json_file.c_str());
      return 1;
    }
  }
  return agree ? 0 : 1;
}
