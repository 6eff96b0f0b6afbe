// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/engine.h"

#include <QtTest>
#include <vector>

#include "sim/engine/random.h"

using namespace pizza;
using namespace pizza::sim;

namespace {

constexpr EventKind kTick{1};
constexpr EventKind kWork{2};
constexpr Instant kStart{1'700'000'000'000};

// A small busy world: each piece of work begets more, some of it is called off. Its trace tells whether two runs agree.
struct World {
  Engine engine{kStart};
  RandomStream random{11, 5};
  std::vector<EventHandle> open;
  std::uint64_t trace = 0;

  void operator()(const Event& event) {
    trace = trace * 1'099'511'628'211U + static_cast<std::uint64_t>(event.at.ms) + event.sequence;
    if (engine.queue().size() < 200) {
      for (int i = 0; i < 2; ++i) open.push_back(engine.schedule_in(random.exponential(minutes(3)), kWork));
    }
    engine.schedule_in(random.exponential(minutes(7)), kWork);
    if (random.chance(300'000)) engine.cancel(open[random.below(open.size())]);
  }
};

}  // namespace

class EngineTest : public QObject {
  Q_OBJECT
 private slots:
  void the_clock_follows_the_events() {
    Engine engine(kStart);
    std::vector<std::int64_t> seen;
    for (const std::int64_t s : {30, 10, 20, 40}) engine.schedule_in(seconds(s), kTick);
    const auto note = [&](const Event& event) {
      QCOMPARE(engine.now().ms, event.at.ms);
      seen.push_back((event.at - kStart).ms);
    };
    QCOMPARE(engine.run_until(kStart + seconds(30), note), std::uint64_t{3});
    QCOMPARE(seen, (std::vector<std::int64_t>{10'000, 20'000, 30'000}));
    QCOMPARE((engine.now() - kStart).ms, std::int64_t{30'000});
    QCOMPARE(engine.run_until(kStart + seconds(35), note), std::uint64_t{0});
    QCOMPARE((engine.now() - kStart).ms, std::int64_t{35'000});
    QCOMPARE(engine.run_until(kStart, note), std::uint64_t{0});
    QCOMPARE((engine.now() - kStart).ms, std::int64_t{35'000});
    QVERIFY(engine.next_time() == kStart + seconds(40));
  }

  void what_is_scheduled_meanwhile_is_served_too() {
    Engine engine(kStart);
    int ticks = 0;
    engine.schedule_in(seconds(1), kTick);
    const std::uint64_t served = engine.run_until(kStart + seconds(10), [&](const Event&) {
      ++ticks;
      engine.schedule_in(seconds(1), kTick);
    });
    QCOMPARE(served, std::uint64_t{10});
    QCOMPARE(ticks, 10);
    QCOMPARE(engine.queue().size(), std::size_t{1});
  }

  void the_past_is_now_and_is_counted() {
    Engine engine(kStart);
    std::vector<std::int64_t> seen;
    engine.schedule(kStart - hours(1), kTick);
    engine.schedule(kStart, kTick);
    QCOMPARE(engine.clamped(), std::uint64_t{1});
    engine.run_until(kStart, [&](const Event& event) {
      seen.push_back((event.at - kStart).ms);
      if (seen.size() == 1) engine.schedule_in(seconds(-5), kTick);
    });
    QCOMPARE(seen, (std::vector<std::int64_t>{0, 0, 0}));
    QCOMPARE(engine.clamped(), std::uint64_t{2});
  }

  void same_instant_goes_by_priority_then_first_come() {
    Engine engine(kStart);
    engine.schedule_in(seconds(1), kTick, Priority::Late, {3, 0});
    engine.schedule_in(seconds(1), kTick, Priority::Normal, {1, 0});
    engine.schedule_in(seconds(1), kTick, Priority::Normal, {2, 0});
    engine.schedule_in(seconds(1), kTick, Priority::First, {0, 0});
    std::vector<std::uint64_t> seen;
    engine.run_until(kStart + seconds(1), [&](const Event& event) { seen.push_back(event.payload.a); });
    QCOMPARE(seen, (std::vector<std::uint64_t>{0, 1, 2, 3}));
  }

  void stop_keeps_the_rest_for_the_next_run() {
    Engine engine(kStart);
    for (int i = 1; i <= 5; ++i) engine.schedule_in(seconds(i), kTick);
    const auto stop_at_two = [&](const Event& event) {
      if (event.at == kStart + seconds(2)) engine.stop();
    };
    QCOMPARE(engine.run_until(kStart + hours(1), stop_at_two), std::uint64_t{2});
    QVERIFY(engine.now() == kStart + seconds(2));
    QCOMPARE(engine.run_until(kStart + hours(1), stop_at_two), std::uint64_t{3});
    QVERIFY(engine.now() == kStart + hours(1));
    QCOMPARE(engine.served(), std::uint64_t{5});
  }

  void a_step_serves_one_event() {
    Engine engine(kStart);
    engine.schedule_in(hours(30), kTick);
    int ticks = 0;
    QVERIFY(engine.step([&](const Event&) { ++ticks; }));
    QVERIFY(engine.now() == kStart + hours(30));
    QVERIFY(!engine.step([&](const Event&) { ++ticks; }));
    QCOMPARE(ticks, 1);
  }

  // In one go, in many small runs, or forked half way: the same events in the same order.
  void however_a_run_is_cut_it_is_the_same_run() {
    World whole;
    whole.engine.schedule(kStart, kTick);
    World pieces = whole;
    const Instant end = kStart + hours(12);
    whole.engine.run_until(end, whole);
    QVERIFY(whole.engine.served() > 5'000);
    QCOMPARE(whole.engine.clamped(), std::uint64_t{0});
    for (Instant t = kStart; t < end; t = t + milliseconds(977'777)) {
      World fork = pieces;
      fork.engine.run_until(std::min(t, end), fork);
      pieces = fork;
    }
    pieces.engine.run_until(end, pieces);
    QCOMPARE(pieces.trace, whole.trace);
    QCOMPARE(pieces.engine.served(), whole.engine.served());
  }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
