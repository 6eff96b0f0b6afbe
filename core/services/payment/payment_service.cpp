// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/payment_service.h"

#include "core/model/records/order.h"
#include "core/services/payment/ledger.h"

namespace pizza {

namespace {

// How long an answer is waited for: longer with each try, five minutes at most.
Duration patience(std::int32_t attempts) {
  const std::int64_t doubled = std::int64_t{20} << std::min(attempts, 4);
  return seconds(std::min<std::int64_t>(doubled, 300));
}

std::string payment_key(ProviderAction action, std::uint64_t id) {
  constexpr std::array<std::string_view, 4> prefixes{"auth-", "cap-", "void-", "ref-"};
  return std::string(prefixes[static_cast<std::size_t>(action)]) + std::to_string(id);
}

void send(UnitOfWork& work, const Payment& payment, ProviderAction action) {
  work.after_commit(ProviderRequest{.action = action,
                                    .payment = payment.id,
                                    .refund = {},
                                    .idempotency_key = payment_key(action, payment.id.value),
                                    .method_token = payment.method_token,
                                    .amount = payment.amount});
  work.after_commit(Timer{TimerKind::PaymentRetry, payment.id.value, *payment.answer_due});
}

void send(UnitOfWork& work, const Refund& refund) {
  work.after_commit(ProviderRequest{.action = ProviderAction::Refund,
                                    .payment = refund.payment,
                                    .refund = refund.id,
                                    .idempotency_key = payment_key(ProviderAction::Refund, refund.id.value),
                                    .method_token = {},
                                    .amount = refund.amount});
  work.after_commit(Timer{TimerKind::RefundRetry, refund.id.value, *refund.answer_due});
}

// The request that a payment in this state waits for.
std::optional<ProviderAction> awaited(PaymentStatus status) {
  switch (status) {
    case PaymentStatus::Authorizing:
      return ProviderAction::Authorize;
    case PaymentStatus::Capturing:
      return ProviderAction::Capture;
    case PaymentStatus::Voiding:
      return ProviderAction::Void;
    default:
      return std::nullopt;
  }
}

}  // namespace

PaymentId PaymentService::request(UnitOfWork& work, OrderId order, UserId user, Money amount,
                                  const std::string& token) const {
  Payment payment;
  payment.id = work.allocate<Payment>();
  payment.order = order;
  payment.user = user;
  payment.amount = amount;
  payment.captured = {0, amount.currency};
  payment.refunded = {0, amount.currency};
  payment.method_token = token;
  payment.attempts = 1;
  payment.answer_due = work.now() + patience(0);
  payment.requested_at = work.now();
  const PaymentId id = payment.id;
  work.record(PaymentRequested{std::move(payment)});
  send(work, *work.find(id), ProviderAction::Authorize);
  return id;
}

void PaymentService::ask(UnitOfWork& work, PaymentId id, ProviderAction action) const {
  const Payment* payment = work.find(id);
  work.record(ProviderAsked{id, payment->order, action, work.now() + patience(payment->attempts)});
  send(work, *work.find(id), action);
}

void PaymentService::ask(UnitOfWork& work, RefundId id) const {
  const Refund* refund = work.find(id);
  work.record(RefundAsked{id, refund->order, work.now() + patience(refund->attempts)});
  send(work, *work.find(id));
}

void PaymentService::ask_again(UnitOfWork& work, PaymentId id) const {
  const Payment* payment = work.find(id);
  if (payment == nullptr) return;
  if (const auto action = awaited(payment->status)) send(work, *payment, *action);
}

void PaymentService::ask_again(UnitOfWork& work, RefundId id) const {
  const Refund* refund = work.find(id);
  if (refund != nullptr && refund->status == RefundStatus::Requested) send(work, *refund);
}

void PaymentService::capture(UnitOfWork& work, PaymentId id) const {
  const Payment* payment = work.find(id);
  if (payment == nullptr || payment->status != PaymentStatus::Authorized) return;
  work.record(PaymentCaptureBegun{id, payment->order, work.now(), payment->amount, {}});
  ask(work, id, ProviderAction::Capture);
}

void PaymentService::release(UnitOfWork& work, PaymentId id) const {
  const Payment* payment = work.find(id);
  if (payment == nullptr || payment->release_wanted) return;
  if (payment->status == PaymentStatus::Authorizing) {
    work.record(PaymentReleaseWanted{id, payment->order});
  } else if (payment->status == PaymentStatus::Authorized) {
    work.record(PaymentVoidBegun{id, payment->order, work.now(), payment->amount, {}});
    ask(work, id, ProviderAction::Void);
  }
}

void PaymentService::authorize_answered(UnitOfWork& work, const Payment& payment, const ProviderAnswer& answer) const {
  const PaymentId id = payment.id;
  if (answer.verdict == ProviderVerdict::Declined) {
    work.record(PaymentDeclined{id, payment.order, work.now(), payment.amount, answer.reason});
    return;
  }
  const bool unwanted = payment.release_wanted;
  work.record(PaymentAuthorized{id, payment.order, work.now(), payment.amount, {}});
  if (unwanted) {
    const Payment* held = work.find(id);
    work.record(PaymentVoidBegun{id, held->order, work.now(), held->amount, {}});
    ask(work, id, ProviderAction::Void);
  }
}

void PaymentService::refund_answered(UnitOfWork& work, const ProviderAnswer& answer) const {
  const Refund* refund = work.find(answer.refund);
  if (refund == nullptr || refund->status != RefundStatus::Requested) return;
  const bool done = answer.verdict == ProviderVerdict::Approved;
  const OrderId order = refund->order;
  const Money amount = refund->amount;
  work.record(RefundSettled{answer.refund, refund->payment, order, amount, done});
  if (done) work.record(refund_entries(work, *work.find(answer.refund)));
}

void PaymentService::provider_answered(UnitOfWork& work, const ProviderAnswer& answer) const {
  if (answer.verdict == ProviderVerdict::Unknown) return;
  if (answer.action == ProviderAction::Refund) return refund_answered(work, answer);
  const Payment* payment = work.find(answer.payment);
  if (payment == nullptr || awaited(payment->status) != answer.action) return;
  const OrderId order = payment->order;
  const Money amount = payment->amount;
  switch (answer.action) {
    case ProviderAction::Authorize:
      authorize_answered(work, *payment, answer);
      return;
    case ProviderAction::Capture:
      if (answer.verdict == ProviderVerdict::Approved) {
        work.record(PaymentCaptured{answer.payment, order, work.now(), amount, {}});
        work.record(capture_entries(work, *work.find(order), answer.payment, amount));
      } else {
        work.record(PaymentStuck{answer.payment, order, answer.action});
      }
      return;
    case ProviderAction::Void:
      // A provider that refuses to void holds nothing that it could let go.
      if (payment->reason == "no_answer") {
        work.record(PaymentFailed{answer.payment, order, work.now(), amount, payment->reason});
      } else {
        work.record(PaymentVoided{answer.payment, order, work.now(), amount, {}});
      }
      return;
    default:
      return;
  }
}

void PaymentService::answer_overdue(UnitOfWork& work, PaymentId id) const {
  const Payment* payment = work.find(id);
  if (payment == nullptr || !payment->answer_due || *payment->answer_due > work.now()) return;
  const auto action = awaited(payment->status);
  if (!action) return;
  const OrderId order = payment->order;
  if (*action == ProviderAction::Authorize && payment->attempts >= max_authorize_attempts) {
    // It may hold the money or not: it is told to let it go, and the order hears of the failure when it has.
    work.record(PaymentVoidBegun{id, order, work.now(), payment->amount, "no_answer"});
    ask(work, id, ProviderAction::Void);
  } else if (payment->attempts >= max_attempts) {
    work.record(PaymentStuck{id, order, *action});
  } else {
    ask(work, id, *action);
  }
}

void PaymentService::refund_overdue(UnitOfWork& work, RefundId id) const {
  const Refund* refund = work.find(id);
  if (refund == nullptr || refund->status != RefundStatus::Requested) return;
  if (!refund->answer_due || *refund->answer_due > work.now()) return;
  if (refund->attempts >= max_attempts) {
    work.record(PaymentStuck{refund->payment, refund->order, ProviderAction::Refund});
  } else {
    ask(work, id);
  }
}

Result<RefundId> PaymentService::refund(UnitOfWork& work, const RefundOrder& command) const {
  if (work.find(command.order) == nullptr)
    return problem(Status::NotFound, "order.unknown", "there is no such order", "order_id");
  if (command.reason.size() > 200)
    return problem(Status::Unprocessable, "refund.invalid", "at most 200 bytes", "reason");
  const auto keys = work.find_where<&Payment::order>(command.order, 1);
  const Payment* payment = keys.empty() ? nullptr : work.find(PaymentId{keys.front()});
  if (payment == nullptr || payment->status != PaymentStatus::Captured)
    return problem(Status::Conflict, "payment.not_captured", "there is no captured money to give back", "order_id");
  const Money left = payment->captured - payment->refunded;
  const Money amount = command.amount.minor == 0 ? left : command.amount;
  if (amount.currency != left.currency)
    return problem(Status::Unprocessable, "refund.invalid", "must be the order's currency", "amount.currency");
  if (amount.minor <= 0 || amount.minor > left.minor)
    return problem(Status::Unprocessable, "refund.too_much",
                   "from 1 to " + std::to_string(left.minor) + " minor units are left", "amount.minor");
  Refund refund;
  refund.id = work.allocate<Refund>();
  refund.payment = payment->id;
  refund.order = command.order;
  refund.amount = amount;
  refund.reason = command.reason;
  const RefundId id = refund.id;
  work.record(RefundRequested{std::move(refund)});
  ask(work, id);
  return id;
}

std::span<const TimerRule> payment_timers() {
  static const std::array<TimerRule, 2> rules{
      timer_rule<&Payment::answer_due>(
          TimerKind::PaymentRetry,
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.answer_overdue(work, PaymentId{key}); },
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.ask_again(work, PaymentId{key}); }),
      timer_rule<&Refund::answer_due>(
          TimerKind::RefundRetry,
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.refund_overdue(work, RefundId{key}); },
          [](UnitOfWork& work, std::uint64_t key) { PaymentService{}.ask_again(work, RefundId{key}); })};
  return rules;
}

}  // namespace pizza
