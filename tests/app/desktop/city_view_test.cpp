// SPDX-License-Identifier: Apache-2.0
// The city's view: clock, pacing, selection, and an order opened without waiting.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "app/desktop/view/city_view_model.h"
#include "tests/app/desktop/still_session.h"

using namespace pizza;
using namespace pizza::desktop;
using pizza::testing::order_view;
using pizza::testing::StillSession;

namespace {

void fill(CityFrame& frame) {
  frame.orders = {order_view(11, Concern::Late, 30, 39), order_view(12, Concern::OnTime, 30, 25)};
  frame.orders[0].rider = {5};
  RiderView rider;
  rider.id = {5};
  rider.name = "Nadia";
  rider.vehicle = "scooter";
  rider.order = {11};
  rider.activity = RiderActivity::ToCustomer;
  rider.concern = Concern::Late;
  frame.riders = {rider};
  frame.needs = {{Concern::Late, "#11 late", "", "+9 min", {0}, {11}, {}, {}}};
}

std::shared_ptr<OrderStory> story_of_11() {
  auto story = std::make_shared<OrderStory>();
  story->order = order_view(11, Concern::Late, 30, 39);
  story->restaurant_name = "Casino Oven";
  story->why = "waited for the oven";
  story->events = {{{0}, "OrderPlaced", "order", "web", "{}", Concern::OnTime},
                   {{2'000}, "PaymentAuthorized", "payment", "held", "{}", Concern::OnTime},
                   {{3'000}, "OrderAuthorized", "order", "held", "{}", Concern::OnTime}};
  story->lines = {{"1 × Margherita", {900, Currency::EUR}}, {"Tip", {200, Currency::EUR}}};
  story->ledger = {{"Customer", {1100, Currency::EUR}}, {"Food", {-1100, Currency::EUR}}};
  return story;
}

}  // namespace

class CityViewTest : public QObject {
  Q_OBJECT

 private slots:
  void the_clock_follows_the_newest_frame() {
    auto session = std::make_shared<StillSession>();
    session->info_.utc_offset_minutes = 60;
    CityViewModel city(session);
    QSignalSpy ticks(&city, &CityViewModel::clockChanged), frames(&city, &CityViewModel::frameChanged);
    session->next([](CityFrame& f) { f.now = {19 * 3'600'000 + 42 * 60'000 + 18'000}; });
    city.poll();
    QCOMPARE(city.clock(), "20:42");
    QCOMPARE(city.clock_seconds(), ":18");
    city.poll();
    QCOMPARE(ticks.count(), 1);
    QCOMPARE(frames.count(), 1);
    QCOMPARE(city.scenario(), QString::fromUtf8("quiet · seed 3"));
  }

  void how_the_world_is_can_be_seen() {
    auto session = std::make_shared<StillSession>();
    CityViewModel city(session);
    QSignalSpy states(&city, &CityViewModel::stateChanged);
    QCOMPARE(city.health(), static_cast<int>(Meaning::Well));
    QVERIFY(city.empty());
    session->state_ = {Health::Failed, "The books are away", "It goes on by itself."};
    city.poll();
    city.poll();
    QCOMPARE(states.count(), 1);
    QCOMPARE(city.health(), static_cast<int>(Meaning::Failed));
    QCOMPARE(city.state_title(), "The books are away");
    session->state_ = {};
    session->next([](CityFrame& f) { f.kitchens.push_back({}); });
    city.poll();
    QCOMPARE(city.health(), static_cast<int>(Meaning::Well));
    QVERIFY(!city.empty());
  }

  void a_picture_of_a_calm_city_shows_the_latest_order_on_its_way() {
    auto session = std::make_shared<StillSession>();
    session->next([](CityFrame& f) {
      for (std::uint64_t id = 1; id <= 3; ++id) {
        OrderView order = order_view(id, Concern::OnTime, 30, 20);
        order.rider = {id};
        order.placed_at = {static_cast<std::int64_t>(id) * 1'000};
        f.orders.push_back(order);
        RiderView rider;
        rider.id = {id};
        rider.order = {id};
        rider.activity = id == 3 ? RiderActivity::Waiting : RiderActivity::ToCustomer;
        f.riders.push_back(rider);
      }
    });
    CityViewModel city(session);
    city.selectTelling();
    QCOMPARE(city.selected_order(), qint64{2});
  }

  void time_is_paced_within_bounds() {
    auto session = std::make_shared<StillSession>();
    CityViewModel city(session);
    QSignalSpy pacing(&city, &CityViewModel::pacingChanged);
    city.togglePlay();
    QVERIFY(session->playing());
    city.togglePlay();
    QVERIFY(!city.playing());
    city.faster();
    QCOMPARE(city.speed(), 120);
    for (int i = 0; i < 20; ++i) city.faster();
    QCOMPARE(city.speed(), 600);
    for (int i = 0; i < 20; ++i) city.slower();
    QCOMPARE(city.speed(), 1);
    city.stepMinutes(10);
    QCOMPARE(session->stepped, minutes(10));
    QVERIFY(pacing.count() >= 4);
  }

  void the_wall_clock_is_not_paced() {
    auto session = std::make_shared<StillSession>();
    session->paced = false;
    CityViewModel city(session);
    city.togglePlay();
    city.stepMinutes(1);
    city.faster();
    QVERIFY(!session->playing());
    QCOMPARE(session->stepped, minutes(0));
    QCOMPARE(session->speed(), 60);
  }

  void a_rider_brings_the_order_along() {
    auto session = std::make_shared<StillSession>();
    session->next(fill);
    CityViewModel city(session);
    QSignalSpy selection(&city, &CityViewModel::selectionChanged);
    city.selectRider(5);
    QCOMPARE(city.selected_order(), 11);
    city.selectOrder(11);
    QCOMPARE(selection.count(), 1);
    city.selectKitchen(1);
    QCOMPARE(city.selected_order(), 0);
    QCOMPARE(city.selected_rider(), 0);
    city.selectWorst();
    QCOMPARE(city.selected_order(), 11);
    QCOMPARE(city.riderCard(5).value("amount").toString(), "+9 min");
    city.clearSelection();
    QCOMPARE(city.order()->state(), OrderDetail::Nothing);
    QVERIFY(city.riderCard(77).isEmpty());
  }

  void an_order_opens_when_its_story_comes() {
    auto session = std::make_shared<StillSession>();
    session->next(fill);
    CityViewModel city(session);
    OrderDetail& order = *city.order();
    const QAbstractItemModelTester tester(order.events(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    city.selectOrder(11);
    QCOMPARE(order.state(), OrderDetail::Loading);
    session->waiting.at(0)(story_of_11());
    QCOMPARE(order.state(), OrderDetail::Loading);  // it comes through the event loop
    QTRY_COMPARE(order.state(), OrderDetail::Shown);
    QCOMPARE(order.badge(), "late 9 min");
    QCOMPARE(order.event_count(), 3);
    QCOMPARE(order.milestones()->rowCount(), 3);  // placed, paid, and the forecast
    QVERIFY(order.milestones()->rows().back().forecast);
    QCOMPARE(order.lanes(), (QStringList{"Order", "Payment"}));
    QCOMPARE(order.events()->rows()[2].lane_before, 1);
    QCOMPARE(order.ledger_sum(), "0.00");
    QCOMPARE(order.lines()->rows()[1].text, "Tip");
  }

  void an_answer_that_comes_too_late_is_dropped() {
    auto session = std::make_shared<StillSession>();
    session->next(fill);
    CityViewModel city(session);
    city.selectOrder(11);
    city.selectOrder(12);
    session->waiting.at(0)(story_of_11());
    session->waiting.at(1)(nullptr);
    QTRY_COMPARE(city.order()->state(), OrderDetail::Missing);
    QCOMPARE(city.order()->order_id(), 12);
    QCOMPARE(city.order()->event_count(), 0);
  }

  void an_open_order_is_asked_again_as_time_goes_on() {
    auto session = std::make_shared<StillSession>();
    session->next(fill);
    CityViewModel city(session);
    city.selectOrder(11);
    session->waiting.at(0)(story_of_11());
    QTRY_COMPARE(city.order()->state(), OrderDetail::Shown);
    session->next([](CityFrame& f) { f.now = f.now + seconds(2); });
    city.poll();
    QCOMPARE(session->asked.size(), 2U);
    session->next([](CityFrame& f) { f.now = f.now + seconds(2); });
    city.poll();
    QCOMPARE(session->asked.size(), 2U);  // one question at a time
  }

  void an_answer_after_the_end_does_no_harm() {
    auto session = std::make_shared<StillSession>();
    session->next(fill);
    {
      CityViewModel city(session);
      city.selectOrder(11);
    }
    session->waiting.at(0)(story_of_11());
    QCoreApplication::processEvents();
    QCOMPARE(session->asked.size(), 1U);
  }

  void figures_say_how_it_goes() {
    auto session = std::make_shared<StillSession>();
    session->next([](CityFrame& f) {
      f.figures.orders_per_minute_tenths = 114;
      f.figures.orders_per_minute_trend_tenths = 21;
      f.figures.on_time_permille = 916;
      f.figures.click_to_door_s = 1704;
      f.figures.riders_on_shift = 46;
      f.figures.riders_idle = 8;
      f.figures.open = 132;
      f.figures.at_risk = 7;
    });
    CityViewModel city(session);
    const auto& rows = city.figures()->rows();
    QCOMPARE(rows.size(), 5U);
    QCOMPARE(rows[0].value, "11.4");
    QCOMPARE(rows[0].note, QString::fromUtf8("▲ 2.1"));
    QCOMPARE(rows[1].value, "91.6 %");
    QCOMPARE(rows[1].concern, Concern::AtRisk);
    QCOMPARE(rows[2].value, "28.4 min");
    QCOMPARE(rows[3].value, "38 of 46");
    QCOMPARE(rows[4].note, "7 at risk");
  }
};

QTEST_GUILESS_MAIN(CityViewTest)
#include "city_view_test.moc"
