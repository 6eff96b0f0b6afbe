// SPDX-License-Identifier: Apache-2.0
// The queue against a model too simple to be wrong: a sorted set of (instant, priority, sequence).
#include "sim/engine/event_queue.h"

#include <QtTest>
#include <map>
#include <stdexcept>
#include <tuple>

#include "sim/engine/random.h"

using namespace pizza;
using namespace pizza::sim;

namespace {

using Order = std::tuple<std::int64_t, std::uint8_t, std::uint64_t>;

// How instants are drawn: each shape leans on other tiers of the queue.
struct Shape {
  const char* name;
  std::int64_t span_ms;        // gaps are below this
  std::uint32_t far_permille;  // of the gaps, how many are a hundred times as long
  std::uint32_t cancel_permille;
};
constexpr Shape kShapes[] = {
    {"ties", 4, 0, 100},
    {"one bucket", 900, 0, 300},
    {"ring", 1'800'000, 0, 200},
    {"beyond the ring", 3'600'000, 200, 400},
    {"sparse", 40'000'000, 300, 700},
};

class Trial {
 public:
  Trial(const Shape& shape, std::uint64_t seed) : shape_(shape), random_(seed, 1) {}

  void schedule() {
    std::int64_t gap = random_.between(0, shape_.span_ms);
    if (random_.below(1000) < shape_.far_permille) gap *= 100;
    const auto priority = static_cast<Priority>(random_.below(3) * 64);
    const Payload payload{random_.next(), queue_.scheduled()};
    const Instant at = now_ + milliseconds(gap);
    const std::uint64_t sequence = queue_.scheduled();
    const EventHandle handle = queue_.schedule(at, EventKind{static_cast<std::uint16_t>(sequence)}, priority, payload);
    model_[{at.ms, static_cast<std::uint8_t>(priority), sequence}] = {handle, payload};
    handles_.push_back({handle, {at.ms, static_cast<std::uint8_t>(priority), sequence}});
  }

  // Cancels any handle ever given out: pending ones succeed, stale ones must not touch anything.
  bool cancel() {
    const auto& [handle, order] = handles_[random_.below(handles_.size())];
    const bool expected = model_.erase(order) == 1;
    return queue_.cancel(handle) == expected && !queue_.cancel(handle);
  }

  bool pop() {
    Event event;
    if (model_.empty()) return queue_.next_time() == kNever && !queue_.pop(event);
    const auto first = model_.begin();
    const auto [at, priority, sequence] = first->first;
    if (queue_.next_time().ms != at || queue_.pop_until(Instant{at - 1}, event) || !queue_.pop(event)) return false;
    const bool same = event.at.ms == at && static_cast<std::uint8_t>(event.priority) == priority &&
                      event.sequence == sequence && event.payload == first->second.payload &&
                      event.handle == first->second.handle &&
                      event.kind == EventKind{static_cast<std::uint16_t>(sequence)};
    model_.erase(first);
    now_ = event.at;
    return same;
  }

  bool step() {
    const std::uint64_t dice = random_.below(1000);
    if (dice < 480)
      schedule();
    else if (dice < 480 + shape_.cancel_permille / 2 && !handles_.empty()) {
      if (!cancel()) return false;
    } else if (!pop())
      return false;
    return queue_.size() == model_.size() && queue_.empty() == model_.empty();
  }

  bool drain() {
    while (!model_.empty()) {
      if (!pop()) return false;
    }
    return pop();
  }

  bool pending_is_model() const {
    const std::vector<Event> pending = queue_.pending();
    if (pending.size() != model_.size()) return false;
    return std::equal(pending.begin(), pending.end(), model_.begin(), [](const Event& event, const auto& entry) {
      return std::get<2>(entry.first) == event.sequence && entry.second.handle == event.handle;
    });
  }

 private:
  struct Expected {
    EventHandle handle;
    Payload payload;
  };
  Shape shape_;
  RandomStream random_;
  EventQueue queue_;
  Instant now_{1'700'000'000'000};
  std::map<Order, Expected> model_;
  std::vector<std::pair<EventHandle, Order>> handles_;
};

}  // namespace

class EventQueueTest : public QObject {
  Q_OBJECT
 private slots:
  void serves_as_the_sorted_model_data() {
    QTest::addColumn<int>("shape");
    for (int i = 0; i < static_cast<int>(std::size(kShapes)); ++i) QTest::newRow(kShapes[i].name) << i;
  }

