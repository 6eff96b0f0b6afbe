// SPDX-License-Identifier: Apache-2.0
// Looking at orders: one, many, and where one stands.
#include "tests/core/order_stage.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct Stage : OrderStage {
  TrackView track(OrderId id) { return *ask(TrackOrder{id}); }
  std::vector<std::uint64_t> listed(const ListOrders& query) {
    std::vector<std::uint64_t> ids;
    const auto page = ask(query);
    for (const OrderSummary& order : page->orders) ids.push_back(order.order.value);
    return ids;
  }
  ListOrders of_user(std::int32_t limit, OrderId before = {}, bool open = false) const {
    return {cast.user, {}, open, before, limit};
  }
};

}  // namespace

class OrderViewTest : public QObject {
  Q_OBJECT
 private slots:
  void theNewestComeFirstAPageAtATime() {
    Stage s;
    for (int i = 0; i < 5; ++i) s.standing(OrderStatus::Placed);
    QCOMPARE(s.listed(s.of_user(2)), (std::vector<std::uint64_t>{5, 4}));
    QVERIFY(s.ask(s.of_user(2))->more);
    QCOMPARE(s.listed(s.of_user(2, {4})), (std::vector<std::uint64_t>{3, 2}));
    QCOMPARE(s.listed(s.of_user(2, {2})), (std::vector<std::uint64_t>{1}));
    QVERIFY(!s.ask(s.of_user(2, {2}))->more);
    QVERIFY(!s.ask(s.of_user(5))->more);
  }

  void aRestaurantSeesItsOwnAndOnlyTheOpenOnesWhereItAsks() {
    Stage s;
    const OrderId open = s.standing(OrderStatus::Preparing);
    const OrderId over = s.standing(OrderStatus::Completed);
    QCOMPARE(s.listed({{}, s.cast.restaurant, false, {}, 0}), (std::vector<std::uint64_t>{over.value, open.value}));
    QCOMPARE(s.listed({{}, s.cast.restaurant, true, {}, 0}), (std::vector<std::uint64_t>{open.value}));
    QVERIFY(s.listed({{}, {99}, false, {}, 0}).empty());
  }

  void pagesAreBoundedAndOneOwnerIsNamed() {
    Stage s;
    for (const std::int32_t limit : {-1, 101}) QCOMPARE(s.ask(s.of_user(limit)).problem().field, std::string("limit"));
    QVERIFY(!s.ask(ListOrders{s.cast.user, s.cast.restaurant, false, {}, 0}).ok());
    QVERIFY(!s.ask(ListOrders{{}, {}, false, {}, 0}).ok());
  }

  void aSummaryNamesWhatWasOrdered() {
    Stage s;
    s.standing(OrderStatus::Placed);
    const OrderSummary summary = s.ask(s.of_user(1))->orders.front();
    QCOMPARE(summary.restaurant_name, std::string("Casino Oven"));
    QCOMPARE(summary.first_dish, std::string("Margherita"));
    QCOMPARE(summary.lines, 2);
    QCOMPARE(summary.total, eur(4'630));
  }

  void trackingTellsTheWayTheMoneyAndWhatIsComing() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Ready);
    const TrackView view = s.track(id);
    QCOMPARE(view.steps.size(), std::size_t{8});
    for (const TrackStep& step : view.steps) QCOMPARE(step.reached, step.status <= OrderStatus::Ready);
    QCOMPARE(view.steps[2].at->ms, s.clock.at.ms);
    QVERIFY(*view.promised_from < s.order(id).promised_at);
    QVERIFY(*view.promised_until > s.order(id).promised_at);
    QCOMPARE(view.items + view.tax + view.delivery_fee + view.tip, view.total);
    QCOMPARE(view.lines.size(), std::size_t{2});
    QCOMPARE(view.lines[0].price, eur(3'500));
    QCOMPARE(view.drop_line, std::string("Rue 1"));
  }

  void whatHasEndedShowsHowFarItCame() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Accepted);
    QVERIFY(s.alone(CancelOrder{id, Actor::Restaurant, "oven_out", {}}).ok());
    const TrackView view = s.track(id);
    QCOMPARE(view.steps.size(), std::size_t{4});
    QCOMPARE(view.steps.back().status, OrderStatus::Cancelled);
    QVERIFY(!view.promised_from);
    QCOMPARE(view.close_reason, std::string("oven_out"));
  }

  void theRiderIsShownOnlyOnTheWayAndOnlyWhereSeenJustNow() {
    Stage s;
    const OrderId id = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    s.accept(id);
    QVERIFY(!s.track(id).rider_at);
    s.cook(id);
    s.assign(id, s.cast.rider);
    QCOMPARE(s.track(id).rider_at.value_or(GeoPoint{}), s.home_place);
    s.clock.at = s.clock.at + minutes(3);
    QVERIFY(!s.track(id).rider_at);
    s.carry(id, s.cast.rider);
    QVERIFY(!s.track(id).rider_at);
  }

  void whatIsNotThereIsNotFound() {
    Stage s;
    QCOMPARE(s.ask(SeeOrder{{9}}).problem().type, std::string("order.unknown"));
    QCOMPARE(s.ask(TrackOrder{{9}}).problem().type, std::string("order.unknown"));
  }
};

QTEST_GUILESS_MAIN(OrderViewTest)
#include "order_view_test.moc"
