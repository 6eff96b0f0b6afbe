// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/payment_steps.h"

#include <algorithm>

#include "core/services/payment/ledger.h"

namespace pizza::payment_steps {

namespace {

std::string payment_key(ProviderAction action, std::uint64_t id) {
  constexpr std::array<std::string_view, 7> prefixes{"auth-", "cap-", "void-", "ref-", "inc-", "conf-", "pay-"};
  return std::string(prefixes[static_cast<std::size_t>(action)]) + std::to_string(id);
}

}  // namespace

Duration patience(std::int32_t attempts) {
  const std::int64_t doubled = std::int64_t{20} << std::min(attempts, 4);
  return seconds(std::min<std::int64_t>(doubled, 300));
}

std::optional<ProviderAction> awaited(PaymentStatus status) {
  switch (status) {
    case PaymentStatus::Authorizing:
      return ProviderAction::Authorize;
    case PaymentStatus::Capturing:
      return ProviderAction::Capture;
    case PaymentStatus::Voiding:
      return ProviderAction::Void;
    case PaymentStatus::Confirming:
      return ProviderAction::Confirm;
    case PaymentStatus::Incrementing:
      return ProviderAction::Increment;
    default:
      return std::nullopt;
  }
}

void send(UnitOfWork& work, const Payment& payment, ProviderAction action) {
  ProviderRequest request;
  request.action = action;
  request.payment = payment.id;
  request.idempotency_key = payment_key(action, payment.id.value);
  request.method_token = payment.method_token;
  request.amount = payment.amount;
  if (action == ProviderAction::Capture) {
    request.amount = payment.to_capture;
  } else if (action == ProviderAction::Increment) {
    request.amount = payment.wanted;
    request.idempotency_key += "-" + std::to_string(payment.increments);
  } else if (action == ProviderAction::Confirm) {
    request.method_token = work.find_at<PaymentChallenge>(payment.id.value)->answer;
  }
  work.after_commit(std::move(request));
  work.after_commit(Timer{TimerKind::PaymentRetry, payment.id.value, *payment.answer_due});
}

void send(UnitOfWork& work, const Refund& refund) {
  ProviderRequest request;
  request.action = ProviderAction::Refund;
  request.payment = refund.payment;
  request.refund = refund.id;
  request.idempotency_key = payment_key(ProviderAction::Refund, refund.id.value);
  request.amount = refund.amount;
  work.after_commit(std::move(request));
  work.after_commit(Timer{TimerKind::RefundRetry, refund.id.value, *refund.answer_due});
}

void ask(UnitOfWork& work, PaymentId id, ProviderAction action) {
  const Payment* payment = work.find(id);
  work.record(ProviderAsked{id, payment->order, action, work.now() + patience(payment->attempts)});
  send(work, *work.find(id), action);
}

void ask(UnitOfWork& work, RefundId id) {
  const Refund* refund = work.find(id);
  work.record(RefundAsked{id, refund->order, work.now() + patience(refund->attempts)});
  send(work, *work.find(id));
}

void begin_void(UnitOfWork& work, PaymentId id, std::string_view reason) {
  const Payment* payment = work.find(id);
  work.record(PaymentVoidBegun{id, payment->order, work.now(), payment->amount, std::string(reason)});
  ask(work, id, ProviderAction::Void);
}

void finish_void(UnitOfWork& work, PaymentId id) {
  const Payment payment = *work.find(id);
  // A payment that was never held fails; one that was held has been let go.
  if (payment.reason == no_answer || payment.reason == challenge_expired) {
    work.record(PaymentFailed{id, payment.order, work.now(), payment.amount, payment.reason});
  } else {
    work.record(PaymentVoided{id, payment.order, work.now(), payment.amount, {}});
  }
}

void finish_capture(UnitOfWork& work, PaymentId id) {
  const Payment* payment = work.find(id);
  const OrderId order = payment->order;
  const Money taken = payment->to_capture;
  const bool end_charge = payment->end_charge;
  work.record(PaymentCaptured{id, order, work.now(), taken, {}});
  const Order& of = *work.find(order);
  work.record(end_charge ? end_charge_entries(work, of, id, taken) : capture_entries(work, of, id, taken));
}

void finish_refund(UnitOfWork& work, RefundId id, bool done) {
  const Refund refund = *work.find(id);
  work.record(RefundSettled{id, refund.payment, refund.order, refund.amount, done});
  if (done) work.record(refund_entries(work, refund));
}

PaymentCase new_case(UnitOfWork& work, const Payment& payment, CaseKind kind, ProviderAction action) {
  PaymentCase opened;
  opened.id = work.allocate<PaymentCase>();
  opened.payment = payment.id;
  opened.order = payment.order;
  opened.user = payment.user;
  opened.kind = kind;
  opened.action = action;
  opened.opened_at = work.now();
  opened.open_since = work.now();
  return opened;
}

void stuck(UnitOfWork& work, PaymentId id, RefundId refund, ProviderAction action) {
  const Payment* payment = work.find(id);
  PaymentCase opened = new_case(work, *payment, CaseKind::Stuck, action);
  opened.refund = refund;
  work.record(PaymentStuck{id, payment->order, action, std::move(opened)});
}

PaymentCaseId open_case(UnitOfWork& work, PaymentId payment, CaseKind kind, RefundId refund) {
  for (const std::uint64_t key : work.find_where<&PaymentCase::payment>(payment)) {
    const PaymentCase* one = work.find(PaymentCaseId{key});
    if (one->open_since && one->kind == kind && one->refund == refund) return one->id;
  }
  return {};
}

void close_case(UnitOfWork& work, PaymentCaseId id, std::string outcome, std::string note, UserId by) {
  const PaymentCase* one = id ? work.find(id) : nullptr;
  if (one == nullptr || !one->open_since) return;
  work.record(PaymentCaseClosed{id, one->order, std::move(outcome), std::move(note), by, work.now()});
}

}  // namespace pizza::payment_steps
