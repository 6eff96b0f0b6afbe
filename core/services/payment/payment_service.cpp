// SPDX-License-Identifier: Apache-2.0
// A payment's way: asked for, held, taken or let go.
#include "core/services/payment/payment_service.h"

#include <algorithm>

#include "core/model/records/order.h"
#include "core/services/payment/fraud_rules.h"
#include "core/services/payment/ledger.h"
#include "core/services/payment/payment_steps.h"
#include "core/services/payment/payout_service.h"

namespace pizza {

using namespace payment_steps;

namespace {

bool hold_awaited(PaymentStatus status) {
  return status == PaymentStatus::Authorizing || status == PaymentStatus::Challenged ||
         status == PaymentStatus::Confirming;
}

Money smaller(Money a, Money b) {
  return b.minor < a.minor ? b : a;
}

void decline(UnitOfWork& work, PaymentId id, std::string reason) {
  const Payment* payment = work.find(id);
  work.record(PaymentDeclined{id, payment->order, work.now(), payment->amount, std::move(reason)});
}

void hold_for_people(UnitOfWork& work, PaymentId id, const fraud_rules::Score& score) {
  const Payment* payment = work.find(id);
  PaymentCase opened = new_case(work, *payment, CaseKind::Held, ProviderAction::Authorize);
  opened.score = score.points;
  opened.reasons.assign(score.found().begin(), score.found().end());
  opened.review_due = work.now() + PaymentService::review_within;
  work.after_commit(Timer{TimerKind::ReviewDeadline, opened.id.value, *opened.review_due});
  work.record(PaymentHeld{id, payment->order, std::move(opened)});
}

}  // namespace

PaymentId PaymentService::request(UnitOfWork& work, OrderId order, UserId user, Money amount,
                                  const std::string& token) const {
  const fraud_rules::Score score = fraud_rules::score_of(fraud_rules::facts_of(
      work.find_at<PaymentHistory>(user.value), work.find(user), work.find(order), amount, work.now()));
  const bool asked = score.points < fraud_rules::hold_from && amount.minor != 0;
  Payment payment;
  payment.id = work.allocate<Payment>();
  payment.order = order;
  payment.user = user;
  payment.amount = amount;
  payment.captured = {0, amount.currency};
  payment.refunded = {0, amount.currency};
  payment.method_token = token;
  payment.requested_at = work.now();
  payment.risk = score.points;
  if (asked) {
    payment.attempts = 1;
    payment.answer_due = work.now() + patience(0);
  } else if (amount.minor != 0 && score.points < fraud_rules::refuse_from) {
    payment.status = PaymentStatus::Held;
  }
  const PaymentId id = payment.id;
  work.record(PaymentRequested{std::move(payment)});
  if (asked) {
    send(work, *work.find(id), ProviderAction::Authorize);
  } else if (amount.minor == 0) {
    work.record(PaymentAuthorized{id, order, work.now(), amount, {}});
  } else if (score.points >= fraud_rules::refuse_from) {
    decline(work, id, "fraud_suspected");
  } else {
    hold_for_people(work, id, score);
  }
  return id;
}

void PaymentService::ask_again(UnitOfWork& work, PaymentId id) const {
  const Payment* payment = work.find(id);
  if (payment == nullptr || !payment->answer_due) return;
  if (const auto action = awaited(payment->status)) send(work, *payment, *action);
}

void PaymentService::begin_capture(UnitOfWork& work, PaymentId id, Money amount, bool end_charge) const {
  const Payment payment = *work.find(id);
  const Money taken = smaller(amount, payment.amount);
  work.record(
      PaymentCaptureBegun{id, payment.order, work.now(), taken, std::string(end_charge ? end_charge_reason : "")});
  if (taken.minor != 0) return ask(work, id, ProviderAction::Capture);
  if (payment.amount.minor != 0) {
    // Nothing is owed any more: the hold goes by a void that nobody waits for; at worst it expires.
    ProviderRequest let_go;
    let_go.action = ProviderAction::Void;
    let_go.payment = id;
    let_go.idempotency_key = "void-" + std::to_string(id.value);
    let_go.method_token = payment.method_token;
    let_go.amount = payment.amount;
    work.after_commit(std::move(let_go));
  }
  finish_capture(work, id);
}

void PaymentService::capture(UnitOfWork& work, PaymentId id) const {
  const Payment* payment = work.find(id);
  if (payment == nullptr) return;
  if (payment->status != PaymentStatus::Authorized && payment->status != PaymentStatus::Incrementing) return;
  begin_capture(work, id, work.find(payment->order)->total, false);
}

void PaymentService::capture_part(UnitOfWork& work, PaymentId id, Money amount) const {
  const Payment* payment = work.find(id);
  if (payment == nullptr) return;
  const bool held = payment->status == PaymentStatus::Authorized || payment->status == PaymentStatus::Incrementing;
  if (!held || amount.minor <= 0 || payment->amount.minor == 0) return release(work, id);
  begin_capture(work, id, amount, true);
}

void PaymentService::begin_increment(UnitOfWork& work, PaymentId id, Money amount) const {
  work.record(PaymentIncrementBegun{id, work.find(id)->order, work.now(), amount, {}});
  ask(work, id, ProviderAction::Increment);
}

void PaymentService::adjust(UnitOfWork& work, PaymentId id, Money amount) const {
  const Payment* found = work.find(id);
  if (found == nullptr) return;
  const Payment payment = *found;
  const auto refuse = [&](std::string_view reason) {
    work.record(PaymentAdjustRefused{id, payment.order, amount, payment.amount, std::string(reason), work.now()});
  };
  const auto adjusted = [&](Money held) { work.record(PaymentAdjusted{id, payment.order, amount, held, work.now()}); };
  if (amount.currency != payment.amount.currency || amount.minor < 0) return refuse("currency_mismatch");
  if (payment.status == PaymentStatus::Incrementing) return refuse(adjust_busy);
  if (payment.status == PaymentStatus::Held) return adjusted(amount);  // nobody was asked for anything yet
  const bool awaited = hold_awaited(payment.status);
  if (!awaited && payment.status != PaymentStatus::Authorized) return refuse("not_held");
  if (amount.minor <= payment.amount.minor) return adjusted(payment.amount);
  if (payment.amount.minor == 0) return refuse("nothing_held");
  if (awaited) {
    work.record(PaymentAdjustWanted{id, payment.order, amount});
  } else {
    begin_increment(work, id, amount);
  }
}

void PaymentService::release(UnitOfWork& work, PaymentId id) const {
  const Payment* found = work.find(id);
  if (found == nullptr || found->release_wanted) return;
  const Payment payment = *found;
  switch (payment.status) {
    case PaymentStatus::Authorizing:
    case PaymentStatus::Confirming:
      work.record(PaymentReleaseWanted{id, payment.order});
      return;
    case PaymentStatus::Held:
      close_case(work, open_case(work, id, CaseKind::Held), "released");
      work.record(PaymentVoided{id, payment.order, work.now(), payment.amount, {}});
      return;
    case PaymentStatus::Authorized:
      if (payment.amount.minor == 0) {
        work.record(PaymentVoided{id, payment.order, work.now(), payment.amount, {}});
        return;
      }
      [[fallthrough]];
    case PaymentStatus::Incrementing:
    case PaymentStatus::Challenged:
      begin_void(work, id);
      return;
    default:
      return;
  }
}

void PaymentService::authorize_answered(UnitOfWork& work, PaymentId id, const ProviderAnswer& answer) const {
  const Payment payment = *work.find(id);
  if (answer.verdict == ProviderVerdict::Declined) return decline(work, id, answer.reason);
  if (answer.verdict == ProviderVerdict::Challenge) {
    if (payment.status != PaymentStatus::Authorizing) return;
    if (payment.release_wanted) return begin_void(work, id);
    PaymentChallenge challenge;
    challenge.payment = id;
    challenge.order = payment.order;
    challenge.token = answer.challenge;
    const Instant latest = work.now() + challenge_within;
    challenge.until = answer.challenge_until.ms == 0 ? latest : std::min(answer.challenge_until, latest);
    work.after_commit(Timer{TimerKind::ChallengeDeadline, id.value, *challenge.until});
    work.record(PaymentChallenged{std::move(challenge), payment.user});
    return;
  }
  work.record(PaymentAuthorized{id, payment.order, work.now(), payment.amount, {}});
  if (payment.release_wanted) return begin_void(work, id);
  if (payment.wanted.minor > payment.amount.minor) begin_increment(work, id, payment.wanted);
}

void PaymentService::increment_answered(UnitOfWork& work, PaymentId id, const ProviderAnswer& answer) const {
  const Payment payment = *work.find(id);
  if (answer.verdict == ProviderVerdict::Approved) {
    work.record(PaymentAdjusted{id, payment.order, payment.wanted, payment.wanted, work.now()});
  } else {
    work.record(PaymentAdjustRefused{id, payment.order, payment.wanted, payment.amount, answer.reason, work.now()});
  }
}

void PaymentService::refund_answered(UnitOfWork& work, const ProviderAnswer& answer) const {
  const Refund* refund = work.find(answer.refund);
  if (refund == nullptr || refund->status != RefundStatus::Requested) return;
  if (!refund->answer_due)
    close_case(work, open_case(work, refund->payment, CaseKind::Stuck, answer.refund), "answered");
  finish_refund(work, answer.refund, answer.verdict == ProviderVerdict::Approved);
}

void PaymentService::provider_answered(UnitOfWork& work, const ProviderAnswer& answer) const {
  if (answer.verdict == ProviderVerdict::Unknown) return;
  if (answer.action == ProviderAction::Payout) return PayoutService{}.provider_answered(work, answer);
  if (answer.action == ProviderAction::Refund) return refund_answered(work, answer);
  const PaymentId id = answer.payment;
  const Payment* payment = work.find(id);
  if (payment == nullptr) return;
  if (answer.action == ProviderAction::Authorize || answer.action == ProviderAction::Confirm) {
    if (hold_awaited(payment->status)) authorize_answered(work, id, answer);
    return;
  }
  if (awaited(payment->status) != answer.action || answer.verdict == ProviderVerdict::Challenge) return;
  if (answer.action == ProviderAction::Increment) return increment_answered(work, id, answer);
  const bool late = !payment->answer_due;
  const bool approved = answer.verdict == ProviderVerdict::Approved;
  if (answer.action == ProviderAction::Capture && !approved) {
    if (!late) stuck(work, id, {}, answer.action);
    return;
  }
  if (late) close_case(work, open_case(work, id, CaseKind::Stuck), "answered");
  if (answer.action == ProviderAction::Capture) return finish_capture(work, id);
  // A provider that refuses to void holds nothing that it could let go.
  finish_void(work, id);
}

void PaymentService::answer_overdue(UnitOfWork& work, PaymentId id) const {
  const Payment* payment = work.find(id);
  if (payment == nullptr || !payment->answer_due || *payment->answer_due > work.now()) return;
  const auto action = awaited(payment->status);
  if (!action) return;
  const bool about_a_hold = *action != ProviderAction::Capture && *action != ProviderAction::Void;
  if (payment->attempts < (about_a_hold ? max_authorize_attempts : max_attempts)) return ask(work, id, *action);
  if (*action == ProviderAction::Increment) {
    // It may hold more or not: no more is taken than it held before, and the rest goes with the capture or the void.
    ProviderAnswer none;
    none.reason = no_answer;
    return increment_answered(work, id, none);
  }
  // It may hold the money or not: it is told to let it go, and the order hears of the failure when it has.
  if (about_a_hold) return begin_void(work, id, no_answer);
  stuck(work, id, {}, *action);
}

void PaymentService::challenge_overdue(UnitOfWork& work, PaymentId id) const {
  const Payment* payment = work.find(id);
  const PaymentChallenge* challenge = work.find_at<PaymentChallenge>(id.value);
  if (payment == nullptr || payment->status != PaymentStatus::Challenged || challenge == nullptr) return;
  if (!challenge->until || *challenge->until > work.now()) return;
  begin_void(work, id, challenge_expired);
}

void PaymentService::review_overdue(UnitOfWork& work, PaymentCaseId held) const {
  const PaymentCase* one = work.find(held);
  if (one == nullptr || !one->review_due || *one->review_due > work.now()) return;
  const PaymentId payment = one->payment;
  close_case(work, held, "expired");
  decline(work, payment, "review_expired");
}

std::span<const TimerRule> payment_timers() {
  static const std::array<TimerRule, 6> rules{
      timer_rule<&Payment::answer_due>(
          TimerKind::PaymentRetry,
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.answer_overdue(work, PaymentId{key}); },
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.ask_again(work, PaymentId{key}); }),
      timer_rule<&Refund::answer_due>(
          TimerKind::RefundRetry,
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.refund_overdue(work, RefundId{key}); },
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.ask_again(work, RefundId{key}); }),
      timer_rule<&PaymentCase::review_due>(
          TimerKind::ReviewDeadline,
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.review_overdue(work, PaymentCaseId{key}); }),
      timer_rule<&PaymentChallenge::until>(
          TimerKind::ChallengeDeadline,
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.challenge_overdue(work, PaymentId{key}); }),
      timer_rule<&PayoutAccount::next_due>(
          TimerKind::PayoutDue,
          [](UnitOfWork& work, std::uint64_t key) { PayoutService{}.due(work, PayoutAccountId{key}); }),
      timer_rule<&Payout::answer_due>(
          TimerKind::PayoutRetry,
          [](UnitOfWork& work, std::uint64_t key) { PayoutService{}.overdue(work, PayoutId{key}); },
          [](UnitOfWork& work, std::uint64_t key) { PayoutService{}.ask_again(work, PayoutId{key}); })};
  return rules;
}

}  // namespace pizza
