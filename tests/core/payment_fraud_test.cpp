// SPDX-License-Identifier: Apache-2.0
// What makes a payment suspicious, and what happens then.
#include <QTest>

#include "core/services/payment/fraud_rules.h"
#include "tests/core/payment_stage.h"

using namespace pizza;
using fraud_rules::Facts;
using test::eur;
using Stage = test::PaymentStage;

namespace {

// Somebody who has been here for long, and pays what they always pay.
Facts regular() {
  Facts facts;
  facts.account_age = days(400);
  facts.captured = 50;
  facts.usual = eur(3'000);
  facts.amount = eur(3'000);
  facts.items = eur(2'500);
  facts.tip = eur(200);
  return facts;
}

std::string words(const fraud_rules::Score& score) {
  std::string text = std::to_string(score.points);
  for (const FraudReason& reason : score.found())
    text += " " + std::string(fraud_feature_names[static_cast<std::size_t>(reason.feature)]);
  return text;
}

struct Held : Stage {
  OrderId order;
  Held() {
    PlaceOrder large = wish(cast);
    large.lines[0].quantity = 30;
    order = *business.execute([&](UnitOfWork& work) { return business.orders.place(work, large); });
  }
  PaymentId id() { return payment(order).id; }
};

}  // namespace

class PaymentFraudTest : public QObject {
  Q_OBJECT
 private slots:
  void everyFeatureHasItsPointsAndItsName() {
    const auto check = [](auto change, const char* expected) {
      Facts facts = regular();
      change(facts);
      const std::string found = words(fraud_rules::score_of(facts));
      QCOMPARE(found, std::string(expected));
    };
    check([](Facts&) {}, "0");
    check([](Facts& f) { f.account_age = days(1) - milliseconds(1); }, "20 new_account");
    check([](Facts& f) { f.captured = 0; }, "10 first_order");
    check([](Facts& f) { f.amount = eur(12'000); }, "0");
    check([](Facts& f) { f.amount = eur(12'001); }, "30 large_amount");
    check([](Facts& f) { f.captured = 2, f.amount = eur(25'000); }, "0");
    check([](Facts& f) { f.captured = 2, f.amount = eur(25'001); }, "30 large_amount");
    check([](Facts& f) { f.captured = 2, f.amount = {40'000, Currency::JPY}; }, "0");
    check([](Facts& f) { f.captured = 2, f.amount = {40'001, Currency::JPY}; }, "30 large_amount");
    check([](Facts& f) { f.unpaid_orders = 3; }, "0");
    check([](Facts& f) { f.unpaid_orders = 4; }, "20 many_orders");
    check([](Facts& f) { f.unpaid_orders = 8; }, "35 many_orders");
    check([](Facts& f) { f.declines = 1; }, "0");
    check([](Facts& f) { f.declines = 2; }, "25 many_declines");
    check([](Facts& f) { f.declines = 4; }, "45 many_declines");
    check([](Facts& f) { f.drop_m = 25'000; }, "0");
    check([](Facts& f) { f.drop_m = 25'001; }, "20 far_drop");
    check([](Facts& f) { f.tip = eur(2'501), f.items = eur(5'000); }, "15 high_tip");
    check([](Facts& f) { f.tip = eur(2'000), f.items = eur(100); }, "0");
    check([](Facts& f) { f.refunds = 3, f.captured = 9; }, "20 many_refunds");
    check([](Facts& f) { f.refunds = 3, f.captured = 10; }, "0");
    check([](Facts& f) { f.declines = 4, f.unpaid_orders = 8, f.account_age = days(0); },
          "100 new_account many_orders many_declines");
  }

  void noFeatureHoldsAnOrderByItself() {
    Facts worst = regular();
    worst.declines = 100;
    QVERIFY(fraud_rules::score_of(worst).points < fraud_rules::hold_from);
    worst = regular();
    worst.unpaid_orders = 1'000;
    QVERIFY(fraud_rules::score_of(worst).points < fraud_rules::hold_from);
  }

  void whatIsRecentFadesOverAPeriod() {
    PaymentHistory history;
    const Instant hour{hours(500'000).ms};
    for (int i = 0; i < 8; ++i) fraud_rules::asked(history, hour);
    const auto recent = [&](Duration after) {
      return fraud_rules::recent(history.unpaid_orders, hours(1), hour + after);
    };
    QCOMPARE(recent(minutes(59)), std::int64_t{8});
    QCOMPARE(recent(minutes(90)), std::int64_t{4});
    QCOMPARE(recent(minutes(120)), std::int64_t{0});
    fraud_rules::captured(history, eur(1'000), hour + minutes(1));
    QCOMPARE(recent(minutes(1)), std::int64_t{7});
  }

  void theUsualAmountFollowsWhatIsPaid() {
    PaymentHistory history;
    for (int i = 0; i < 3; ++i) fraud_rules::captured(history, eur(3'000), Instant{});
    QCOMPARE(history.usual, eur(3'000));
    fraud_rules::captured(history, eur(7'000), Instant{});
    QCOMPARE(history.usual, eur(4'000));
    fraud_rules::captured(history, {500, Currency::JPY}, Instant{});
    QCOMPARE(history.usual, (Money{500, Currency::JPY}));
  }

  void anOrdinaryFirstOrderGoesThrough() {
    Stage s;
    const OrderId order = s.place(s.cast);
    QCOMPARE(s.payment(order).status, PaymentStatus::Authorizing);
    QCOMPARE(s.payment(order).risk, 30);  // new account, first order
  }

  void aLargeFirstOrderOfANewAccountIsHeldBeforeTheProviderIsAsked() {
    Held s;
    QCOMPARE(s.payment(s.order).status, PaymentStatus::Held);
    QVERIFY(s.provider.asked.empty());
    const auto cases = s.open_cases();
    QCOMPARE(cases.size(), std::size_t{1});
    QCOMPARE(cases[0].score, 60);
    QCOMPARE(cases[0].reasons.size(), std::size_t{3});
    QCOMPARE(cases[0].reasons[2].feature, FraudFeature::LargeAmount);
  }

  void peopleLetItThrough() {
    Held s;
    QCOMPARE(s.refusal(ApproveHeldPayment{s.id(), {7}, "known to the shop"}), std::string());
    QCOMPARE(s.refusal(ApproveHeldPayment{s.id(), {7}, ""}), std::string("payment.not_held:payment_id"));
    QVERIFY(s.open_cases().empty());
    QCOMPARE(s.answer(ProviderVerdict::Approved).action, ProviderAction::Authorize);
    QCOMPARE(s.payment(s.order).status, PaymentStatus::Authorized);
    s.pass(hours(1));  // the deadline has nothing left to do
    QCOMPARE(s.payment(s.order).reason, std::string());
  }

  void peopleRefuseIt() {
    Held s;
    QCOMPARE(s.refusal(RefuseHeldPayment{s.id(), {7}, ""}), std::string("payment.invalid:note"));
    QCOMPARE(s.refusal(RefuseHeldPayment{s.id(), {7}, "stolen card"}), std::string());
    QCOMPARE(s.payment(s.order).status, PaymentStatus::Declined);
    QCOMPARE(s.payment(s.order).reason, std::string("fraud_refused"));
    QVERIFY(s.provider.asked.empty());
  }

  void nobodyLooksInTime() {
    Held s;
    s.pass(PaymentService::review_within - milliseconds(1));
    QCOMPARE(s.payment(s.order).status, PaymentStatus::Held);
    s.pass(milliseconds(1));
    QCOMPARE(s.payment(s.order).status, PaymentStatus::Declined);
    QCOMPARE(s.payment(s.order).reason, std::string("review_expired"));
    QVERIFY(s.open_cases().empty());
  }

  void aHeldPaymentIsLetGoWithItsOrder() {
    Held s;
    s.pay([&](UnitOfWork& w, PaymentService p) { p.release(w, s.id()); });
    QCOMPARE(s.payment(s.order).status, PaymentStatus::Voided);
    QVERIFY(s.open_cases().empty());
    QVERIFY(s.provider.asked.empty());
  }

  void aCardTesterIsRefusedAtOnce() {
    Stage s;
    for (int i = 0; i < 4; ++i) {
      s.place(s.cast);
      s.answer(ProviderVerdict::Declined, "do_not_honor");
    }
    for (int i = 0; i < 4; ++i) {
      s.place(s.cast);
      if (!s.provider.asked.empty()) s.answer(ProviderVerdict::Declined, "do_not_honor");
    }
    const OrderId last = s.place(s.cast);
    QVERIFY(s.provider.asked.empty());
    QCOMPARE(s.payment(last).reason, std::string("fraud_suspected"));
  }
};

QTEST_GUILESS_MAIN(PaymentFraudTest)
#include "payment_fraud_test.moc"
