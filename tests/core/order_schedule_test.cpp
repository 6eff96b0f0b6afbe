// SPDX-License-Identifier: Apache-2.0
// Scheduled orders: when they may be wanted, by the restaurant's own clock, and how they wait.
#include "tests/core/order_stage.h"

using namespace pizza;
using namespace pizza::test;

namespace {

constexpr std::int64_t minute_ms = 60'000;

struct Stage : OrderStage {
  PlaceOrder at(Instant wanted) const {
    PlaceOrder wish = this->wish(cast);
    wish.scheduled_for = wanted;
    return wish;
  }
  std::string refusal(Instant wanted) {
    const auto placed = tell(at(wanted));
    return placed.ok() ? std::string() : placed.problem().type + " " + placed.problem().field;
  }
  void hours_in(const char* zone, std::int32_t opens, std::int32_t closes) {
    edit_shop([&](Restaurant& shop) {
      shop.time_zone = zone;
      shop.hours.fill({opens, closes});
    });
  }
  bool waits(OrderId id) { return order(id).release_at.has_value(); }
};

Instant local(const char* zone, CivilDate date, std::int32_t hour, std::int32_t minute) {
  return TimeZone::find(zone)->instant({days_of(date), (std::int64_t{hour} * 60 + minute) * minute_ms});
}

const std::string closed = "restaurant.closed scheduled_for";
const std::string taken;

}  // namespace

class OrderScheduleTest : public QObject {
  Q_OBJECT
 private slots:
  void fromThirtyMinutesToSevenDaysAhead() {
    Stage s;
    const std::string wrong = "order.invalid scheduled_for";
    QCOMPARE(s.refusal(s.clock.at + minutes(30) - milliseconds(1)), wrong);
    QCOMPARE(s.refusal(s.clock.at + minutes(30)), taken);
    QCOMPARE(s.refusal(s.clock.at + days(7)), taken);
    QCOMPARE(s.refusal(s.clock.at + days(7) + milliseconds(1)), wrong);
    QCOMPARE(s.refusal(s.clock.at - hours(1)), wrong);
  }

  void openThenIsEnoughWhetherOrNotItIsOpenNow() {
    Stage s;  // 19:00 UTC
    s.edit_shop([](Restaurant& shop) { shop.hours.fill({20 * 60, 22 * 60}); });
    QCOMPARE(s.tell(s.wish(s.cast)).problem().type, std::string("restaurant.closed"));
    QCOMPARE(s.refusal(s.clock.at + hours(1)), taken);
    QCOMPARE(s.refusal(s.clock.at + hours(3)), closed);
    s.edit_shop([](Restaurant& shop) { shop.paused = true; });
    QCOMPARE(s.refusal(s.clock.at + hours(2)), taken);
  }

  void nobodyHearsOfItBeforeItsTime() {
    Stage s;
    const OrderId id = *s.tell(s.at(s.clock.at + hours(20)));
    const Order order = s.order(id);
    const Restaurant shop = s.business.read([&](UnitOfWork& w) { return *w.find(s.cast.restaurant); });
    const Duration promise = s.business.read([&](UnitOfWork& w) { return OrderService::promise(w, shop, order.drop); });
    QCOMPARE(order.promised_at.ms, (s.clock.at + hours(20)).ms);
    QCOMPARE(order.release_at->ms, (s.clock.at + hours(20) - promise - OrderService::release_slack).ms);
    QVERIFY(s.provider.asked.empty());
    QVERIFY(s.ask(TrackOrder{id})->waits);
    QCOMPARE(s.tell(AcceptOrder{id}).problem().type, std::string("order.not_waiting"));
    s.pass(*order.release_at - s.clock.at - seconds(1));
    QVERIFY(s.waits(id));
    s.pass(seconds(1));
    QVERIFY(!s.waits(id));
    QCOMPARE(s.provider.asked.size(), std::size_t{1});
    QVERIFY(!s.ask(TrackOrder{id})->waits);
  }

  void itsTokenIsKeptOnlyWhileItWaits() {
    Stage s;
    const OrderId id = *s.tell(s.at(s.clock.at + hours(20)));
    const auto token = [&] {
      return s.business.read([&](UnitOfWork& w) {
        const WaitingOrder* waiting = w.find_at<WaitingOrder>(id.value);
        return waiting == nullptr ? std::string() : waiting->payment_token;
      });
    };
    QCOMPARE(token(), std::string("tok_ok"));
    QCOMPARE(record_type<WaitingOrder>().schema->find("payment_token")->secrecy, Secrecy::Secret);
    s.pass(hours(20));
    QCOMPARE(token(), std::string());
    QCOMPARE(s.store.count(record_type<WaitingOrder>()), std::size_t{0});
  }

  void whatIsWantedSoonIsReleasedSoon() {
    Stage s;
    const Instant wanted = s.clock.at + minutes(30);
    const OrderId id = *s.tell(s.at(wanted));
    if (s.waits(id)) s.pass(*s.order(id).release_at - s.clock.at);
    QVERIFY(!s.waits(id));
    QVERIFY(s.clock.at < wanted - minutes(15));
    QCOMPARE(s.provider.asked.size(), std::size_t{1});
    QCOMPARE(s.order(id).promised_at.ms, wanted.ms);
  }

