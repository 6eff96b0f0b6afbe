// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/payment/payment_events.h"
#include "core/services/reaction.h"

namespace pizza {

struct RefundOrder {
  OrderId order;
  Money amount;  // zero: all that is left
  std::string reason;
};

// Money is held (authorised) when an order is placed, taken (captured) after the delivery, and let go (voided) when the
// order ends otherwise. Every request to the provider bears an idempotency key made of the payment and the action, so
// asking again is harmless; an answer that comes twice, or late, is recognised by the payment's state and ignored.
class PaymentService {
 public:
  static constexpr std::int32_t max_authorize_attempts = 3;
  static constexpr std::int32_t max_attempts = 12;  // of a capture, a void or a refund

  // For the saga.
  PaymentId request(UnitOfWork& work, OrderId order, UserId user, Money amount, const std::string& token) const;
  void capture(UnitOfWork& work, PaymentId payment) const;
  void release(UnitOfWork& work, PaymentId payment) const;

  // What the provider says. Answers that no longer matter change nothing.
  void provider_answered(UnitOfWork& work, const ProviderAnswer& answer) const;
  // The time to wait for an answer is over: ask again, or give up after the bounded number of tries.
  void answer_overdue(UnitOfWork& work, PaymentId payment) const;
  void refund_overdue(UnitOfWork& work, RefundId refund) const;

  // Gives captured money back, in whole or in part.
  // Problems: order.unknown, payment.not_captured, refund.too_much, refund.invalid.
  Result<RefundId> refund(UnitOfWork& work, const RefundOrder& command) const;

  // Asks the provider again for everything that awaits an answer: after a restart.
  void ask_again(UnitOfWork& work, PaymentId payment) const;
  void ask_again(UnitOfWork& work, RefundId refund) const;

 private:
  void ask(UnitOfWork& work, PaymentId payment, ProviderAction action) const;
  void ask(UnitOfWork& work, RefundId refund) const;
  void authorize_answered(UnitOfWork& work, const Payment& payment, const ProviderAnswer& answer) const;
  void refund_answered(UnitOfWork& work, const ProviderAnswer& answer) const;
};

std::span<const TimerRule> payment_timers();

}  // namespace pizza
