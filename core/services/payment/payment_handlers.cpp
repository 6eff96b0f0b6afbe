// SPDX-License-Identifier: Apache-2.0
// The payment service's commands and queries, by their type, whose thing each one touches, and what the queries show.
#include <algorithm>

#include "core/model/records/order.h"
#include "core/services/payment/payment_service.h"

namespace pizza {

namespace {

PaymentView view_of(UnitOfWork& work, const Payment& payment) {
  PaymentView view;
  view.payment = payment.id;
  view.order = payment.order;
  view.status = payment.status;
  view.amount = payment.amount;
  view.captured = payment.captured;
  view.refunded = payment.refunded;
  view.reason = payment.reason;
  view.requested_at = payment.requested_at;
  if (payment.status == PaymentStatus::Challenged) {
    const PaymentChallenge* challenge = work.find_at<PaymentChallenge>(payment.id.value);
    view.challenge = challenge->token;
    view.challenge_until = challenge->until;
  }
  for (const std::uint64_t key : work.find_where<&Refund::payment>(payment.id)) {
    const Refund* refund = work.find(RefundId{key});
    view.refunds.push_back({refund->id, refund->amount, refund->status, refund->reason});
  }
  return view;
}

Result<std::size_t> page_size(std::int32_t limit) {
  if (limit < 0 || limit > 100) return problem(Status::Unprocessable, "payment.invalid", "1 to 100", "limit");
  return static_cast<std::size_t>(limit == 0 ? 20 : limit);
}

// Who pays, and the restaurant that is paid.
Subject parties_of(UnitOfWork& work, OrderId id) {
  const Order* order = work.find(id);
  return order == nullptr ? Subject::nothing() : Subject{true, order->user, order->restaurant, {}};
}
Subject parties_of(UnitOfWork& work, PaymentId id) {
  const Payment* payment = work.find(id);
  return payment == nullptr ? Subject::nothing() : parties_of(work, payment->order);
}

}  // namespace

Result<PaymentView> PaymentService::see(UnitOfWork& work, const SeePayment& query) const {
  const Payment* payment = work.find(query.payment);
  if (payment == nullptr) return problem(Status::NotFound, "payment.unknown", "there is no such payment", "payment_id");
  return view_of(work, *payment);
}

Result<PaymentPage> PaymentService::list(UnitOfWork& work, const ListPayments& query) const {
  const auto limit = page_size(query.limit);
  if (!limit.ok()) return limit.problem();
  if (static_cast<bool>(query.order) == static_cast<bool>(query.user))
    return problem(Status::Unprocessable, "payment.invalid", "an order or a person, not both", "order_id");
  const auto keys =
      query.order ? work.find_where<&Payment::order>(query.order) : work.find_where<&Payment::user>(query.user);
  PaymentPage page;
  for (auto key = keys.rbegin(); key != keys.rend() && page.payments.size() < *limit; ++key)
    page.payments.push_back(view_of(work, *work.find(PaymentId{*key})));
  return page;
}

Result<PaymentCases> PaymentService::cases(UnitOfWork& work, const ListPaymentCases& query) const {
  const auto limit = page_size(query.limit);
  if (!limit.ok()) return limit.problem();
  const RecordType& type = record_type<PaymentCase>();
  std::vector<std::uint64_t> keys;
  work.changes().store().find_range(type, type.index_position(field_number<&PaymentCase::open_since>()), 0,
                                    work.now().ms, *limit, keys);
  PaymentCases page;
  for (const std::uint64_t key : keys) page.cases.push_back(*work.find(PaymentCaseId{key}));
  return page;
}

Result<RefundId> handle(UnitOfWork& work, const RefundOrder& command) {
  return PaymentService{}.refund(work, command);
}
Outcome handle(UnitOfWork& work, const AnswerChallenge& command) {
  return PaymentService{}.answer(work, command);
}
Outcome handle(UnitOfWork& work, const ApproveHeldPayment& command) {
  return PaymentService{}.approve(work, command);
}
Outcome handle(UnitOfWork& work, const RefuseHeldPayment& command) {
  return PaymentService{}.refuse(work, command);
}
Outcome handle(UnitOfWork& work, const SettleStuckPayment& command) {
  return PaymentService{}.settle(work, command);
}
Result<NoticeAnswer> handle(UnitOfWork& work, const ProviderNotice& command) {
  return PaymentService{}.notice(work, command);
}
Result<PaymentView> handle(UnitOfWork& work, const SeePayment& query) {
  return PaymentService{}.see(work, query);
}
Result<PaymentPage> handle(UnitOfWork& work, const ListPayments& query) {
  return PaymentService{}.list(work, query);
}
Result<PaymentCases> handle(UnitOfWork& work, const ListPaymentCases& query) {
  return PaymentService{}.cases(work, query);
}

Subject subject_of(UnitOfWork& work, const RefundOrder& command) {
  return parties_of(work, command.order);
}
Subject subject_of(UnitOfWork& work, const AnswerChallenge& command) {
  return parties_of(work, command.payment);
}
Subject subject_of(UnitOfWork& work, const ApproveHeldPayment& command) {
  return parties_of(work, command.payment);
}
Subject subject_of(UnitOfWork& work, const RefuseHeldPayment& command) {
  return parties_of(work, command.payment);
}
Subject subject_of(UnitOfWork& work, const SettleStuckPayment& command) {
  return parties_of(work, command.payment);
}
Subject subject_of(UnitOfWork&, const ProviderNotice&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const SeePayment& query) {
  return parties_of(work, query.payment);
}
Subject subject_of(UnitOfWork& work, const ListPayments& query) {
  return query.order ? parties_of(work, query.order) : Subject::of(query.user);
}
Subject subject_of(UnitOfWork&, const ListPaymentCases&) {
  return Subject::common();
}

}  // namespace pizza
