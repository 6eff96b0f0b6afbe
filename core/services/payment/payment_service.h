// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/payment/payment_commands.h"
#include "core/services/payment/payment_events.h"
#include "core/services/reaction.h"

namespace pizza {

// Money is held (authorised) when an order is placed, taken (captured) after the delivery, and let go (voided) when the
// order ends otherwise. Every request to the provider bears an idempotency key made of the payment and the action, so
// asking again is harmless; an answer that comes twice, or late, is recognised by the payment's state and ignored.
//
// Before the provider is asked at all, the payment is scored (fraud_rules.h): it goes through, is held for people to
// look at (PaymentHeld; refused by itself after half an hour), or is refused (PaymentDeclined, "fraud_suspected"). The
// provider may want the payer to prove who they are (PaymentChallenged); who does not within the time fails.
class PaymentService {
 public:
  static constexpr std::int32_t max_authorize_attempts = 3;  // also of a confirmation and an increment
  static constexpr std::int32_t max_attempts = 12;           // of a capture, a void or a refund
  static constexpr Duration review_within = minutes(30);
  static constexpr Duration challenge_within = minutes(10);  // at most, whatever the provider says

  // For the saga. An amount of zero needs no provider: it is authorised, captured and released at once.
  PaymentId request(UnitOfWork& work, OrderId order, UserId user, Money amount, const std::string& token) const;
  // Takes what the order costs (Order::total), and no more than is held; what is missing, the customer owes.
  void capture(UnitOfWork& work, PaymentId payment) const;
  // Takes what a cancelled or failed order costs all the same, and no more than is held; the rest is let go. Zero, or
  // nothing held yet: release.
  void capture_part(UnitOfWork& work, PaymentId payment, Money amount) const;
  // The order has changed and costs `amount` now. Less than is held: PaymentAdjusted at once. More: the provider is
  // asked, as soon as it holds the first amount; PaymentAdjusted or PaymentAdjustRefused tell how that ended. A
  // payment that has been captured or has ended, or another currency, is refused.
  void adjust(UnitOfWork& work, PaymentId payment, Money amount) const;
  // Lets the money go, as soon as the provider has said what it holds. PaymentVoided, PaymentDeclined or PaymentFailed
  // follow, at once where the provider holds nothing.
  void release(UnitOfWork& work, PaymentId payment) const;

  // What the provider says. Answers that no longer matter change nothing.
  void provider_answered(UnitOfWork& work, const ProviderAnswer& answer) const;
  // The time to wait for an answer is over: ask again, or give up after the bounded number of tries.
  void answer_overdue(UnitOfWork& work, PaymentId payment) const;
  void refund_overdue(UnitOfWork& work, RefundId refund) const;
  void review_overdue(UnitOfWork& work, PaymentCaseId held) const;
  void challenge_overdue(UnitOfWork& work, PaymentId payment) const;

  // Problems: order.unknown, payment.not_captured, refund.too_much, refund.invalid (names the field).
  Result<RefundId> refund(UnitOfWork& work, const RefundOrder& command) const;
  // Problems: payment.unknown, payment.not_challenged, payment.invalid.
  Outcome answer(UnitOfWork& work, const AnswerChallenge& command) const;
  // Problems: payment.unknown, payment.not_held, payment.invalid.
  Outcome approve(UnitOfWork& work, const ApproveHeldPayment& command) const;
  Outcome refuse(UnitOfWork& work, const RefuseHeldPayment& command) const;
  // Ends what is stuck or contradicted, with the events that the provider's answer would have led to. A delivered order
  // whose hold was lost (Voided) is booked all the same: the customer owes it. Money taken that was not owed (Captured
  // of a void) goes back by a refund of its own. Problems: payment.unknown, payment.not_stuck, payment.invalid.
  Outcome settle(UnitOfWork& work, const SettleStuckPayment& command) const;
  // Problems: payment.unknown, payment.invalid.
  Result<NoticeAnswer> notice(UnitOfWork& work, const ProviderNotice& command) const;

  // Problems: payment.unknown, payment.invalid.
  Result<PaymentView> see(UnitOfWork& work, const SeePayment& query) const;
  Result<PaymentPage> list(UnitOfWork& work, const ListPayments& query) const;
  Result<PaymentCases> cases(UnitOfWork& work, const ListPaymentCases& query) const;

  // Asks the provider again for everything that awaits an answer: after a restart.
  void ask_again(UnitOfWork& work, PaymentId payment) const;
  void ask_again(UnitOfWork& work, RefundId refund) const;

 private:
  void authorize_answered(UnitOfWork& work, PaymentId payment, const ProviderAnswer& answer) const;
  void increment_answered(UnitOfWork& work, PaymentId payment, const ProviderAnswer& answer) const;
  void refund_answered(UnitOfWork& work, const ProviderAnswer& answer) const;
  void begin_increment(UnitOfWork& work, PaymentId payment, Money amount) const;
  void begin_capture(UnitOfWork& work, PaymentId payment, Money amount, bool end_charge) const;
  void taken_unowed(UnitOfWork& work, PaymentId payment) const;
  Outcome settle_refund(UnitOfWork& work, const SettleStuckPayment& command) const;
  void settle_capture(UnitOfWork& work, const SettleStuckPayment& command) const;
};

std::span<const TimerRule> payment_timers();

Result<RefundId> handle(UnitOfWork& work, const RefundOrder& command);
Outcome handle(UnitOfWork& work, const AnswerChallenge& command);
Outcome handle(UnitOfWork& work, const ApproveHeldPayment& command);
Outcome handle(UnitOfWork& work, const RefuseHeldPayment& command);
Outcome handle(UnitOfWork& work, const SettleStuckPayment& command);
Result<NoticeAnswer> handle(UnitOfWork& work, const ProviderNotice& command);
Result<PaymentView> handle(UnitOfWork& work, const SeePayment& query);
Result<PaymentPage> handle(UnitOfWork& work, const ListPayments& query);
Result<PaymentCases> handle(UnitOfWork& work, const ListPaymentCases& query);
Subject subject_of(UnitOfWork& work, const RefundOrder& command);
Subject subject_of(UnitOfWork& work, const AnswerChallenge& command);
Subject subject_of(UnitOfWork& work, const ApproveHeldPayment& command);
Subject subject_of(UnitOfWork& work, const RefuseHeldPayment& command);
Subject subject_of(UnitOfWork& work, const SettleStuckPayment& command);
Subject subject_of(UnitOfWork& work, const ProviderNotice& command);
Subject subject_of(UnitOfWork& work, const SeePayment& query);
Subject subject_of(UnitOfWork& work, const ListPayments& query);
Subject subject_of(UnitOfWork& work, const ListPaymentCases& query);

}  // namespace pizza