  void cancelledWhileItWaitsCostsAndLeavesNothing() {
    Stage s;
    const OrderId id = *s.tell(s.at(s.clock.at + hours(20)));
    QVERIFY(s.tell(CancelOrder{id, Actor::Customer, "x", {}}).ok());
    QCOMPARE(s.order(id).end_charge, eur(0));
    QVERIFY(!s.waits(id));
    s.pass(hours(21));
    QCOMPARE(s.order(id).status, OrderStatus::Cancelled);
    QVERIFY(s.provider.asked.empty());
    QCOMPARE(s.store.count(record_type<WaitingOrder>()), std::size_t{0});
  }

  void aRestartForgetsNoneOfThem() {
    Stage s;
    const OrderId id = *s.tell(s.at(s.clock.at + hours(20)));
    s.timers.armed.clear();
    s.business.recover();
    s.pass(*s.order(id).release_at - s.clock.at);
    QVERIFY(!s.waits(id));
    QCOMPARE(s.provider.asked.size(), std::size_t{1});
  }

  void hoursThatCrossMidnightBelongToTheDayBefore() {
    Stage s;  // Friday
    s.edit_shop([](Restaurant& shop) {
      shop.time_zone = "Europe/Monaco";
      shop.hours.fill({0, 0});
      shop.hours[4] = {18 * 60, 26 * 60};  // Fridays to 02:00
    });
    const CivilDate saturday{2026, 11, 21};
    QCOMPARE(s.refusal(local("Europe/Monaco", saturday, 1, 59)), taken);
    QCOMPARE(s.refusal(local("Europe/Monaco", saturday, 2, 0)), closed);
    QCOMPARE(s.refusal(local("Europe/Monaco", saturday, 18, 30)), closed);
  }

  void theNightOfTheLostHourEndsWhenTheClockJumps() {
    Stage s;
    s.clock.at = local("Europe/Paris", {2027, 3, 26}, 12, 0);
    s.hours_in("Europe/Paris", 18 * 60, 26 * 60 + 30);  // to 02:30, which does not come on the 28th
    const Instant jump = local("Europe/Paris", {2027, 3, 28}, 3, 0);
    QCOMPARE(s.refusal(jump - minutes(1)), taken);
    QCOMPARE(s.refusal(jump), closed);
    // The next evening opens at 18:00 by the clock: an hour nearer to the evening before than usual.
    const Instant evening = local("Europe/Paris", {2027, 3, 28}, 18, 0);
    QCOMPARE((evening - local("Europe/Paris", {2027, 3, 27}, 18, 0)).ms, hours(23).ms);
    QCOMPARE(s.refusal(evening - minutes(1)), closed);
    QCOMPARE(s.refusal(evening), taken);
  }

  void theNightOfTheDoubledHourEndsAtTheFirst() {
    Stage s;
    s.clock.at = local("Europe/Paris", {2027, 10, 29}, 12, 0);
    s.hours_in("Europe/Paris", 18 * 60, 26 * 60 + 30);
    const Instant first = local("Europe/Paris", {2027, 10, 31}, 2, 30);  // it comes again an hour later
    QCOMPARE(TimeZone::find("Europe/Paris")->local(first + hours(1)).minute_of_day(), 150);
    QCOMPARE(s.refusal(first - minutes(1)), taken);
    QCOMPARE(s.refusal(first), closed);
    QCOMPARE(s.refusal(first + minutes(45)), closed);
  }

  void aLeapDayIsADayOfTheWeekLikeOthers() {
    Stage s;
    s.clock.at = local("Europe/Paris", {2028, 2, 27}, 12, 0);
    s.edit_shop([](Restaurant& shop) {
      shop.time_zone = "Europe/Paris";
      shop.hours.fill({0, 0});
      shop.hours[1] = {11 * 60, 14 * 60};  // Tuesdays
    });
    QCOMPARE(s.refusal(local("Europe/Paris", {2028, 2, 29}, 12, 0)), taken);
    QCOMPARE(s.refusal(local("Europe/Paris", {2028, 2, 28}, 12, 0)), closed);
    QCOMPARE(s.refusal(local("Europe/Paris", {2028, 3, 1}, 12, 0)), closed);
  }

  void itIsTheRestaurantsClockThatCounts() {
    Stage s;  // a customer in Monaco, Friday 20:00 there; in Tokyo it is Saturday, 04:00
    s.hours_in("Asia/Tokyo", 11 * 60, 14 * 60);
    QCOMPARE(s.refusal(local("Asia/Tokyo", {2026, 11, 21}, 12, 0)), taken);
    QCOMPARE(s.refusal(local("Europe/Monaco", {2026, 11, 21}, 12, 0)), closed);
    const OrderId id = *s.tell(s.at(local("Asia/Tokyo", {2026, 11, 22}, 13, 59)));
    QCOMPARE(s.order(id).scheduled_for->ms, (s.clock.at + hours(33) + minutes(59)).ms);
  }
};

QTEST_GUILESS_MAIN(OrderScheduleTest)
#include "order_schedule_test.moc"
