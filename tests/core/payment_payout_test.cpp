// SPDX-License-Identifier: Apache-2.0
// Who is paid what, and when, and never twice.
#include <QTest>

#include "core/services/payment/party_week.h"
#include "tests/core/payment_stage.h"

using namespace pizza;
using test::eur;

namespace {

struct Stage : test::PaymentStage {
  // To the next Monday, 04:00.
  void payday() { later(week_begins(week_of(clock.at) + 1) + hours(4) - clock.at); }
  std::int64_t owed(Account account) { return -ledger()[account]; }
  PayoutPage page() { return *business.command(SeePayouts{cast.restaurant, {}, 0}); }
  void set() { QCOMPARE(refusal(SetPayoutAccount{cast.restaurant, {}, "acct_1"}), std::string()); }
};

}  // namespace

class PaymentPayoutTest : public QObject {
  Q_OBJECT
 private slots:
  void anAccountIsATokenAndBelongsToOneParty() {
    Stage s;
    QCOMPARE(s.refusal(SetPayoutAccount{{}, {}, "acct_1"}), std::string("payout.invalid:restaurant_id"));
    QCOMPARE(s.refusal(SetPayoutAccount{s.cast.restaurant, s.cast.rider, "acct_1"}),
             std::string("payout.invalid:restaurant_id"));
    QCOMPARE(s.refusal(SetPayoutAccount{RestaurantId{99}, {}, "acct_1"}), std::string("payout.unknown:restaurant_id"));
    QCOMPARE(s.refusal(SetPayoutAccount{{}, RiderId{99}, "acct_1"}), std::string("payout.unknown:rider_id"));
    QCOMPARE(s.refusal(SetPayoutAccount{s.cast.restaurant, {}, ""}), std::string("payout.invalid:token"));
    QCOMPARE(s.refusal(SetPayoutAccount{s.cast.restaurant, {}, "4242424242424242"}),
             std::string("payout.invalid:token"));
    QCOMPARE(s.refusal(SetPayoutAccount{{}, s.cast.rider, "acct_1"}), std::string());
  }

