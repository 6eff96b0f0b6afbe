// SPDX-License-Identifier: Apache-2.0
// What becomes of a payment: held, changed, challenged, looked at, taken in whole or part, let go, given back, stuck.
#include <QTest>

#include "tests/core/payment_stage.h"

using namespace pizza;
using test::eur;
using Stage = test::PaymentStage;

class PaymentServiceTest : public QObject {
  Q_OBJECT
 private slots:
  void theCaptureTakesWhatTheOrderCosts() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    QCOMPARE(s.payment(order).status, PaymentStatus::Captured);
    QCOMPARE(s.payment(order).captured, s.order(order).total);
  }

  void lessIsAnAdjustmentAtOnceAndASmallerCapture() {
    Stage s;
    const PaymentId id = s.authorized();
    s.pay([&](UnitOfWork& w, PaymentService p) { p.adjust(w, id, eur(1'000)); });
    QVERIFY(s.provider.asked.empty());
    QCOMPARE(s.payment_of(id).wanted, eur(1'000));
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Authorized);
    s.pay([&](UnitOfWork& w, PaymentService p) { p.capture_part(w, id, eur(1'000)); });
    QCOMPARE(s.provider.asked.front().amount, eur(1'000));
  }

  void moreIsAskedOfTheProvider() {
    Stage s;
    const PaymentId id = s.authorized();
    s.pay([&](UnitOfWork& w, PaymentService p) { p.adjust(w, id, eur(9'000)); });
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Incrementing);
    const ProviderRequest first = s.answer(ProviderVerdict::Approved);
    QCOMPARE(first.action, ProviderAction::Increment);
    QCOMPARE(first.amount, eur(9'000));
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Authorized);
    QCOMPARE(s.payment_of(id).amount, eur(9'000));
    s.pay([&](UnitOfWork& w, PaymentService p) { p.adjust(w, id, eur(9'900)); });
    const ProviderRequest second = s.answer(ProviderVerdict::Declined, "insufficient_funds");
    QVERIFY(second.idempotency_key != first.idempotency_key);
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Authorized);
    QCOMPARE(s.payment_of(id).amount, eur(9'000));
  }

  void moreWaitsUntilTheFirstAmountIsHeld() {
    Stage s;
    const PaymentId id = s.begun();
    s.pay([&](UnitOfWork& w, PaymentService p) { p.adjust(w, id, eur(9'000)); });
    QCOMPARE(s.provider.asked.size(), std::size_t{1});
    QCOMPARE(s.answer(ProviderVerdict::Approved).action, ProviderAction::Authorize);
    QCOMPARE(s.answer(ProviderVerdict::Approved).action, ProviderAction::Increment);
    QCOMPARE(s.payment_of(id).amount, eur(9'000));
  }

  void anIncrementWithoutAnAnswerIsGivenUpAndTheHoldStays() {
    Stage s;
    const PaymentId id = s.authorized();
    const Money held = s.payment_of(id).amount;
    s.pay([&](UnitOfWork& w, PaymentService p) { p.adjust(w, id, eur(9'000)); });
    s.pass(minutes(3));
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Authorized);
    QCOMPARE(s.payment_of(id).amount, held);
    QCOMPARE(static_cast<int>(s.provider.asked.size()), PaymentService::max_authorize_attempts);
  }

  void anotherCurrencyIsNeverMixedIn() {
    Stage s;
    const PaymentId id = s.authorized();
    s.pay([&](UnitOfWork& w, PaymentService p) { p.adjust(w, id, {5'000, Currency::USD}); });
    QCOMPARE(s.payment_of(id).wanted.minor, std::int64_t{0});
    QVERIFY(s.provider.asked.empty());
  }

  void aPartIsTakenOfACancelledOrderAndTheRestLetGo() {
    Stage s;
    const PaymentId id = s.authorized();
    s.pay([&](UnitOfWork& w, PaymentService p) { p.capture_part(w, id, eur(1'000)); });
    const ProviderRequest asked = s.answer(ProviderVerdict::Approved);
    QCOMPARE(asked.action, ProviderAction::Capture);
    QCOMPARE(asked.amount, eur(1'000));
    QCOMPARE(s.payment_of(id).captured, eur(1'000));
    QVERIFY(s.payment_of(id).end_charge);
    // Commission 15 % of it is the house's fee, the rest the restaurant's.
    const std::map<Account, std::int64_t> expected{
        {Account::ProviderClearing, 1'000}, {Account::RestaurantPayable, -850}, {Account::Fees, -150}};
    QVERIFY(s.ledger() == expected);
  }

  void neverMoreThanIsHeld() {
    Stage s;
    const PaymentId id = s.authorized();
    const Money held = s.payment_of(id).amount;
    s.pay([&](UnitOfWork& w, PaymentService p) { p.capture_part(w, id, held + eur(1)); });
    QCOMPARE(s.answer(ProviderVerdict::Approved).amount, held);
    QCOMPARE(s.payment_of(id).captured, held);
  }

  void nothingOwedIsARelease() {
    Stage s;
    const PaymentId id = s.authorized();
    s.pay([&](UnitOfWork& w, PaymentService p) { p.capture_part(w, id, eur(0)); });
    QCOMPARE(s.answer(ProviderVerdict::Approved).action, ProviderAction::Void);
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Voided);
  }

  void aChallengeIsAnsweredAndConfirmed() {
    Stage s;
    const PaymentId id = s.begun();
    const ProviderRequest request = s.provider.asked.front();
    s.provider.asked.clear();
    ProviderAnswer challenge;
    challenge.payment = id;
    challenge.verdict = ProviderVerdict::Challenge;
    challenge.challenge = "https://bank.example/c/1";
    challenge.challenge_until = s.clock.at + minutes(5);
    s.business.provider_answered(challenge);
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Challenged);
    const auto seen = s.business.command(SeePayment{id});
    QCOMPARE(seen->challenge, challenge.challenge);
    QCOMPARE(seen->challenge_until->ms, challenge.challenge_until.ms);
    QCOMPARE(s.refusal(AnswerChallenge{id, ""}), std::string("payment.invalid:answer"));
    QCOMPARE(s.refusal(AnswerChallenge{PaymentId{99}, "ok"}), std::string("payment.unknown:payment_id"));
    QCOMPARE(s.refusal(AnswerChallenge{id, "opaque"}), std::string());
    QCOMPARE(s.refusal(AnswerChallenge{id, "opaque"}), std::string("payment.not_challenged:payment_id"));
    const ProviderRequest confirm = s.answer(ProviderVerdict::Approved);
    QCOMPARE(confirm.action, ProviderAction::Confirm);
    QCOMPARE(confirm.method_token, std::string("opaque"));
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Authorized);
    QVERIFY(s.business.command(SeePayment{id})->challenge.empty());
    QCOMPARE(request.action, ProviderAction::Authorize);
  }

  void aChallengeThatFailsDeclines() {
    Stage s;
    const PaymentId id = s.begun();
    s.answer(ProviderVerdict::Challenge);
    QCOMPARE(s.refusal(AnswerChallenge{id, "wrong"}), std::string());
    s.answer(ProviderVerdict::Declined, "challenge_failed");
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Declined);
    QCOMPARE(s.payment_of(id).reason, std::string("challenge_failed"));
  }

  void aChallengeNobodyAnswersFailsInTime() {
    Stage s;
    const PaymentId id = s.begun();
    s.answer(ProviderVerdict::Challenge);
    s.pass(PaymentService::challenge_within);
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Voiding);
    QCOMPARE(s.refusal(AnswerChallenge{id, "late"}), std::string("payment.not_challenged:payment_id"));
    s.answer(ProviderVerdict::Approved);
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Failed);
    QCOMPARE(s.payment_of(id).reason, std::string("challenge_expired"));
  }

  void aReleasedChallengeIsCalledOff() {
    Stage s;
    const PaymentId id = s.begun();
    s.answer(ProviderVerdict::Challenge);
    s.pay([&](UnitOfWork& w, PaymentService p) { p.release(w, id); });
    QCOMPARE(s.answer(ProviderVerdict::Approved).action, ProviderAction::Void);
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Voided);
  }

  void noticesDoTheWorkOfAnswers() {
    Stage s;
    const PaymentId id = s.begun();
    const auto tell = [&](const char* event, NoticeKind kind) {
      return s.business.command(ProviderNotice{event, kind, id, {}, {}, "", "", {}})->outcome;
    };
    QCOMPARE(tell("e1", NoticeKind::Authorized), NoticeOutcome::Applied);
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Authorized);
    QCOMPARE(tell("e1", NoticeKind::Authorized), NoticeOutcome::Known);   // doubled
    QCOMPARE(tell("e1b", NoticeKind::Authorized), NoticeOutcome::Known);  // under another id
    s.answer(ProviderVerdict::Approved);                                  // the answer, overtaken
    s.pay([&](UnitOfWork& w, PaymentService p) { p.capture_part(w, id, eur(500)); });
    QCOMPARE(tell("e2", NoticeKind::Captured), NoticeOutcome::Applied);
    QCOMPARE(tell("e0", NoticeKind::Declined), NoticeOutcome::Known);  // long out of date
    s.answer(ProviderVerdict::Approved);
    QCOMPARE(s.payment_of(id).captured, eur(500));
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
    QCOMPARE(s.ledger()[Account::ProviderClearing], std::int64_t{500});
    QVERIFY(s.open_cases().empty());
  }

  void noticesAreCheckedLikeAnythingElse() {
    Stage s;
    const PaymentId id = s.begun();
    const auto refused = [&](ProviderNotice notice) { return s.refusal(notice); };
    QCOMPARE(refused({"e", NoticeKind::Captured, PaymentId{99}, {}, {}, "", "", {}}),
             std::string("payment.unknown:payment_id"));
    QCOMPARE(refused({"", NoticeKind::Captured, id, {}, {}, "", "", {}}), std::string("payment.invalid:event_id"));
    QCOMPARE(refused({"e", NoticeKind::Refunded, id, RefundId{5}, {}, "", "", {}}),
             std::string("payment.unknown:refund_id"));
    QCOMPARE(refused({"e", NoticeKind::PaidOut, {}, {}, PayoutId{5}, "", "", {}}),
             std::string("payment.unknown:payout_id"));
    QCOMPARE(refused({"e", NoticeKind::Declined, id, {}, {}, "4242424242424242", "", {}}),
             std::string("payment.invalid:reason"));
  }

  void whatTheProviderDidUnaskedPeopleLookAt() {
    Stage s;
    const PaymentId id = s.begun();
    s.answer(ProviderVerdict::Declined, "expired_card");
    const ProviderNotice notice{"e1", NoticeKind::Captured, id, {}, {}, "", "", {}};
    QCOMPARE(s.business.command(notice)->outcome, NoticeOutcome::Contradicts);
    QCOMPARE(s.open_cases().size(), std::size_t{1});
    QCOMPARE(s.open_cases().front().kind, CaseKind::Contradicts);
    QCOMPARE(s.refusal(SettleStuckPayment{id, {}, SettledAs::Captured, {}, "on their page"}), std::string());
    QVERIFY(s.open_cases().empty());
    const ProviderRequest back = s.answer(ProviderVerdict::Approved);
    QCOMPARE(back.action, ProviderAction::Refund);
    const Payment payment = s.payment_of(id);
    QCOMPARE(payment.captured, payment.amount);
    QCOMPARE(payment.refunded, payment.amount);
    QVERIFY(s.ledger().empty());  // it came and went
  }

  void aCaptureThatIsRefusedWaitsForPeopleAndTheyEndIt_data() {
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("clearing");
    QTest::addColumn<qint64>("receivable");
    QTest::newRow("it was captured") << 0 << static_cast<int>(PaymentStatus::Captured) << qint64{1} << qint64{0};
    QTest::newRow("the hold was lost") << 1 << static_cast<int>(PaymentStatus::Voided) << qint64{0} << qint64{1};
    QTest::newRow("captured and given back")
        << 2 << static_cast<int>(PaymentStatus::Captured) << qint64{0} << qint64{0};
  }
  void aCaptureThatIsRefusedWaitsForPeopleAndTheyEndIt() {
    QFETCH(int, outcome);
    QFETCH(int, status);
    QFETCH(qint64, clearing);
    QFETCH(qint64, receivable);
    Stage s;
    const OrderId order = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    s.accept(order);
    s.cook(order);
    s.assign(order, s.cast.rider);
    s.carry(order, s.cast.rider);
    s.answer(ProviderVerdict::Declined, "hold_expired");
    const PaymentId id = s.payment(order).id;
    QCOMPARE(s.open_cases().size(), std::size_t{1});
    QCOMPARE(s.refusal(SettleStuckPayment{id, {}, SettledAs::Captured, {}, ""}), std::string("payment.invalid:note"));
    QCOMPARE(s.refusal(SettleStuckPayment{id, {}, static_cast<SettledAs>(outcome), {}, "asked them"}), std::string());
    QCOMPARE(static_cast<int>(s.payment_of(id).status), status);
    const std::int64_t total = s.order(order).total.minor;
    QCOMPARE(s.ledger()[Account::ProviderClearing], clearing * total);
    QCOMPARE(s.ledger()[Account::CustomerReceivable], receivable * total);
    QVERIFY(s.ledger()[Account::RestaurantPayable] < 0);  // they cooked in any case
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
    QVERIFY(s.open_cases().empty());
    QCOMPARE(s.refusal(SettleStuckPayment{id, {}, SettledAs::Captured, {}, "again"}),
             std::string("payment.not_stuck:payment_id"));
  }

  void anAnswerAfterAllEndsWhatIsStuck() {
    Stage s;
    const PaymentId id = s.authorized();
    s.pay([&](UnitOfWork& w, PaymentService p) { p.release(w, id); });
    const ProviderRequest request = s.provider.asked.front();
    s.pass(hours(2));
    QCOMPARE(s.open_cases().size(), std::size_t{1});
    s.business.provider_answered({ProviderAction::Void, id, {}, ProviderVerdict::Approved, ""});
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Voided);
    QVERIFY(s.open_cases().empty());
    QCOMPARE(request.action, ProviderAction::Void);
  }

  void aStuckRefundIsEndedByPeople() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const auto refund = s.business.command(RefundOrder{order, eur(100), "cold"});
    QVERIFY(refund.ok());
    const PaymentId id = s.payment(order).id;
    QCOMPARE(s.refusal(SettleStuckPayment{id, *refund, SettledAs::Refunded, {}, "x"}),
             std::string("payment.not_stuck:refund_id"));
    s.pass(hours(2));
    QCOMPARE(s.open_cases().front().refund, *refund);
    QCOMPARE(s.refusal(SettleStuckPayment{id, *refund, SettledAs::Captured, {}, "x"}),
             std::string("payment.invalid:outcome"));
    QCOMPARE(s.refusal(SettleStuckPayment{id, *refund, SettledAs::Refused, {}, "their page"}), std::string());
    QCOMPARE(s.payment_of(id).refunded.minor, std::int64_t{0});
    QVERIFY(s.open_cases().empty());
  }

  void theRestaurantBearsItsPartOfARefund() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const std::int64_t before = s.ledger()[Account::RestaurantPayable];
    QCOMPARE(s.refusal(RefundOrder{order, eur(300), "burnt", eur(301)}),
             std::string("refund.invalid:restaurant_bears.minor"));
    QCOMPARE(s.refusal(RefundOrder{order, eur(300), "burnt", eur(200)}), std::string());
    s.answer(ProviderVerdict::Approved);
    QCOMPARE(s.ledger()[Account::RestaurantPayable], before + 200);
    QCOMPARE(s.ledger()[Account::Refunds], std::int64_t{100});
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
  }

  void nothingToPayNeedsNoProvider() {
    Stage s;
    const OrderId order = s.place(s.cast);
    s.provider.asked.clear();
    PaymentId id;
    s.pay([&](UnitOfWork& w, PaymentService p) { id = p.request(w, order, s.cast.user, eur(0), "tok_ok"); });
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Authorized);
    s.pay([&](UnitOfWork& w, PaymentService p) { p.release(w, id); });
    QCOMPARE(s.payment_of(id).status, PaymentStatus::Voided);
    QVERIFY(s.provider.asked.empty());
  }

  void paymentsAreSeenByOrderAndByPerson() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    QCOMPARE(s.refusal(RefundOrder{order, eur(100), "cold"}), std::string());
    const auto page = s.business.command(ListPayments{order, {}, 0});
    QCOMPARE(page->payments.size(), std::size_t{1});
    QCOMPARE(page->payments.front().refunds.size(), std::size_t{1});
    s.answer(ProviderVerdict::Approved);
    (void)s.whole_order(s.cast);
    QCOMPARE(s.business.command(ListPayments{{}, s.cast.user, 0})->payments.size(), std::size_t{2});
    QCOMPARE(s.business.command(ListPayments{{}, s.cast.user, 1})->payments.front().order.value, std::uint64_t{2});
    QCOMPARE(s.refusal(ListPayments{order, s.cast.user, 0}), std::string("payment.invalid:order_id"));
    QCOMPARE(s.refusal(ListPayments{order, {}, 101}), std::string("payment.invalid:limit"));
    const Subject subject = s.business.read([&](UnitOfWork& w) { return subject_of(w, ListPayments{order, {}, 0}); });
    QCOMPARE(subject.user, s.cast.user);
  }
};

QTEST_GUILESS_MAIN(PaymentServiceTest)
#include "payment_service_test.moc"
