// SPDX-License-Identifier: Apache-2.0
// What every EventBus must do: the one within the process, and the one through a real Kafka.
#include <QtTest>
#include <deque>
#include <random>

#include "connectors/bus/in_process_bus.h"
#include "tests/contract/sample_events.h"
#include "tests/support/kafka_place.h"

using namespace pizza;
using samples::Counted;

namespace {

EventEnvelope envelope(std::uint64_t n) {
  return {n, Instant{static_cast<std::int64_t>(n) * 10}, samples::holder(Counted(n))};
}

std::unique_ptr<KafkaPlace> place;

// A bus of one kind; what was published is on its way after `send`.
struct AnyBus {
  explicit AnyBus(const QString& kind) {
    if (kind == "in process") {
      in_process = std::make_unique<InProcessBus>();
    } else {
      kafka = std::make_unique<RungBus>(place->next());
    }
  }
  EventBus& bus() { return in_process ? static_cast<EventBus&>(*in_process) : *kafka->bus; }
  void send() {
    if (kafka) kafka->bus->flushed();
  }
  // Takes the next event, whenever it comes.
  bool take(EventEnvelope& event) {
    while (!bus().take(event))
      if (!kafka || !kafka->wait_for_message()) return false;
    return true;
  }
  bool all_sent() { return !kafka || kafka->bus->drain(seconds(60)); }

  std::unique_ptr<InProcessBus> in_process;
  std::unique_ptr<RungBus> kafka;
};

}  // namespace

class EventBusContract : public QObject {
  Q_OBJECT

  static void kinds() {
    QTest::addColumn<QString>("kind");
    QTest::newRow("in process") << "in process";
    QTest::newRow("kafka") << "kafka";
  }
  // Starts the broker for the first test that needs it.
  static std::string missing(const QString& kind) {
    try {
      if (kind == "kafka" && place == nullptr) place = std::make_unique<KafkaPlace>();
      return {};
    } catch (const ServerMissing& error) {
      return error.what();
    }
  }

 private slots:
  void init() { QCOMPARE(Counted::alive, 0); }
  void cleanupTestCase() { place.reset(); }
  void cleanup() { QCOMPARE(Counted::alive, 0); }
  void gives_nothing_when_nothing_waits_data() { kinds(); }
  void gives_nothing_when_nothing_waits();
  void keeps_the_order_data() { kinds(); }
  void keeps_the_order();
  void keeps_the_order_between_takes_and_publishes_data() { kinds(); }
  void keeps_the_order_between_takes_and_publishes();
  void carries_events_of_every_shape_data() { kinds(); }
  void carries_events_of_every_shape();
  void frees_what_was_never_taken_data() { kinds(); }
  void frees_what_was_never_taken();
  void holds_on_to_nothing_that_was_taken();
  void keeps_the_order_while_it_grows_and_shrinks();
  void gives_memory_back_after_a_wave();
};

#define KIND_OR_SKIP()   \
  QFETCH(QString, kind); \
  if (const std::string why = missing(kind); !why.empty()) QSKIP(why.c_str())

void EventBusContract::gives_nothing_when_nothing_waits() {
  KIND_OR_SKIP();
  AnyBus any(kind);
  EventEnvelope taken;
  QVERIFY(!any.bus().take(taken));
  QCOMPARE(any.bus().waiting(), std::size_t{0});
}

void EventBusContract::keeps_the_order() {
  KIND_OR_SKIP();
  AnyBus any(kind);
  for (std::uint64_t n = 1; n <= 500; ++n) any.bus().publish(envelope(n));
  any.send();
  EventEnvelope taken;
  for (std::uint64_t n = 1; n <= 500; ++n) {
    QVERIFY(any.take(taken));
    QCOMPARE(taken.sequence, n);
    QCOMPARE(taken.at.ms, static_cast<std::int64_t>(n) * 10);
    QVERIFY(taken.as<Counted>() != nullptr && taken.as<Counted>()->number == n);
    QVERIFY(taken.as<samples::Rang>() == nullptr);
  }
  QVERIFY(any.all_sent());
  QVERIFY(!any.bus().take(taken));
  QCOMPARE(any.bus().waiting(), std::size_t{0});
}

void EventBusContract::keeps_the_order_between_takes_and_publishes() {
  KIND_OR_SKIP();
  AnyBus any(kind);
  std::mt19937_64 random(3);
  EventEnvelope taken;
  std::uint64_t published = 0, got = 0;
  while (got < 2'000) {
    for (std::uint64_t n = random() % 60; n > 0 && published < 2'000; --n) any.bus().publish(envelope(++published));
    any.send();
    for (std::uint64_t n = random() % 60; n > 0 && got < published; --n) {
      QVERIFY(any.take(taken));
      QCOMPARE(taken.sequence, ++got);
    }
  }
}

void EventBusContract::carries_events_of_every_shape() {
  KIND_OR_SKIP();
  AnyBus any(kind);
  const samples::Rang rang{7, "Ünicode \n", {0, -1, std::numeric_limits<std::int64_t>::max()}};
  any.bus().publish({1, Instant{5}, samples::holder(rang)});
  any.bus().publish({2, Instant{5}, samples::holder(samples::Rang{})});
  any.send();
  EventEnvelope taken;
  QVERIFY(any.take(taken));
  QVERIFY(taken.as<samples::Rang>() != nullptr && *taken.as<samples::Rang>() == rang);
  QVERIFY(any.take(taken));
  QVERIFY(taken.as<samples::Rang>() != nullptr && *taken.as<samples::Rang>() == samples::Rang{});
}

void EventBusContract::frees_what_was_never_taken() {
  KIND_OR_SKIP();
  AnyBus any(kind);
  for (std::uint64_t n = 1; n <= 100; ++n) any.bus().publish(envelope(n));
  any.send();
}

void EventBusContract::holds_on_to_nothing_that_was_taken() {
  InProcessBus bus;
  for (std::uint64_t n = 1; n <= 500; ++n) bus.publish(envelope(n));
  QCOMPARE(bus.waiting(), std::size_t{500});
  EventEnvelope taken;
  for (std::uint64_t n = 1; n <= 500; ++n) {
    QVERIFY(bus.take(taken));
    QCOMPARE(Counted::alive, static_cast<int>(500 - n + 1));
  }
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