  void onMondayTheWeekIsPaid() {
    Stage s;
    s.set();
    (void)s.whole_order(s.cast);
    (void)s.whole_order(s.cast);
    const std::int64_t earned = s.owed(Account::RestaurantPayable);
    s.set();
    s.payday();
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 1);
    const ProviderRequest request = s.answer(ProviderVerdict::Approved);
    QCOMPARE(request.action, ProviderAction::Payout);
    QCOMPARE(request.method_token, std::string("acct_1"));
    QCOMPARE(request.amount, eur(earned));
    QCOMPARE(s.owed(Account::RestaurantPayable), std::int64_t{0});
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
    const PayoutPage page = s.page();
    QCOMPARE(page.payouts.size(), std::size_t{1});
    QCOMPARE(page.payouts[0].status, PayoutStatus::Done);
    QCOMPARE(page.payouts[0].entries, 2);
    QCOMPARE(page.payouts[0].amount, eur(earned));
  }

  void theTimerPaysByItself() {
    Stage s;
    (void)s.whole_order(s.cast);
    s.set();
    const Instant due = *s.page().next_due;
    s.pass(due - s.clock.at - milliseconds(1));
    QVERIFY(s.provider.asked.empty());
    s.pass(milliseconds(1));
    QCOMPARE(s.provider.asked.size(), std::size_t{1});
    QCOMPARE(*s.page().next_due - due, days(7));
  }

  void howOftenPayoutsAreRunNothingGoesOutTwice() {
    Stage s;
    (void)s.whole_order(s.cast);
    s.set();
    s.payday();
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 1);
    for (int i = 0; i < 3; ++i) QCOMPARE(s.business.command(RunPayouts{})->payouts, 0);
    s.answer(ProviderVerdict::Approved);
    s.payday();
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 0);  // its own entry is all there is in that week
    QVERIFY(s.page().carried.empty());
  }

  void thePresentWeekWaits() {
    Stage s;
    s.set();
    (void)s.whole_order(s.cast);
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 0);
    QCOMPARE(s.refusal(RunPayouts{501}), std::string("payout.invalid:limit"));
  }

  void ridersArePaidFeesAndTips() {
    Stage s;
    const RiderId rider = s.cast.rider;
    (void)s.whole_order(s.cast);
    const std::int64_t earned = s.owed(Account::RiderPayable) + s.owed(Account::Tips);
    QVERIFY(s.owed(Account::Tips) > 0);
    QCOMPARE(s.refusal(SetPayoutAccount{{}, rider, "acct_r"}), std::string());
    s.payday();
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 1);
    QCOMPARE(s.answer(ProviderVerdict::Approved).amount, eur(earned));
    QCOMPARE(s.owed(Account::RiderPayable) + s.owed(Account::Tips), std::int64_t{0});
  }

  void aRefusedPayoutComesBackAndGoesOutTheNextWeek() {
    Stage s;
    (void)s.whole_order(s.cast);
    const std::int64_t earned = s.owed(Account::RestaurantPayable);
    s.set();
    s.payday();
    (void)s.business.command(RunPayouts{});
    s.answer(ProviderVerdict::Declined, "account_closed");
    QCOMPARE(s.page().payouts[0].status, PayoutStatus::Refused);
    QCOMPARE(s.owed(Account::RestaurantPayable), earned);
    s.payday();
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 1);
    QCOMPARE(s.answer(ProviderVerdict::Approved).amount, eur(earned));
    QCOMPARE(s.owed(Account::RestaurantPayable), std::int64_t{0});
  }

  void whoOwesUsIsPaidOnlyWhenTheyHaveEarnedMore() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    s.set();
    s.payday();
    (void)s.business.command(RunPayouts{});
    s.answer(ProviderVerdict::Approved);
    QCOMPARE(s.refusal(RefundOrder{order, eur(1'000), "burnt", eur(1'000)}), std::string());
    s.answer(ProviderVerdict::Approved);
    s.payday();
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 0);
    QCOMPARE(s.page().carried.at(0), eur(-1'000));
    (void)s.whole_order(s.cast);
    const std::int64_t left = s.owed(Account::RestaurantPayable);
    s.payday();
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 1);
    const Payout payout = s.page().payouts[0];
    QCOMPARE(payout.carried, eur(-1'000));
    QCOMPARE(payout.amount, eur(left));
    QCOMPARE(payout.earned, eur(left + 1'000));
  }

  void whoHasNoAccountIsOwedUntilTheyGiveOne() {
    Stage s;
    (void)s.whole_order(s.cast);
    s.later(days(70));
    (void)s.whole_order(s.cast);
    const std::int64_t earned = s.owed(Account::RestaurantPayable);
    s.payday();
    QCOMPARE(s.business.command(RunPayouts{})->accounts, 0);
    s.set();
    QCOMPARE(s.business.command(RunPayouts{})->payouts, 1);
    QCOMPARE(s.provider.asked.front().amount, eur(earned));
  }

  void aPayoutWithoutAnAnswerIsAskedForAgainAndThenPeopleLook() {
    Stage s;
    (void)s.whole_order(s.cast);
    s.set();
    s.payday();
    (void)s.business.command(RunPayouts{});
    const PayoutId id = s.page().payouts[0].id;
    QCOMPARE(s.refusal(SettleStuckPayout{id, true, "seen"}), std::string("payout.not_stuck:payout_id"));
    s.pass(hours(2));
    QCOMPARE(static_cast<int>(s.provider.asked.size()), PayoutService::max_attempts);
    for (const ProviderRequest& request : s.provider.asked)
      QCOMPARE(request.idempotency_key, s.provider.asked.front().idempotency_key);
    QCOMPARE(s.refusal(SettleStuckPayout{id, true, ""}), std::string("payout.invalid:note"));
    QCOMPARE(s.refusal(SettleStuckPayout{id, true, "on their statement"}), std::string());
    QCOMPARE(s.page().payouts[0].status, PayoutStatus::Done);
  }

  void aNoticeSettlesAPayout() {
    Stage s;
    (void)s.whole_order(s.cast);
    s.set();
    s.payday();
    (void)s.business.command(RunPayouts{});
    const PayoutId id = s.page().payouts[0].id;
    QCOMPARE(s.business.command(ProviderNotice{"p1", NoticeKind::PaidOut, {}, {}, id, "", "", {}})->outcome,
             NoticeOutcome::Applied);
    s.answer(ProviderVerdict::Declined, "late and wrong");
    QCOMPARE(s.page().payouts[0].status, PayoutStatus::Done);
  }

  void takingsAreShownDayByDay() {
    Stage s;
    const Instant from = s.clock.at;
    const Order first = s.order(s.whole_order(s.cast));
    s.later(days(1));
    const OrderId second = s.whole_order(s.cast);
    QCOMPARE(s.refusal(RefundOrder{second, eur(500), "burnt", eur(400)}), std::string());
    s.answer(ProviderVerdict::Approved);
    const auto takings = s.business.command(SeeTakings{s.cast.restaurant, from, from + days(7)});
    QCOMPARE(takings->days.size(), std::size_t{2});
    QCOMPARE(takings->days[0].orders, 1);
    QCOMPARE(takings->days[0].items, first.items);
    QCOMPARE(takings->days[0].commission, share(first.items, 1'500));
    QCOMPARE(takings->days[1].refunds, eur(400));
    QCOMPARE(takings->days[1].day, takings->days[0].day + 1);
    QCOMPARE(takings->total.orders, 2);
    QCOMPARE(takings->total.earned.minor, s.owed(Account::RestaurantPayable));
    QCOMPARE(s.refusal(SeeTakings{s.cast.restaurant, from, from}), std::string("payout.invalid:to"));
    QCOMPARE(s.refusal(SeeTakings{RestaurantId{99}, from, from + days(1)}),
             std::string("restaurant.unknown:restaurant_id"));
  }
};

QTEST_GUILESS_MAIN(PaymentPayoutTest)
#include "payment_payout_test.moc"
