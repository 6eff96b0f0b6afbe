// SPDX-License-Identifier: Apache-2.0
// What screens see of a simulated city.
#include <QTest>
#include <future>
#include <set>

#include "app/composition/simulated_city/simulated_session.h"
#include "sim/agents/order_story.h"
#include "tests/sim/agents/small_city.h"

using namespace pizza;

namespace {

std::string field_names(const EventType& type, const void*) {
  return std::string(type.schema->name);
}

struct Watched {
  explicit Watched(const test::SmallCity& wanted) : city(test::small_model(wanted), {}) {
    for (const auto& territory : city.territories())
      watches.push_back(std::make_unique<sim::TerritoryWatch>(*territory));
  }
  SimulatedCity city;
  std::vector<std::unique_ptr<sim::TerritoryWatch>> watches;
};

template <class T>
bool ascending(const std::vector<T>& views) {
  for (std::size_t i = 1; i < views.size(); ++i)
    if (!(views[i - 1].id < views[i].id)) return false;
  return true;
}

}  // namespace

class FrameTest : public QObject {
  Q_OBJECT

 private slots:
  void frames_agree_with_the_records() {
    Watched w({.seed = 21, .orders = 120, .riders = 16, .territories = 2});
    const sim::Scenario& scenario = w.city.model().scenario;
    std::uint64_t sequence = 0;
    bool moved = false;
    for (Instant at = scenario.begins; at < scenario.closes();) {
      w.city.run_until(at = at + minutes(4));
      const CityFrame frame = sim::build_frame(w.watches, ++sequence);
      QCOMPARE(frame.now, at);
      QVERIFY(ascending(frame.riders) && ascending(frame.kitchens) && ascending(frame.orders));
      std::uint32_t open = 0;
      std::uint32_t placed = 0;
      for (const Order& order : test::all_of<Order>(w.city)) {
        ++placed;
        open += is_terminal(order.status) ? 0 : 1;
      }
      QCOMPARE(frame.figures.open, open);
      QCOMPARE(frame.figures.placed, placed);
      std::uint32_t shown_open = 0;
      for (const OrderView& order : frame.orders) {
        shown_open += order.terminal ? 0 : 1;
        if (!order.terminal) QVERIFY(order.expected_at >= frame.now || order.status == "delivered");
      }
      QCOMPARE(shown_open, open);
      std::uint32_t in_history = 0;
      for (const std::uint16_t count : frame.history.placed_per_minute) in_history += count;
      QCOMPARE(in_history, placed);
      for (const RiderView& rider : frame.riders) {
        QVERIFY(rider.heading >= 0 && rider.heading < 360 && rider.progress <= 1'000);
        moved = moved || (rider.activity == RiderActivity::ToCustomer && rider.progress > 0);
      }
    }
    QVERIFY(moved);
  }

  void every_order_has_a_story() {
    Watched w({.seed = 22, .orders = 50, .territories = 3});
    test::run_to_the_end(w.city);
    int delivered = 0;
    for (std::size_t t = 0; t < w.watches.size(); ++t) {
      for (const Order& order : test::all_of<Order>(*w.city.territories()[t])) {
        const auto story = sim::order_story(w.watches, {order.id.value * w.watches.size() + t}, field_names);
        QVERIFY(story != nullptr);
        QVERIFY(!story->restaurant_name.empty());
        QCOMPARE(story->events.front().event, std::string("OrderPlaced"));
        for (std::size_t i = 1; i < story->events.size(); ++i) QVERIFY(story->events[i - 1].at <= story->events[i].at);
        // Of this order, and of nothing else that has the same number.
        for (const auto& told : story->events)
          for (const char* others : {"CartChanged", "CartCleared", "RiderMoved", "RiderSent", "ShiftBegan",
                                     "DeviceRegistered", "CouponCreated", "PromotionAdded", "UserRegistered"})
            QVERIFY2(told.event != others, others);
        Money sum;
        for (const OrderStoryLine& line : story->lines) sum = sum + line.amount;
        QCOMPARE(sum.minor, order.total.minor);
        std::int64_t ledger = 0;
        for (const OrderStoryLine& line : story->ledger) ledger += line.amount.minor;
        QCOMPARE(ledger, 0);
        if (order.status != OrderStatus::Completed) continue;
        ++delivered;
        QVERIFY(!story->rider_name.empty());
        QVERIFY(!story->ledger.empty());
        QVERIFY(story->events.size() > 15);
      }
    }
    QVERIFY(delivered > 20);
    QVERIFY(sim::order_story(w.watches, {999'999}, field_names) == nullptr);
  }

  void watching_changes_nothing() {
    const test::SmallCity wanted{.seed = 23};
    Watched w(wanted);
    SimulatedCity unwatched(test::small_model(wanted), {});
    for (Instant at = w.city.now(); at < w.city.model().scenario.closes();) {
      w.city.run_until(at = at + minutes(1));
      static_cast<void>(sim::build_frame(w.watches, 1));
    }
    unwatched.run_until(w.city.now());
    QCOMPARE(w.city.state().hex(), unwatched.state().hex());
  }

  void sessions_step_and_answer() {
    const auto model = test::small_model({.seed = 24, .orders = 60});
    const Instant then = model->scenario.begins + minutes(30);
    SimulatedSession session(model, "testwick.map", 60, then);
    QVERIFY(!session.playing());
    QCOMPARE(session.frame()->now, then);
    QVERIFY(session.frame()->figures.placed > 0);
    session.step(minutes(5));
    QTRY_COMPARE(session.frame()->now, then + minutes(5));
    QVERIFY(!session.frame()->orders.empty());
    std::promise<std::shared_ptr<const OrderStory>> promised;
    session.open_order(session.frame()->orders.front().id, [&](auto story) { promised.set_value(std::move(story)); });
    const auto story = promised.get_future().get();
    QVERIFY(story != nullptr);
    QVERIFY(story->events.front().json.find("placed_at") != std::string::npos);
    session.set_speed(10'000);
    QCOMPARE(session.speed(), 600);
    session.play();
    QTRY_VERIFY(session.frame()->now > then + minutes(6));
    session.pause();
    QVERIFY(!session.playing());
  }
};

QTEST_GUILESS_MAIN(FrameTest)
#include "frame_test.moc"