  void serves_as_the_sorted_model() {
    QFETCH(int, shape);
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      Trial trial(kShapes[shape], seed);
      for (int i = 0; i < 300; ++i) trial.schedule();
      for (int i = 0; i < 4000; ++i) QVERIFY2(trial.step(), qPrintable(QString("seed %1, step %2").arg(seed).arg(i)));
      QVERIFY2(trial.pending_is_model(), qPrintable(QString("seed %1").arg(seed)));
      QVERIFY2(trial.drain(), qPrintable(QString("seed %1, draining").arg(seed)));
    }
  }

  void a_copy_goes_its_own_way() {
    EventQueue queue;
    RandomStream random(7, 0);
    std::vector<EventHandle> handles;
    for (int i = 0; i < 2000; ++i) {
      handles.push_back(queue.schedule(Instant{random.between(0, 20'000'000)}, EventKind{1}));
    }
    Event event;
    for (int i = 0; i < 500; ++i) QVERIFY(queue.pop(event));
    EventQueue fork = queue;
    for (const EventHandle handle : handles) fork.cancel(handle);
    QCOMPARE(fork.size(), std::size_t{0});
    QVERIFY(!fork.pop(event));
    QCOMPARE(queue.size(), std::size_t{1500});
    Instant last = event.at;
    for (int i = 0; i < 1500; ++i) {
      QVERIFY(queue.pop(event));
      QVERIFY(event.at >= last);
      last = event.at;
    }
    QVERIFY(queue.empty());
  }

  // Two days of timers, nearly all cancelled at once: the sweep must keep exactly the others, in every tier.
  void a_sweep_of_cancelled_events_keeps_the_rest() {
    EventQueue queue;
    std::vector<EventHandle> handles;
    for (int i = 0; i < 100'000; ++i) {
      handles.push_back(queue.schedule(Instant{i * std::int64_t{1728}}, EventKind{0}, Priority::Normal,
                                       {static_cast<std::uint64_t>(i), 0}));
    }
    Event event;
    QVERIFY(queue.pop(event));  // so that some of the rest lie near, some in the ring, most beyond
    for (std::size_t i = 1; i < handles.size(); ++i) {
      if (i % 1000 != 0) QVERIFY(queue.cancel(handles[i]));
    }
    QCOMPARE(queue.size(), std::size_t{99});
    for (std::uint64_t i = 1000; i < 100'000; i += 1000) {
      QVERIFY(queue.pop(event));
      QCOMPARE(event.payload.a, quint64{i});
    }
    QVERIFY(!queue.pop(event));
  }

  void events_before_the_current_bucket_are_served_first() {
    EventQueue queue;
    queue.schedule(Instant{1'000'000'000}, EventKind{2});
    QCOMPARE(queue.next_time().ms, std::int64_t{1'000'000'000});
    queue.schedule(Instant{500}, EventKind{1});
    queue.schedule(Instant{-500}, EventKind{0});
    Event event;
    for (std::uint16_t kind = 0; kind < 3; ++kind) {
      QVERIFY(queue.pop(event));
      QVERIFY(event.kind == EventKind{kind});
    }
  }

  void the_calendar_has_ends() {
    EventQueue queue;
    queue.schedule(kLastInstant, EventKind{1});
    queue.schedule(kFirstInstant, EventKind{0});
    QVERIFY_THROWS_EXCEPTION(std::out_of_range, queue.schedule(kNever, EventKind{0}));
    QVERIFY_THROWS_EXCEPTION(std::out_of_range, queue.schedule(kFirstInstant - milliseconds(1), EventKind{0}));
    Event event;
    QVERIFY(queue.pop(event) && event.at == kFirstInstant);
    QVERIFY(queue.pop(event) && event.at == kLastInstant);
    QVERIFY(queue.next_time() == kNever);
  }

  void handles_that_name_nothing_cancel_nothing() {
    EventQueue queue;
    QVERIFY(!EventHandle{});
    QVERIFY(!queue.cancel(EventHandle{}));
    const EventHandle handle = queue.schedule(Instant{1}, EventKind{0});
    QVERIFY(handle);
    QVERIFY(!queue.cancel(EventHandle{handle.value + 12'345}));  // a slot that was never used
    QCOMPARE(handle.slot(), std::uint32_t{0});
    QCOMPARE(handle.generation(), quint64{1});
    Event event;
    QVERIFY(queue.pop(event));
    const EventHandle again = queue.schedule(Instant{2}, EventKind{0});
    QVERIFY(!(again == handle));
    QVERIFY(!queue.cancel(handle));
    QCOMPARE(queue.size(), std::size_t{1});
  }
};

QTEST_GUILESS_MAIN(EventQueueTest)
#include "event_queue_test.moc"
