// SPDX-License-Identifier: Apache-2.0
// When a kitchen is busy, when it takes no new orders, and when that ends.
#include <QTest>

#include "core/services/kitchen/throttle_rules.h"
#include "tests/support/shop_world.h"

using namespace pizza;

namespace {

struct Stage : test::ShopWorld, EventListener {
  Stage() {
    business.listen(*this);
    const auto id = business.execute([&](UnitOfWork& w) { return business.orders.place(w, wish(cast)); });
    order = *id;  // its tickets are opened by hand
  }
  OrderId order;
  std::vector<KitchenMode> busy;
  int resumed = 0;

  void heard(const EventEnvelope& event) override {
    if (const auto* one = event.as<KitchenBusy>()) busy.push_back(one->mode);
    if (event.as<KitchenResumed>() != nullptr) ++resumed;
  }
  template <class C>
  void tell(const C& command) {
    QCOMPARE(refusal(command), std::string());
  }
  // Two pizzas and a cola each: 160 s at prep, 320 s at the oven, 43 s at pack.
  std::vector<TicketId> open(int tickets) {
    std::vector<TicketId> made;
    for (int i = 0; i < tickets; ++i)
      made.push_back(*business.execute([&](UnitOfWork& w) -> Result<TicketId> {
        return business.kitchens.open_ticket(w, order, cast.restaurant, clock.at + minutes(30));
      }));
    return made;
  }
  void void_all(const std::vector<TicketId>& tickets) {
    for (const TicketId id : tickets)
      QVERIFY(business
                  .execute([&](UnitOfWork& w) -> Outcome {
                    business.kitchens.void_ticket(w, id);
                    return Done{};
                  })
                  .ok());
  }
  void timer() { business.fire({TimerKind::KitchenResume, cast.restaurant.value, clock.at}); }
  bool accepts() {
    return business.read([&](UnitOfWork& w) { return kitchen_accepts(w, cast.restaurant); });
  }
  KitchenMode mode() {
    return business.read([&](UnitOfWork& w) { return w.find_at<Kitchen>(cast.restaurant.value)->mode; });
  }
};

}  // namespace

class KitchenThrottleTest : public QObject {
  Q_OBJECT
 private slots:
  void anOrdinaryKitchenIsNotBusy() {
    Stage s;
    s.open(8);
    QVERIFY(s.busy.empty());
    QVERIFY(s.accepts());
    s.cast.restaurant = RestaurantId{99};
    QVERIFY(s.accepts());  // nobody has said that it does not
  }

  // The oven has three places: n tickets are n × 320 / 3 seconds of queue.
  void aLongQueueAddsMinutesInStepsOfFive() {
    Stage s;
    s.open(16);
    QVERIFY(s.busy.empty());
    s.open(1);  // 30 min 13 s
    QCOMPARE(s.busy.size(), std::size_t{1});
    QCOMPARE(s.busy[0].extra_minutes, 5);
    QVERIFY(!s.busy[0].refuses && !s.busy[0].by_hand);
    QCOMPARE(s.busy[0].until.value(), s.clock.at + minutes(10));
    s.open(2);  // 33 min 47 s: still within the step
    QCOMPARE(s.busy.size(), std::size_t{1});
    s.open(1);  // 35 min 33 s
    QCOMPARE(s.busy.size(), std::size_t{2});
    QCOMPARE(s.busy[1].extra_minutes, 10);
    QVERIFY(s.accepts());
  }

  void aLongerQueueRefusesNewOrders() {
    Stage s;
    s.open(33);
    QVERIFY(s.accepts());
    s.open(1);  // 60 min 27 s
    QVERIFY(!s.accepts());
    QVERIFY(s.mode().refuses);
  }

  void theLimitsAreTheRestaurantsToSet() {
    Stage s;
    s.tell(LimitKitchen{s.cast.restaurant, {0, 5, 10, false}});
    s.open(3);  // 5 min 20 s
    QCOMPARE(s.mode().extra_minutes, 5);
    s.open(3);
    QVERIFY(!s.accepts());
    QCOMPARE(s.refusal(LimitKitchen{s.cast.restaurant, {-1, 0, 0, false}}),
             std::string("kitchen.invalid:limits.slot_tickets"));
    QCOMPARE(s.refusal(LimitKitchen{s.cast.restaurant, {0, 481, 0, false}}),
             std::string("kitchen.invalid:limits.busy_minutes"));
    QCOMPARE(s.refusal(LimitKitchen{s.cast.restaurant, {0, 0, 29, false}}),
             std::string("kitchen.invalid:limits.refuse_minutes"));
    QCOMPARE(s.refusal(LimitKitchen{RestaurantId{99}, {}}), std::string("restaurant.unknown:restaurant_id"));
  }

