// SPDX-License-Identifier: Apache-2.0
// Where people and the provider's notices come in: refunds, challenges, reviews, what is stuck.
#include <algorithm>

#include "core/model/records/order.h"
#include "core/services/order/order_service.h"
#include "core/services/payment/ledger.h"
#include "core/services/payment/payment_service.h"
#include "core/services/payment/payment_steps.h"
#include "core/services/payment/payout_service.h"

namespace pizza {

using namespace payment_steps;

namespace {

Problem unknown_payment() {
  return problem(Status::NotFound, "payment.unknown", "there is no such payment", "payment_id");
}

Problem invalid(std::string_view service, std::string detail, std::string field) {
  return problem(Status::Unprocessable, std::string(service) + ".invalid", std::move(detail), std::move(field));
}

// None: the text may be kept.
std::optional<Problem> text_refused(std::string_view service, const std::string& text, std::size_t least,
                                    std::size_t most, std::string field) {
  if (text.size() < least || text.size() > most)
    return invalid(service, std::to_string(least) + " to " + std::to_string(most) + " bytes", std::move(field));
  if (looks_like_card_number(text)) return invalid(service, "no card numbers, please", std::move(field));
  return std::nullopt;
}

Refund new_refund(UnitOfWork& work, const Payment& payment, Money amount, std::string reason) {
  Refund refund;
  refund.id = work.allocate<Refund>();
  refund.payment = payment.id;
  refund.order = payment.order;
  refund.amount = amount;
  refund.reason = std::move(reason);
  return refund;
}

}  // namespace

void PaymentService::ask_again(UnitOfWork& work, RefundId id) const {
  const Refund* refund = work.find(id);
  if (refund != nullptr && refund->status == RefundStatus::Requested && refund->answer_due) send(work, *refund);
}

void PaymentService::refund_overdue(UnitOfWork& work, RefundId id) const {
  const Refund* refund = work.find(id);
  if (refund == nullptr || refund->status != RefundStatus::Requested) return;
  if (!refund->answer_due || *refund->answer_due > work.now()) return;
  if (refund->attempts < max_attempts) return ask(work, id);
  stuck(work, refund->payment, id, ProviderAction::Refund);
}

Result<RefundId> PaymentService::refund(UnitOfWork& work, const RefundOrder& command) const {
  if (work.find(command.order) == nullptr)
    return problem(Status::NotFound, "order.unknown", "there is no such order", "order_id");
  if (const auto refused = text_refused("refund", command.reason, 0, 200, "reason")) return *refused;
  const auto keys = work.find_where<&Payment::order>(command.order, 1);
  const Payment* payment = keys.empty() ? nullptr : work.find(PaymentId{keys.front()});
  if (payment == nullptr || payment->status != PaymentStatus::Captured)
    return problem(Status::Conflict, "payment.not_captured", "there is no captured money to give back", "order_id");
  const Money left = payment->captured - payment->refunded;
  const Money amount = command.amount.minor == 0 ? left : command.amount;
  if (amount.currency != left.currency) return invalid("refund", "must be the order's currency", "amount.currency");
  if (amount.minor <= 0 || amount.minor > left.minor)
    return problem(Status::Unprocessable, "refund.too_much",
                   "from 1 to " + std::to_string(left.minor) + " minor units are left", "amount.minor");
  const Money bears = command.restaurant_bears;
  if (bears.minor < 0 || bears.minor > amount.minor)
    return invalid("refund", "from 0 to the amount", "restaurant_bears.minor");
  if (bears.minor != 0 && bears.currency != amount.currency)
    return invalid("refund", "must be the order's currency", "restaurant_bears.currency");
  Refund refund = new_refund(work, *payment, amount, command.reason);
  if (bears.minor != 0) refund.restaurant_bears = bears;
  const RefundId id = refund.id;
  work.record(RefundRequested{std::move(refund)});
  ask(work, id);
  return id;
}

Outcome PaymentService::answer(UnitOfWork& work, const AnswerChallenge& command) const {
  const Payment* payment = work.find(command.payment);
  if (payment == nullptr) return unknown_payment();
  if (const auto refused = text_refused("payment", command.answer, 1, 500, "answer")) return *refused;
  if (payment->status != PaymentStatus::Challenged)
    return problem(Status::Conflict, "payment.not_challenged", "nobody waits for this answer", "payment_id");
  work.record(ChallengeAnswered{command.payment, payment->order, command.answer});
  ask(work, command.payment, ProviderAction::Confirm);
  return Done{};
}

Outcome PaymentService::approve(UnitOfWork& work, const ApproveHeldPayment& command) const {
  const Payment* payment = work.find(command.payment);
  if (payment == nullptr) return unknown_payment();
  if (const auto refused = text_refused("payment", command.note, 0, 500, "note")) return *refused;
  if (payment->status != PaymentStatus::Held)
    return problem(Status::Conflict, "payment.not_held", "nobody needs to look at this payment", "payment_id");
  const OrderId order = payment->order;
  const Money amount = payment->amount;
  close_case(work, open_case(work, command.payment, CaseKind::Held), "approved", command.note, command.by);
  if (amount.minor == 0) {  // the order was changed meanwhile and costs nothing any more
    work.record(PaymentAuthorized{command.payment, order, work.now(), amount, {}});
    return Done{};
  }
  work.record(PaymentReleased{command.payment, order, work.now(), amount, {}});
  ask(work, command.payment, ProviderAction::Authorize);
  return Done{};
}

Outcome PaymentService::refuse(UnitOfWork& work, const RefuseHeldPayment& command) const {
  const Payment* payment = work.find(command.payment);
  if (payment == nullptr) return unknown_payment();
  if (const auto refused = text_refused("payment", command.note, 1, 500, "note")) return *refused;
  if (payment->status != PaymentStatus::Held)
    return problem(Status::Conflict, "payment.not_held", "nobody needs to look at this payment", "payment_id");
  const OrderId order = payment->order;
  const Money amount = payment->amount;
  close_case(work, open_case(work, command.payment, CaseKind::Held), "refused", command.note, command.by);
  work.record(PaymentDeclined{command.payment, order, work.now(), amount, "fraud_refused"});
  return Done{};
}

void PaymentService::taken_unowed(UnitOfWork& work, PaymentId id) const {
  const Payment payment = *work.find(id);
  if (payment.captured.minor != 0) return;  // known already
  work.record(PaymentTakenUnowed{id, payment.order, payment.amount, work.now()});
  work.record(unowed_entries(work, payment.order, id, payment.amount));
  if (payment.status == PaymentStatus::Voiding) finish_void(work, id);
  Refund refund = new_refund(work, payment, payment.amount, "taken_unowed");
  refund.unowed = true;
  const RefundId refund_id = refund.id;
  work.record(RefundRequested{std::move(refund)});
  ask(work, refund_id);
}

Outcome PaymentService::settle_refund(UnitOfWork& work, const SettleStuckPayment& command) const {
  const Refund* refund = work.find(command.refund);
  if (refund == nullptr || refund->payment != command.payment)
    return problem(Status::NotFound, "payment.unknown", "there is no such refund of this payment", "refund_id");
  if (refund->status != RefundStatus::Requested || refund->answer_due)
    return problem(Status::Conflict, "payment.not_stuck", "the refund is done, or still asked for", "refund_id");
  if (command.outcome != SettledAs::Refunded && command.outcome != SettledAs::Refused)
    return invalid("payment", "a refund was refunded or refused", "outcome");
  const bool done = command.outcome == SettledAs::Refunded;
  close_case(work, open_case(work, command.payment, CaseKind::Stuck, command.refund), done ? "refunded" : "refused",
             command.note, command.by);
  finish_refund(work, command.refund, done);
  return Done{};
}

void PaymentService::settle_capture(UnitOfWork& work, const SettleStuckPayment& command) const {
  const Payment payment = *work.find(command.payment);
  if (command.outcome == SettledAs::Voided) {
    work.record(PaymentVoided{payment.id, payment.order, work.now(), payment.amount, {}});
    // The food was had all the same: restaurant and rider are owed, and the customer owes.
    if (!payment.end_charge)
      work.record(capture_entries(work, *work.find(payment.order), {}, {0, payment.amount.currency}));
    return;
  }
  finish_capture(work, payment.id);
  if (command.outcome != SettledAs::Refunded) return;
  Refund refund = new_refund(work, payment, payment.to_capture, "settled_by_people");
  const RefundId id = refund.id;
  work.record(RefundRequested{std::move(refund)});
  finish_refund(work, id, true);
}

Outcome PaymentService::settle(UnitOfWork& work, const SettleStuckPayment& command) const {
  const Payment* payment = work.find(command.payment);
  if (payment == nullptr) return unknown_payment();
  if (const auto refused = text_refused("payment", command.note, 1, 500, "note")) return *refused;
  if (command.refund) return settle_refund(work, command);
  const PaymentStatus status = payment->status;
  const bool open = status == PaymentStatus::Capturing || status == PaymentStatus::Voiding;
  const PaymentCaseId stuck_case = open_case(work, command.payment, CaseKind::Stuck);
  const PaymentCaseId contradiction = open_case(work, command.payment, CaseKind::Contradicts);
  if (!(stuck_case && open && !payment->answer_due) && !contradiction)
    return problem(Status::Conflict, "payment.not_stuck", "nobody needs to say what became of it", "payment_id");
  if (command.outcome == SettledAs::Refused) return invalid("payment", "of a refund only", "outcome");
  const auto word = std::string(settled_as_names[static_cast<std::size_t>(command.outcome)]);
  close_case(work, stuck_case, word, command.note, command.by);
  close_case(work, contradiction, word, command.note, command.by);
  if (status == PaymentStatus::Capturing) {
    settle_capture(work, command);
  } else if (command.outcome == SettledAs::Captured) {
    if (status != PaymentStatus::Captured) taken_unowed(work, command.payment);
  } else if (status == PaymentStatus::Voiding) {
    finish_void(work, command.payment);
  }
  return Done{};
}

namespace {

ProviderAnswer answer_of(const ProviderNotice& notice) {
  struct Meaning {
    ProviderAction action;
    ProviderVerdict verdict;
  };
  using A = ProviderAction;
  using V = ProviderVerdict;
  constexpr std::array<Meaning, notice_kind_names.size()> meanings{{{A::Authorize, V::Approved},
                                                                    {A::Authorize, V::Declined},
                                                                    {A::Authorize, V::Challenge},
                                                                    {A::Capture, V::Approved},
                                                                    {A::Capture, V::Declined},
                                                                    {A::Void, V::Approved},
                                                                    {A::Refund, V::Approved},
                                                                    {A::Refund, V::Declined},
                                                                    {A::Increment, V::Approved},
                                                                    {A::Increment, V::Declined},
                                                                    {A::Payout, V::Approved},
                                                                    {A::Payout, V::Declined}}};
  const Meaning meaning = meanings[static_cast<std::size_t>(notice.kind)];
  ProviderAnswer answer;
  answer.action = meaning.action;
  answer.verdict = meaning.verdict;
  answer.payment = notice.payment;
  answer.refund = notice.refund;
  answer.payout = notice.payout;
  answer.reason = notice.reason;
  answer.challenge = notice.challenge;
  answer.challenge_until = notice.challenge_until;
  return answer;
}

// A notice that changed nothing: were we further already, or does it tell of what we never asked for?
bool contradicts(UnitOfWork& work, const Payment& payment, const ProviderNotice& notice) {
  switch (notice.kind) {
    case NoticeKind::Captured:
      return payment.captured.minor == 0 && payment.status != PaymentStatus::Captured;
    case NoticeKind::Voided:
      return payment.status == PaymentStatus::Authorized || payment.status == PaymentStatus::Capturing;
    case NoticeKind::Refunded: {
      const Refund* refund = notice.refund ? work.find(notice.refund) : nullptr;
      return refund == nullptr || refund->status == RefundStatus::Refused;
    }
    default:
      return false;
  }
}

std::optional<Problem> notice_refused(UnitOfWork& work, const ProviderNotice& notice) {
  if (static_cast<std::size_t>(notice.kind) >= notice_kind_names.size())
    return invalid("payment", "no such kind of notice", "kind");
  if (const auto refused = text_refused("payment", notice.event_id, 1, 100, "event_id")) return refused;
  if (const auto refused = text_refused("payment", notice.reason, 0, 100, "reason")) return refused;
  if (const auto refused = text_refused("payment", notice.challenge, 0, 1'000, "challenge")) return refused;
  if (notice.kind == NoticeKind::PaidOut || notice.kind == NoticeKind::PayoutRefused) {
    if (work.find(notice.payout) == nullptr)
      return problem(Status::NotFound, "payment.unknown", "there is no such payout", "payout_id");
    return std::nullopt;
  }
  if (work.find(notice.payment) == nullptr) return unknown_payment();
  if (notice.refund) {
    const Refund* refund = work.find(notice.refund);
    if (refund == nullptr || refund->payment != notice.payment)
      return problem(Status::NotFound, "payment.unknown", "there is no such refund of this payment", "refund_id");
  }
  return std::nullopt;
}

}  // namespace

Result<NoticeAnswer> PaymentService::notice(UnitOfWork& work, const ProviderNotice& command) const {
  if (const auto refused = notice_refused(work, command)) return *refused;
  const auto seen = work.find_where<&SeenNotice::event_id>(command.event_id, 1);
  if (!seen.empty()) return NoticeAnswer{NoticeOutcome::Known};
  const std::size_t before = work.events().size();
  provider_answered(work, answer_of(command));
  NoticeOutcome outcome = NoticeOutcome::Applied;
  if (work.events().size() == before) {
    outcome = NoticeOutcome::Known;
    const Payment* payment = command.payment ? work.find(command.payment) : nullptr;
    if (payment != nullptr && contradicts(work, *payment, command)) {
      outcome = NoticeOutcome::Contradicts;
      if (!open_case(work, command.payment, CaseKind::Contradicts)) {
        PaymentCase opened = new_case(work, *payment, CaseKind::Contradicts, answer_of(command).action);
        opened.note = notice_kind_names[static_cast<std::size_t>(command.kind)];
        work.record(PaymentContradicted{std::move(opened)});
      }
    }
  }
  SeenNotice notice;
  notice.id = work.allocate<SeenNotice>();
  notice.event_id = command.event_id;
  notice.kind = command.kind;
  notice.payment = command.payment;
  notice.outcome = outcome;
  notice.at = work.now();
  work.record(NoticeReceived{std::move(notice)});
  return NoticeAnswer{outcome};
}

}  // namespace pizza
