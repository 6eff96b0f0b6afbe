// SPDX-License-Identifier: Apache-2.0
// A provider's statement beside our books.
#include <QTest>

#include "tests/core/payment_stage.h"

using namespace pizza;
using test::eur;

namespace {

struct Stage : test::PaymentStage {
  int statements = 0;

  Payment paid() { return payment(whole_order(cast)); }
  StatementLine line_of(const Payment& payment, std::int64_t fee = 0) {
    return {StatementKind::Capture, payment.id.value, payment.captured, eur(fee), clock.at};
  }
  ReconciliationRun compare(std::vector<StatementLine> lines) {
    clock.at = clock.at + minutes(1);
    return *business.command(
        ReconcileStatement{"statement " + std::to_string(++statements), clock.at, std::move(lines), {}});
  }
};

int found(const ReconciliationRun& run, FindingKind kind) {
  return run.found[static_cast<std::size_t>(kind)];
}

}  // namespace

class PaymentReconcileTest : public QObject {
  Q_OBJECT
 private slots:
  void whatBothHaveIsMatchedAndFeesAreBooked() {
    Stage s;
    const Payment one = s.paid();
    const Payment two = s.paid();
    const std::int64_t before = s.ledger()[Account::ProviderClearing];
    const ReconciliationRun run = s.compare({s.line_of(one, 65), s.line_of(two, 70)});
    QCOMPARE(run.matched, 2);
    QVERIFY(run.findings.empty());
    QCOMPARE(run.pending, 0);
    QCOMPARE(s.ledger()[Account::ProviderFees], std::int64_t{135});
    QCOMPARE(s.ledger()[Account::ProviderClearing], before - 135);
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
    QCOMPARE(s.business.command(SeeReconciliation{run.id})->matched, 2);
    QCOMPARE(s.refusal(SeeReconciliation{{99}}), std::string("reconcile.unknown:reconciliation_id"));
  }

