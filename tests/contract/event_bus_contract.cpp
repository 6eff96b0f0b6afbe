// SPDX-License-Identifier: Apache-2.0
// What every EventBus must do.
#include <QtTest>
#include <deque>
#include <random>

#include "connectors/bus/in_process_bus.h"
#include "tests/contract/sample_events.h"

using namespace pizza;
using samples::Counted;

namespace {

EventEnvelope envelope(std::uint64_t n) {
  return {n, Instant{static_cast<std::int64_t>(n) * 10}, samples::holder(Counted(n))};
}

}  // namespace

class EventBusContract : public QObject {
  Q_OBJECT

 private slots:
  void init() { QCOMPARE(Counted::alive, 0); }
  void cleanup() { QCOMPARE(Counted::alive, 0); }
  void gives_nothing_when_nothing_waits();
  void keeps_the_order();
  void keeps_the_order_while_it_grows_and_shrinks();
  void frees_what_was_never_taken();
  void gives_memory_back_after_a_wave();
};

void EventBusContract::gives_nothing_when_nothing_waits() {
  InProcessBus bus;
  EventEnvelope taken;
  QVERIFY(!bus.take(taken));
  QCOMPARE(bus.waiting(), std::size_t{0});
}

void EventBusContract::keeps_the_order() {
  InProcessBus bus;
  for (std::uint64_t n = 1; n <= 500; ++n) bus.publish(envelope(n));
  QCOMPARE(bus.waiting(), std::size_t{500});
  EventEnvelope taken;
  for (std::uint64_t n = 1; n <= 500; ++n) {
    QVERIFY(bus.take(taken));
    QCOMPARE(taken.sequence, n);
    QCOMPARE(taken.at.ms, static_cast<std::int64_t>(n) * 10);
    QVERIFY(taken.as<Counted>() != nullptr && taken.as<Counted>()->number == n);
    QVERIFY(taken.as<samples::Rang>() == nullptr);
    // The ring holds on to nothing that was taken.
    QCOMPARE(Counted::alive, static_cast<int>(500 - n + 1));
  }
  QVERIFY(!bus.take(taken));
}

void EventBusContract::keeps_the_order_while_it_grows_and_shrinks() {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::mt19937_64 random(seed);
    InProcessBus bus;
    std::deque<std::uint64_t> model;
    EventEnvelope taken;
    for (std::uint64_t n = 1; n <= 20'000; ++n) {
      const bool growing = n / 5000 % 2 == 0;
      if (random() % 10 < (growing ? 8U : 2U)) {
        bus.publish(envelope(n));
        model.push_back(n);
      } else if (bus.take(taken)) {
        QCOMPARE(taken.sequence, model.front());
        model.pop_front();
      } else {
        QVERIFY(model.empty());
      }
      QCOMPARE(bus.waiting(), model.size());
    }
  }
}

void EventBusContract::frees_what_was_never_taken() {
  InProcessBus bus;
  for (std::uint64_t n = 1; n <= 100; ++n) bus.publish(envelope(n));
  QCOMPARE(Counted::alive, 100);
}

void EventBusContract::gives_memory_back_after_a_wave() {
  InProcessBus bus;
  for (std::uint64_t n = 1; n <= 100'000; ++n) bus.publish(envelope(n));
  QVERIFY(bus.capacity() >= 100'000);
  EventEnvelope taken;
  while (bus.take(taken)) {
  }
  QVERIFY(bus.capacity() <= 4096);
}

QTEST_GUILESS_MAIN(EventBusContract)
#include "event_bus_contract.moc"
