// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/fraud_rules.h"
#include "core/services/payment/payment_events.h"

namespace pizza {

namespace {

PaymentHistory& history_of(Changes& changes, UserId user) {
  if (changes.find_at<PaymentHistory>(user.value) != nullptr) return changes.edit_at<PaymentHistory>(user.value);
  PaymentHistory fresh;
  fresh.user = user;
  return changes.insert(std::move(fresh));
}

void answered(Payment& payment) {
  payment.attempts = 0;
  payment.answer_due.reset();
}

}  // namespace

void fold(Changes& changes, const PaymentRequested& event) {
  changes.insert(event.payment);
  fraud_rules::asked(history_of(changes, event.payment.user), event.payment.requested_at);
}

void fold(Changes& changes, const ProviderAsked& event) {
  Payment& payment = changes.edit(event.payment);
  ++payment.attempts;
  payment.answer_due = event.answer_due;
}

void fold(Changes& changes, const PaymentReleaseWanted& event) {
  changes.edit(event.payment).release_wanted = true;
}

void fold_payment(Changes& changes, PaymentId id, PaymentStatus to, Money amount, const std::string& reason,
                  Instant at) {
  Payment& payment = changes.edit(id);
  if (payment.status == PaymentStatus::Challenged) changes.edit_at<PaymentChallenge>(id.value).until.reset();
  payment.status = to;
  answered(payment);
  if (!reason.empty()) payment.reason = reason;
  switch (to) {
    case PaymentStatus::Capturing:
      payment.to_capture = amount;
      payment.end_charge = reason == end_charge_reason;
      break;
    case PaymentStatus::Incrementing:
      payment.wanted = amount;
      ++payment.increments;
      break;
    case PaymentStatus::Captured:
      payment.captured = amount;
      fraud_rules::captured(history_of(changes, payment.user), amount, at);
      break;
    case PaymentStatus::Declined:
      fraud_rules::declined(history_of(changes, payment.user), at);
      break;
    default:
      break;
  }
}

void fold(Changes& changes, const PaymentAdjusted& event) {
  Payment& payment = changes.edit(event.payment);
  payment.wanted = event.amount;
  payment.amount = event.held;
  if (payment.status != PaymentStatus::Incrementing) return;
  payment.status = PaymentStatus::Authorized;
  answered(payment);
}

void fold(Changes& changes, const PaymentAdjustWanted& event) {
  changes.edit(event.payment).wanted = event.amount;
}

void fold(Changes& changes, const PaymentAdjustRefused& event) {
  Payment& payment = changes.edit(event.payment);
  if (event.reason == adjust_busy) return;
  payment.wanted = {};
  if (payment.status != PaymentStatus::Incrementing) return;
  payment.status = PaymentStatus::Authorized;
  answered(payment);
}

void fold(Changes& changes, const PaymentStuck& event) {
  changes.insert(event.opened);
  if (event.action == ProviderAction::Refund) {
    changes.edit(event.opened.refund).answer_due.reset();
  } else {
    changes.edit(event.payment).answer_due.reset();
  }
}

void fold(Changes& changes, const PaymentHeld& event) {
  changes.insert(event.opened);
}

void fold(Changes& changes, const PaymentContradicted& event) {
  changes.insert(event.opened);
}

void fold(Changes& changes, const PaymentCaseClosed& event) {
  PaymentCase& one = changes.edit(event.id);
  one.open_since.reset();
  one.review_due.reset();
  one.outcome = event.outcome;
  one.note = event.note;
  one.decided_by = event.by;
  one.decided_at = event.at;
}

void fold(Changes& changes, const PaymentChallenged& event) {
  Payment& payment = changes.edit(event.challenge.payment);
  payment.status = PaymentStatus::Challenged;
  answered(payment);
  changes.insert(event.challenge);
}

void fold(Changes& changes, const ChallengeAnswered& event) {
  changes.edit(event.payment).status = PaymentStatus::Confirming;
  PaymentChallenge& challenge = changes.edit_at<PaymentChallenge>(event.payment.value);
  challenge.answer = event.answer;
  challenge.until.reset();
}

void fold(Changes& changes, const PaymentTakenUnowed& event) {
  changes.edit(event.payment).captured = event.amount;
}

void fold(Changes& changes, const NoticeReceived& event) {
  changes.insert(event.notice);
}

void fold(Changes& changes, const RefundRequested& event) {
  changes.insert(event.refund);
  Payment& payment = changes.edit(event.refund.payment);
  payment.refunded = payment.refunded + event.refund.amount;
  if (!event.refund.unowed) ++history_of(changes, payment.user).refunds;
}

void fold(Changes& changes, const RefundAsked& event) {
  Refund& refund = changes.edit(event.refund);
  ++refund.attempts;
  refund.answer_due = event.answer_due;
}

void fold(Changes& changes, const RefundSettled& event) {
  Refund& refund = changes.edit(event.refund);
  refund.status = event.done ? RefundStatus::Done : RefundStatus::Refused;
  refund.answer_due.reset();
  if (!event.done) {
    Payment& payment = changes.edit(event.payment);
    payment.refunded = payment.refunded - event.amount;
  }
}

void fold(Changes& changes, const LedgerPosted& event) {
  for (const LedgerEntry& entry : event.entries) changes.insert(entry);
}

}  // namespace pizza
