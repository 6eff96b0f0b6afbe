// SPDX-License-Identifier: Apache-2.0
// Which coupons can be created, what they are worth, and where they end.
#include <QTest>

#include "tests/core/loyalty_scenario.h"
#include "tests/support/shop_world.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct Stage : test::ShopWorld, EventListener {
  Stage() { business.listen(*this); }
  std::vector<std::string> refused;

  void heard(const EventEnvelope& event) override {
    if (const auto* one = event.as<RewardRefused>()) refused.push_back(one->reason);
  }
  CouponId make(const CreateCoupon& wish) {
    const auto made = business.command(wish);
    if (!made.ok()) throw std::runtime_error(made.problem().type + " " + made.problem().field);
    return *made;
  }
  // The discount, or why there is none.
  std::string quote(const std::string& code, Money items, std::int64_t points = 0) {
    const auto reward = business.read([&](UnitOfWork& work) {
      return quote_reward(work, {cast.user, cast.restaurant, code, points, items});
    });
    return reward.ok()
               ? std::to_string(reward->discount.minor) + "/" + std::to_string(reward->restaurant_discount.minor)
               : reward.problem().type;
  }
  OrderId order(const std::string& code) {
    const auto id = business.execute([&](UnitOfWork& work) { return place_rewarded(work, cast, {2'000, code, 0}); });
    if (!id.ok()) throw std::runtime_error(id.problem().type);
    answer(ProviderVerdict::Approved);
    return *id;
  }
  void cancel(OrderId id) {
    // The saga cancels an order whose reward was refused by itself.
    if (!is_terminal(HandWorld::order(id).status))
      QVERIFY(business.execute([&](UnitOfWork& w) {
                        return business.orders.cancel(w, {id, Actor::System, "x"});
                      })
                  .ok());
    while (!provider.asked.empty()) answer(ProviderVerdict::Approved);
  }
  Coupon coupon(CouponId id) { return *business.command(SeeCoupon{id}); }
};

}  // namespace

class LoyaltyCouponTest : public QObject {
  Q_OBJECT
 private slots:
  void theFieldAtFaultIsNamed_data() {
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("which");
    const auto row = [](const char* expected, int which) { QTest::newRow(expected) << expected << which; };
    row("coupon.invalid:code", 0);
    row("coupon.card_number:code", 1);
    row("coupon.invalid:title", 2);
    row("restaurant.unknown:restaurant_id", 3);
    row("coupon.invalid:per_10000", 4);
    row("coupon.invalid:most", 5);
    row("coupon.invalid:amount.minor", 6);
    row("coupon.invalid:minimum.currency", 7);
    row("coupon.invalid:ends", 8);
    row("coupon.invalid:total_limit", 9);
    row("coupon.invalid:person_limit", 10);
    row("coupon.invalid:amount.currency", 11);
  }
  void theFieldAtFaultIsNamed() {
    QFETCH(QString, expected);
    QFETCH(int, which);
    Stage s;
    CreateCoupon wish = coupon_of("WELCOME", 500);
    if (which == 0) wish.code = "A!";
    if (which == 1) wish.code = "4242424242424242";
    if (which == 2) wish.title = std::string(101, 'x');
    if (which == 3) wish.restaurant = RestaurantId{99};
    if (which == 4) wish.per_10000 = 1'000;  // and an amount
    if (which == 5) wish.most = eur(100);
    if (which == 6) wish.amount = eur(-1);
    if (which == 7) wish.minimum = {100, Currency::USD};
    if (which == 8) wish.ends = s.clock.at;
    if (which == 9) wish.total_limit = -1;
    if (which == 10) wish.person_limit = 1'001;
    if (which == 11) {
      wish.restaurant = s.cast.restaurant;
      wish.amount = {500, Currency::USD};
    }
    QCOMPARE(QString::fromStdString(s.refusal(wish)), expected);
  }

  void aCodeIsOneHoweverItIsWritten() {
    Stage s;
    s.make(coupon_of("Pizza-10", 500));
    QCOMPARE(s.refusal(coupon_of("PIZZA10", 300)), std::string("coupon.exists:code"));
    QCOMPARE(s.quote("pizza 10", eur(2'000)), std::string("500/0"));
    QCOMPARE(s.quote("PIZZA11", eur(2'000)), std::string("coupon.unknown"));
  }

  void aShareIsRoundedAndCapped() {
    Stage s;
    CreateCoupon wish = coupon_of("TENTH", 0);
    wish.per_10000 = 1'000;
    s.make(wish);
    QCOMPARE(s.quote("TENTH", eur(2'005)), std::string("201/0"));
    wish.code = "CAPPED";
    wish.most = eur(150);
    s.make(wish);
    QCOMPARE(s.quote("CAPPED", eur(2'005)), std::string("150/0"));
    QCOMPARE(s.quote("CAPPED", {2'005, Currency::USD}), std::string("coupon.other_currency"));
    QCOMPARE(s.quote("TENTH", {2'005, Currency::USD}), std::string("201/0"));
  }

  void aRestaurantBearsItsOwnCouponAndNoOthers() {
    Stage s;
    CreateCoupon wish = coupon_of("OURS", 500);
    wish.restaurant = s.cast.restaurant;
    s.make(wish);
    QCOMPARE(s.quote("OURS", eur(2'000)), std::string("500/500"));
    s.cast.restaurant = RestaurantId{77};
    QCOMPARE(s.quote("OURS", eur(2'000)), std::string("coupon.other_restaurant"));
  }

  void theCouponComesFirstAndTogetherTheyAreNeverWorthMoreThanTheItems() {
    Stage s;
    s.make(coupon_of("LARGE", 1'500));
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 1'000, "gift"}), std::string());
    QCOMPARE(s.quote("LARGE", eur(1'200)), std::string("1200/0"));
    QCOMPARE(s.quote("LARGE", eur(2'000), 500), std::string("2000/0"));
    QCOMPARE(s.quote("LARGE", eur(2'000), 600), std::string("points.more_than_items"));
  }

  void aCouponHasAPeriod() {
    Stage s;
    CreateCoupon wish = coupon_of("NOON", 500);
    wish.begins = s.clock.at + hours(1);
    wish.ends = s.clock.at + hours(2);
    s.make(wish);
    QCOMPARE(s.quote("NOON", eur(2'000)), std::string("coupon.not_begun"));
    s.clock.at = s.clock.at + hours(1);
    QCOMPARE(s.quote("NOON", eur(2'000)), std::string("500/0"));
    s.clock.at = s.clock.at + hours(1);
    QCOMPARE(s.quote("NOON", eur(2'000)), std::string("coupon.over"));
  }

  void aCouponNeedsItsMinimum() {
    Stage s;
    CreateCoupon wish = coupon_of("LARGE", 500);
    wish.minimum = eur(2'000);
    s.make(wish);
    QCOMPARE(s.quote("LARGE", eur(1'999)), std::string("coupon.below_minimum"));
    QCOMPARE(s.quote("LARGE", eur(2'000)), std::string("500/0"));
  }

  void usesAreLimitedInTotalAndComeBackWithTheOrder() {
    Stage s;
    CreateCoupon wish = coupon_of("TWICE", 500);
    wish.total_limit = 2;
    const CouponId id = s.make(wish);
    const OrderId first = s.order("TWICE");
    s.order("twice");
    QCOMPARE(s.quote("TWICE", eur(2'000)), std::string("coupon.used_up"));
    s.cancel(first);
    QCOMPARE(s.coupon(id).used, 1);
    QCOMPARE(s.quote("TWICE", eur(2'000)), std::string("500/0"));
  }

  void usesAreLimitedForEachPerson() {
    Stage s;
    CreateCoupon wish = coupon_of("EACHONE", 500);
    wish.person_limit = 1;
    s.make(wish);
    const OrderId first = s.order("EACHONE");
    QCOMPARE(s.quote("EACHONE", eur(2'000)), std::string("coupon.used_by_you"));
    const UserId ada = s.cast.user;
    s.cast.user = s.add_user("grace@example.org");
    QCOMPARE(s.quote("EACHONE", eur(2'000)), std::string("500/0"));
    s.cast.user = ada;
    s.cancel(first);
    QCOMPARE(s.quote("EACHONE", eur(2'000)), std::string("500/0"));
  }

  void aFirstOrderIsOneWithoutAnyThatWasOrMayBeReceived() {
    Stage s;
    CreateCoupon wish = coupon_of("FIRST", 500);
    wish.first_order_only = true;
    s.make(wish);
    s.cancel(s.order({}));
    QCOMPARE(s.quote("FIRST", eur(2'000)), std::string("500/0"));
    s.order("FIRST");
    QCOMPARE(s.quote("FIRST", eur(2'000)), std::string("coupon.first_order_only"));
    QVERIFY(s.refused.empty());
  }

  void whoeverIsSecondInARaceIsRefused_data() {
    QTest::addColumn<QString>("reason");
    QTest::newRow("total") << "coupon.used_up";
    QTest::newRow("person") << "coupon.used_by_you";
  }
  void whoeverIsSecondInARaceIsRefused() {
    QFETCH(QString, reason);
    Stage s;
    CreateCoupon wish = coupon_of("RACE", 500);
    if (reason == "coupon.used_up") wish.total_limit = 1;
    if (reason == "coupon.used_by_you") wish.person_limit = 1;
    const CouponId id = s.make(wish);
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 1'000, "gift"}), std::string());
    const auto second = s.business.execute([&](UnitOfWork& work) {
      (void)place_rewarded(work, s.cast, {2'000, "RACE", 100});
      return place_rewarded(work, s.cast, {2'000, "RACE", 100});
    });
    QVERIFY(second.ok());
    QCOMPARE(s.refused, std::vector<std::string>{reason.toStdString()});
    QCOMPARE(s.coupon(id).used, 1);
    QCOMPARE(s.business.command(SeePoints{s.cast.user, 0, 1})->balance, 900);
    while (!s.provider.asked.empty()) s.answer(ProviderVerdict::Approved);
    s.cancel(*second);  // gives nothing back: it has spent nothing
    QCOMPARE(s.coupon(id).used, 1);
    QCOMPARE(s.business.command(SeePoints{s.cast.user, 0, 1})->balance, 900);
  }

  void anEndedCouponIsOverButOrdersKeepTheirPrice() {
    Stage s;
    const CouponId id = s.make(coupon_of("ENDING", 500));
    const OrderId order = s.order("ENDING");
    QCOMPARE(s.refusal(EndCoupon{id}), std::string());
    QCOMPARE(s.refusal(EndCoupon{id}), std::string("coupon.over:coupon_id"));
    QCOMPARE(s.refusal(EndCoupon{CouponId{9}}), std::string("coupon.unknown:coupon_id"));
    QCOMPARE(s.quote("ENDING", eur(2'000)), std::string("coupon.over"));
    QCOMPARE(s.HandWorld::order(order).discount, eur(500));
    QCOMPARE(s.coupon(id).used, 1);
  }

  void guessingStopsAfterTenCodesThatDoNotExist() {
    Stage s;
    s.make(coupon_of("REAL", 500));
    const auto attempt = [&](const std::string& code) {
      return s.business.command(TryCoupon{s.cast.user, s.cast.restaurant, code, eur(2'000)})->refusal;
    };
    for (int i = 0; i < 9; ++i) QCOMPARE(attempt("GUESS" + std::to_string(i)), std::string("coupon.unknown"));
    QCOMPARE(attempt("REAL"), std::string());
    // An order's miss counts too.
    QVERIFY(s.business
                .run([&](UnitOfWork& work) -> Outcome {
                  s.business.loyalty.note_miss(work, s.cast.user);
                  return Done{};
                })
                .ok());
    QCOMPARE(attempt("REAL"), std::string("coupon.too_many_tries"));
    QCOMPARE(s.quote("REAL", eur(2'000)), std::string("coupon.too_many_tries"));
    s.clock.at = s.clock.at + hours(1);
    QCOMPARE(s.quote("REAL", eur(2'000)), std::string("500/0"));
    QCOMPARE(attempt("GUESS"), std::string("coupon.unknown"));
    QCOMPARE(attempt("REAL"), std::string());
  }

  void couponsAreListedByTheirIssuer() {
    Stage s;
    for (int i = 0; i < 3; ++i) s.make(coupon_of("HOUSE" + std::to_string(i), 500));
    CreateCoupon wish = coupon_of("OURS", 500);
    wish.restaurant = s.cast.restaurant;
    const CouponId ours = s.make(wish);
    QCOMPARE(s.business.command(ListCoupons{})->matching, 3);
    const auto page = s.business.command(ListCoupons{{}, false, 1, 1});
    QCOMPARE(page->coupons.size(), std::size_t{1});
    QCOMPARE(page->coupons[0].code, std::string("HOUSE1"));
    QCOMPARE(s.business.command(ListCoupons{s.cast.restaurant, true, 0, 0})->matching, 1);
    QCOMPARE(s.refusal(EndCoupon{ours}), std::string());
    QCOMPARE(s.business.command(ListCoupons{s.cast.restaurant, true, 0, 0})->matching, 0);
    QCOMPARE(s.refusal(ListCoupons{{}, false, 0, 51}), std::string("coupon.invalid:limit"));
    const Subject subject = s.business.read([&](UnitOfWork& w) { return subject_of(w, EndCoupon{ours}); });
    QCOMPARE(subject.restaurant, s.cast.restaurant);
    QVERIFY(!s.business.read([&](UnitOfWork& w) { return subject_of(w, EndCoupon{CouponId{99}}); }).found);
  }
};

QTEST_GUILESS_MAIN(LoyaltyCouponTest)
#include "loyalty_coupon_test.moc"