  void refundsAreMatchedBySign() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const auto refund = s.business.command(RefundOrder{order, eur(300), "cold"});
    s.answer(ProviderVerdict::Approved);
    const ReconciliationRun run =
        s.compare({s.line_of(s.payment(order)), {StatementKind::Refund, refund->value, eur(300), {}, s.clock.at}});
    QCOMPARE(run.matched, 2);
  }

  void whatPaidUsGoesToTheBank() {
    Stage s;
    (void)s.compare({{StatementKind::Settlement, 0, eur(5'000), {}, s.clock.at}});
    QCOMPARE(s.ledger()[Account::Bank], std::int64_t{5'000});
    QCOMPARE(s.ledger()[Account::ProviderClearing], std::int64_t{-5'000});
  }

  void otherAmountsAreFound() {
    Stage s;
    const Payment payment = s.paid();
    StatementLine line = s.line_of(payment);
    line.amount = line.amount - eur(1);
    const ReconciliationRun run = s.compare({line});
    QCOMPARE(found(run, FindingKind::Differs), 1);
    QCOMPARE(run.findings[0].line, 1);
    QCOMPARE(run.findings[0].ours, payment.captured);
    QCOMPARE(run.findings[0].theirs, line.amount);
    QCOMPARE(run.matched, 0);
  }

  void whatWeDoNotHaveIsFound() {
    Stage s;
    const PaymentId open = s.authorized();
    const ReconciliationRun run = s.compare({{StatementKind::Capture, 77, eur(100), {}, s.clock.at},
                                             {StatementKind::Capture, open.value, eur(100), {}, s.clock.at},
                                             {StatementKind::Refund, 5, eur(100), {}, s.clock.at},
                                             {StatementKind::Payout, 5, eur(100), {}, s.clock.at}});
    QCOMPARE(found(run, FindingKind::MissingHere), 4);
    QCOMPARE(run.findings[2].theirs, eur(-100));
  }

  void whatTheyDoNotHaveIsMissedAfterTwoDays() {
    Stage s;
    const Payment payment = s.paid();
    QCOMPARE(s.compare({}).pending, 1);
    s.clock.at = s.clock.at + ReconcileService::patience;
    const ReconciliationRun late = s.compare({});
    QCOMPARE(found(late, FindingKind::MissingThere), 1);
    QCOMPARE(late.findings[0].reference, payment.id.value);
    QCOMPARE(late.findings[0].ours, payment.captured);
    QCOMPARE(s.compare({s.line_of(payment)}).matched, 1);  // late, and good all the same
    QCOMPARE(found(s.compare({}), FindingKind::MissingThere), 0);
  }

  void whatIsNamedTwiceIsFound() {
    Stage s;
    const Payment payment = s.paid();
    const ReconciliationRun run = s.compare({s.line_of(payment, 65), s.line_of(payment, 65)});
    QCOMPARE(run.matched, 1);
    QCOMPARE(found(run, FindingKind::Doubled), 1);
    QCOMPARE(s.ledger()[Account::ProviderFees], std::int64_t{65});
    QCOMPARE(found(s.compare({s.line_of(payment, 65)}), FindingKind::Doubled), 1);
    QCOMPARE(s.ledger()[Account::ProviderFees], std::int64_t{65});
  }

  void payoutsAreMatched() {
    Stage s;
    (void)s.whole_order(s.cast);
    QCOMPARE(s.refusal(SetPayoutAccount{s.cast.restaurant, {}, "acct_1"}), std::string());
    s.later(days(7));
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 1);
    const ProviderRequest request = s.answer(ProviderVerdict::Declined, "account_closed");
    const ReconciliationRun run =
        s.compare({{StatementKind::Payout, request.payout.value, request.amount, {}, s.clock.at},
                   {StatementKind::PayoutBack, request.payout.value, request.amount, {}, s.clock.at}});
    QCOMPARE(run.matched, 2);
  }

  void aStatementIsTakenOnce() {
    Stage s;
    const ReconcileStatement statement{"november", s.clock.at, {}, {}};
    QCOMPARE(s.refusal(statement), std::string());
    QCOMPARE(s.refusal(statement), std::string("reconcile.known:statement"));
  }

  void theFieldAtFaultIsNamed() {
    Stage s;
    const StatementLine good{StatementKind::Capture, 1, eur(100), {}, s.clock.at};
    const auto with = [&](auto change) {
      ReconcileStatement statement{"s", s.clock.at, {good, good}, {}};
      change(statement);
      return s.refusal(statement);
    };
    using R = ReconcileStatement;
    QCOMPARE(with([](R& r) { r.statement.clear(); }), std::string("reconcile.invalid:statement"));
    QCOMPARE(with([](R& r) { r.statement = "4242424242424242"; }), std::string("reconcile.invalid:statement"));
    QCOMPARE(with([](R& r) { r.until = r.until + milliseconds(1); }), std::string("reconcile.invalid:until"));
    QCOMPARE(with([](R& r) { r.lines[1].amount.minor = 0; }), std::string("reconcile.invalid:lines[1].amount.minor"));
    QCOMPARE(with([](R& r) { r.lines[1].amount.currency = Currency::None; }),
             std::string("reconcile.invalid:lines[1].amount.currency"));
    QCOMPARE(with([](R& r) { r.lines[0].fee = eur(-1); }), std::string("reconcile.invalid:lines[0].fee.minor"));
    QCOMPARE(with([](R& r) {
               r.lines[0].fee = {1, Currency::USD};
             }),
             std::string("reconcile.invalid:lines[0].fee.currency"));
    QCOMPARE(with([](R& r) { r.lines[0].reference = 0; }), std::string("reconcile.invalid:lines[0].reference"));
    QCOMPARE(with([&](R& r) { r.lines.assign(5'001, good); }), std::string("reconcile.invalid:lines"));
  }
};

QTEST_GUILESS_MAIN(PaymentReconcileTest)
#include "payment_reconcile_test.moc"