  void soManyTicketsInTenMinutesAndNoMore() {
    Stage s;
    s.tell(LimitKitchen{s.cast.restaurant, {3, 0, 0, false}});
    s.open(2);
    QVERIFY(s.busy.empty());
    s.open(1);
    QCOMPARE(s.mode().extra_minutes, 5);
    QVERIFY(s.accepts());
    s.open(3);
    QVERIFY(!s.accepts());
    s.clock.at = s.clock.at + minutes(10);  // the next ten minutes begin anew
    QVERIFY(s.accepts());
    s.timer();
    QCOMPARE(s.resumed, 1);
    s.open(2);
    QVERIFY(!s.mode().until);
  }

  void busyModeEndsWhenItIsLookedAtAgain() {
    Stage s;
    const std::vector<TicketId> tickets = s.open(20);
    QVERIFY(std::any_of(s.timers.armed.begin(), s.timers.armed.end(), [&](const Timer& timer) {
      return timer.kind == TimerKind::KitchenResume && timer.due == s.clock.at + minutes(10);
    }));
    const std::size_t told = s.busy.size();
    s.timer();  // too early
    QCOMPARE(s.busy.size(), told);
    s.clock.at = s.clock.at + minutes(10);
    s.timer();  // the queue is as long as it was
    QCOMPARE(s.busy.size(), told + 1);
    QCOMPARE(s.mode().until.value(), s.clock.at + minutes(10));
    s.void_all(tickets);
    s.clock.at = s.clock.at + minutes(10);
    s.timer();
    QCOMPARE(s.resumed, 1);
    QVERIFY(!s.mode().until);
    QCOMPARE(s.mode().extra_minutes, 0);
    s.timer();
    QCOMPARE(s.resumed, 1);
  }

  void whatIsSetByHandHoldsUntilItsTimeIsOver() {
    Stage s;
    s.tell(SetBusy{s.cast.restaurant, 20, true, 45});
    QVERIFY(!s.accepts());
    QVERIFY(s.mode().by_hand);
    s.open(40);
    QCOMPARE(s.mode().extra_minutes, 20);
    s.tell(SetBusy{s.cast.restaurant, 0, false, 0});
    QVERIFY(s.accepts());
    QCOMPARE(s.resumed, 1);
    s.tell(SetBusy{s.cast.restaurant, 0, true, 0});  // half an hour
    s.clock.at = s.clock.at + minutes(30);
    QVERIFY(s.accepts());
    s.timer();  // forty tickets: the kitchen is busy by itself
    QVERIFY(!s.mode().by_hand && s.mode().refuses);
    QCOMPARE(s.refusal(SetBusy{s.cast.restaurant, 121, false, 0}), std::string("kitchen.invalid:extra_minutes"));
    QCOMPARE(s.refusal(SetBusy{s.cast.restaurant, 5, false, 721}), std::string("kitchen.invalid:for_minutes"));
    QCOMPARE(s.refusal(SetBusy{RestaurantId{99}, 5, false, 0}), std::string("restaurant.unknown:restaurant_id"));
  }

  void recipesCountPlaces() {
    Stage s;
    QCOMPARE(s.refusal(SetRecipe{s.cast.margherita, {0, 21, 0}}), std::string("kitchen.invalid:places[1]"));
    QCOMPARE(s.refusal(SetRecipe{MenuItemId{99}, {0, 1, 0}}), std::string("menu_item.unknown:menu_item_id"));
    s.tell(SetRecipe{s.cast.margherita, {0, 1, 0}});
    s.open(5);  // two pizzas and what has no recipe: three places for 320 s each
    QVERIFY(s.busy.empty());
    s.open(1);
    QCOMPARE(s.mode().extra_minutes, 5);
  }
};

QTEST_GUILESS_MAIN(KitchenThrottleTest)
#include "kitchen_throttle_test.moc"
