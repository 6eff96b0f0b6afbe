// SPDX-License-Identifier: Apache-2.0
// Promotions: when they hold, what they are worth, how they add up, and who bears them.
#include "core/services/order/promotion_rules.h"
#include "tests/core/order_stage.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct Stage : OrderStage {
  PromotionId add(const Promotion& promotion) {
    const auto made = tell(AddPromotion{promotion});
    if (!made.ok()) QTest::qFail(qPrintable(QString::fromStdString(made.problem().field)), __FILE__, __LINE__);
    return made.ok() ? *made : PromotionId{};
  }
  // 2 × 17.50 of pizza and 3.00 of cola: 38.00.
  Order usual() { return priced(wish(cast)); }
  std::string refused_field(const Promotion& promotion) {
    const auto made = tell(AddPromotion{promotion});
    return made.ok() ? std::string() : made.problem().field;
  }
};

}  // namespace

class OrderPromotionTest : public QObject {
  Q_OBJECT
 private slots:
  void aShareIsRoundedHalfAwayFromZeroAndBounded() {
    Stage s;
    Promotion share = s.percent(1'250);
    s.add(share);
    QCOMPARE(s.usual().discount, eur(475));
    share.amount = eur(300);
    share.per_10000 = 9'000;
    s.add(share);
    QCOMPARE(s.usual().discount, eur(475));  // the bounded one is worth less
  }

  void anAmountIsNeverMoreThanTheItems() {
    Stage s;
    s.add(s.amount(100'000));
    const Order order = s.usual();
    QCOMPARE(order.discount, eur(3'800));
    QCOMPARE(order.tax, eur(0));
    QCOMPARE(order.total, eur(250 + 200));
  }

  void ofEveryThreeTheCheapestIsFree() {
    Stage s;
    Promotion three = s.promotion(PromotionKind::CheapestFree, {}, false);
    three.every = 3;
    s.add(three);
    QCOMPARE(s.usual().discount, eur(300));  // three units: the cola
    three.section = "Pizza";
    QVERIFY(s.tell(EndPromotion{{1}}).ok());
    s.add(three);
    QCOMPARE(s.usual().discount, eur(0));  // two pizzas only
    PlaceOrder wish = s.wish(s.cast);
    wish.lines[0].quantity = 7;
    QCOMPARE(s.priced(wish).discount, eur(2 * 1'750));
  }

  void deliveryIsFreeAtTheHousesCost() {
    Stage s;
    s.add(s.promotion(PromotionKind::FreeDelivery, {}, true));
    const Order order = s.usual();
    QCOMPARE(order.delivery_fee, eur(0));
    QCOMPARE(order.discount, eur(0));
    QCOMPARE(order.total, eur(3'800 + 380 + 200));
    QCOMPARE(s.basket(order.id).promotions[0].worth, eur(250));
    QVERIFY(s.basket(order.id).promotions[0].of_delivery);
    QCOMPARE(s.refused_field(s.promotion(PromotionKind::FreeDelivery, s.cast.restaurant, true)),
             std::string("promotion.kind"));
  }

  void ofThoseThatDoNotStackTheBestCounts() {
    Stage s;
    s.add(s.percent(1'000));
    s.add(s.amount(500));
    s.add(s.percent(1'200));
    const Order order = s.usual();
    QCOMPARE(order.discount, eur(500));
    QCOMPARE(s.basket(order.id).promotions.size(), std::size_t{1});
  }

  void ofTwoWorthTheSameTheOlderCounts() {
    Stage s;
    const PromotionId first = s.add(s.amount(380));
    s.add(s.percent(1'000));
    QCOMPARE(s.basket(s.usual().id).promotions[0].promotion, first);
  }

  void thoseThatStackComeAfterItEachOnWhatIsLeft() {
    Stage s;
    s.add(s.amount(100, {}, true));
    s.add(s.percent(1'000, {}, true));
    s.add(s.percent(5'000));
    // 38.00 − 50 % = 19.00; − 10 % of that = 17.10; − 1.00 = 16.10: shares before amounts.
    const Order order = s.usual();
    QCOMPARE(order.discount, eur(1'900 + 190 + 100));
    const auto promotions = s.basket(order.id).promotions;
    QCOMPARE(promotions.size(), std::size_t{3});
    QCOMPARE(promotions[0].worth, eur(1'900));
    QCOMPARE(promotions[1].worth, eur(190));
    QCOMPARE(promotions[2].worth, eur(100));
  }

  void whoGivesItBearsIt() {
    Stage s;
    s.add(s.percent(1'000, s.cast.restaurant, true));
    s.add(s.amount(200, {}, true));
    const Order order = s.usual();
    QCOMPARE(order.discount, eur(580));
    QCOMPARE(order.restaurant_discount, eur(380));
  }

  void anothersPromotionDoesNotHoldHere() {
    Stage s;
    const auto other =
        s.business.execute([&](UnitOfWork& w) { return s.business.restaurants.open(w, {*w.find(s.cast.restaurant)}); });
    s.add(s.percent(1'000, *other));
    QCOMPARE(s.usual().discount, eur(0));
  }

  void itHoldsFromItsMinimumOn() {
    Stage s;
    Promotion promotion = s.percent(1'000);
    promotion.minimum = eur(3'801);
    const PromotionId id = s.add(promotion);
    QCOMPARE(s.usual().discount, eur(0));
    QVERIFY(s.tell(EndPromotion{id}).ok());
    promotion.minimum = eur(3'800);
    s.add(promotion);
    QCOMPARE(s.usual().discount, eur(380));
  }

  void anAmountOfAnotherCurrencyDoesNotHold() {
    Stage s;
    Promotion dollars = s.amount(500);
    dollars.amount.currency = Currency::USD;
    s.add(dollars);
    QCOMPARE(s.usual().discount, eur(0));
  }

  void periodWeekdayAndHoursAreTheRestaurantsOwn() {
    Stage s;
    s.edit_shop([](Restaurant& shop) { shop.utc_offset_minutes = 60; });
    const Restaurant shop = s.business.read([&](UnitOfWork& w) { return *w.find(s.cast.restaurant); });
    Promotion night = s.percent(1'000);
    night.from = s.clock.at;             // Friday, 20:00 there
    night.until = s.clock.at + days(7);  // the next Friday, 20:00
    night.weekdays = 1 << 4;             // Fridays
    night.from_minute = 21 * 60;
    night.to_minute = 26 * 60;  // to 02:00 of Saturday
    const auto holds = [&](Duration later) { return promotion_rules::in_time(night, shop, s.clock.at + later); };
    QVERIFY(!holds(minutes(59)));
    QVERIFY(holds(hours(1)));
    QVERIFY(holds(hours(6) - minutes(1)));
    QVERIFY(!holds(hours(6)));
    QVERIFY(!holds(hours(25)));               // Saturday, 21:00
    QVERIFY(!holds(days(7) + hours(1)));      // a Friday, but the period is over
    night.from_minute = night.to_minute = 0;  // all day
    QVERIFY(holds(hours(3)));
    QVERIFY(!holds(hours(4)));  // Saturday has begun
  }

  void aScheduledOrderIsPricedForWhenItIsWanted() {
    Stage s;
    Promotion later = s.percent(1'000);
    later.from = s.clock.at + hours(20);
    s.add(later);
    QCOMPARE(s.usual().discount, eur(0));
    PlaceOrder wish = s.wish(s.cast);
    wish.scheduled_for = s.clock.at + hours(21);
    QCOMPARE(s.priced(wish).discount, eur(380));
  }

  void anEndedOneDoesNotHoldAndIsNotEndedTwice() {
    Stage s;
    const PromotionId id = s.add(s.percent(1'000));
    QVERIFY(s.tell(EndPromotion{id}).ok());
    QCOMPARE(s.usual().discount, eur(0));
    QCOMPARE(s.tell(EndPromotion{id}).problem().type, std::string("promotion.over"));
    QCOMPARE(s.tell(EndPromotion{{77}}).problem().type, std::string("promotion.unknown"));
  }

  void aRestaurantHasTwentyAndThoseOverMakeRoom() {
    Stage s;
    Promotion promotion = s.percent(100, s.cast.restaurant);
    promotion.until = s.clock.at + days(1);
    for (int i = 0; i < 20; ++i) s.add(promotion);
    QCOMPARE(s.tell(AddPromotion{promotion}).problem().type, std::string("promotion.too_many"));
    QCOMPARE(s.ask(ListPromotions{s.cast.restaurant, false})->promotions.size(), std::size_t{20});
    s.clock.at = s.clock.at + days(1);
    QVERIFY(s.ask(ListPromotions{s.cast.restaurant, false})->promotions.empty());
    promotion.until = s.clock.at + days(1);
    s.add(promotion);
    QCOMPARE(s.ask(ListPromotions{s.cast.restaurant, true})->promotions.size(), std::size_t{1});
  }

  void fieldsAreChecked() {
    Stage s;
    const auto spoilt = [&](void (*spoil)(Promotion&)) {
      Promotion promotion = s.percent(1'000);
      spoil(promotion);
      return s.refused_field(promotion);
    };
    QCOMPARE(spoilt([](Promotion& p) { p.name.clear(); }), std::string("promotion.name"));
    QCOMPARE(spoilt([](Promotion& p) { p.name = "4111 1111 1111 1111"; }), std::string("promotion.name"));
    QCOMPARE(spoilt([](Promotion& p) { p.until = p.from; }), std::string("promotion.until"));
    QCOMPARE(spoilt([](Promotion& p) { p.until = p.from + days(400); }), std::string("promotion.until"));
    QCOMPARE(spoilt([](Promotion& p) { p.weekdays = 128; }), std::string("promotion.weekdays"));
    QCOMPARE(spoilt([](Promotion& p) { p.from_minute = 1'440; }), std::string("promotion.from_minute"));
    QCOMPARE(spoilt([](Promotion& p) { p.to_minute = 2'881; }), std::string("promotion.to_minute"));
    QCOMPARE(spoilt([](Promotion& p) { p.per_10000 = 0; }), std::string("promotion.per_10000"));
    QCOMPARE(spoilt([](Promotion& p) { p.per_10000 = 10'001; }), std::string("promotion.per_10000"));
    QCOMPARE(spoilt([](Promotion& p) { p.amount.minor = -1; }), std::string("promotion.amount.minor"));
    QCOMPARE(spoilt([](Promotion& p) { p.amount = {5, Currency::None}; }), std::string("promotion.amount.currency"));
    QCOMPARE(spoilt([](Promotion& p) { p.minimum.minor = -1; }), std::string("promotion.minimum.minor"));
    QCOMPARE(spoilt([](Promotion& p) { p.restaurant = {99}; }), std::string("restaurant_id"));
    QCOMPARE(spoilt([](Promotion& p) { p.kind = PromotionKind::CheapestFree; }), std::string("promotion.every"));
    QCOMPARE(spoilt([](Promotion&) {}), std::string());
  }
};

QTEST_GUILESS_MAIN(OrderPromotionTest)
#include "order_promotion_test.moc"
