// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/payment_events.h"

namespace pizza {

void fold(Changes& changes, const PaymentRequested& event) {
  changes.insert(event.payment);
}

void fold(Changes& changes, const ProviderAsked& event) {
  Payment& payment = changes.edit(event.payment);
  ++payment.attempts;
  payment.answer_due = event.answer_due;
}

void fold(Changes& changes, const PaymentReleaseWanted& event) {
  changes.edit(event.payment).release_wanted = true;
}

void fold_payment(Changes& changes, PaymentId id, PaymentStatus to, Money amount, const std::string& reason) {
  Payment& payment = changes.edit(id);
  payment.status = to;
  payment.attempts = 0;
  payment.answer_due.reset();
  if (!reason.empty()) payment.reason = reason;
  if (to == PaymentStatus::Captured) payment.captured = amount;
}

void fold(Changes& changes, const PaymentStuck& event) {
  // Nobody is asked any more; people decide.
  if (event.action != ProviderAction::Refund) changes.edit(event.payment).answer_due.reset();
}

void fold(Changes& changes, const RefundRequested& event) {
  changes.insert(event.refund);
  Payment& payment = changes.edit(event.refund.payment);
  payment.refunded = payment.refunded + event.refund.amount;
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
