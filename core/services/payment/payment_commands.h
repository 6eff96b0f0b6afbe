// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/payment.h"
#include "core/model/records/payment_desk.h"
#include "core/services/command.h"

namespace pizza {

// Gives captured money back, in whole or in part.
struct RefundOrder {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::Refund;
  OrderId order;
  Money amount;                 // zero: all that is left
  std::string reason;           // at most 200 bytes
  Money restaurant_bears = {};  // the part of it that the restaurant pays for; zero: the house pays

  static constexpr auto description() {
    return record("refund_order", field<&RefundOrder::order>("order_id"), field<&RefundOrder::amount>("amount"),
                  field<&RefundOrder::reason>("reason"), field<&RefundOrder::restaurant_bears>("restaurant_bears"));
  }
};

// The payer's device brings back what the challenge ended with.
struct AnswerChallenge {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::PlaceOrder;
  PaymentId payment;
  std::string answer;  // opaque, 1 to 500 bytes

  static constexpr auto description() {
    return record("answer_challenge", field<&AnswerChallenge::payment>("payment_id"),
                  field<&AnswerChallenge::answer>("answer", Index::None, Secrecy::Secret));
  }
};

struct ApproveHeldPayment {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::ReviewPayment;
  PaymentId payment;
  UserId by;
  std::string note;  // at most 500 bytes

  static constexpr auto description() {
    return record("approve_held_payment", field<&ApproveHeldPayment::payment>("payment_id"),
                  field<&ApproveHeldPayment::by>("by"), field<&ApproveHeldPayment::note>("note"));
  }
};

struct RefuseHeldPayment {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::ReviewPayment;
  PaymentId payment;
  UserId by;
  std::string note;  // why; needed

  static constexpr auto description() {
    return record("refuse_held_payment", field<&RefuseHeldPayment::payment>("payment_id"),
                  field<&RefuseHeldPayment::by>("by"), field<&RefuseHeldPayment::note>("note"));
  }
};

enum class SettledAs : std::uint8_t {
  Captured,  // it has taken the money
  Voided,    // it holds nothing and has taken nothing
  Refunded,  // it has taken the money and given it back; of a refund: it has given it back
  Refused,   // of a refund: it has not and will not
};
inline constexpr std::array<std::string_view, 4> settled_as_names{"captured", "voided", "refunded", "refused"};
constexpr std::span<const std::string_view> names_of(SettledAs) {
  return settled_as_names;
}

// What the provider really did, found out by people.
struct SettleStuckPayment {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::Reconcile;
  PaymentId payment;
  RefundId refund;  // none: the payment itself
  SettledAs outcome = SettledAs::Captured;
  UserId by;
  std::string note;  // how they know; needed, at most 500 bytes

  static constexpr auto description() {
    return record("settle_stuck_payment", field<&SettleStuckPayment::payment>("payment_id"),
                  field<&SettleStuckPayment::refund>("refund_id"), field<&SettleStuckPayment::outcome>("outcome"),
                  field<&SettleStuckPayment::by>("by"), field<&SettleStuckPayment::note>("note"));
  }
};

// A notice (webhook) of the provider, whose signature the edge has verified.
struct ProviderNotice {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::NotifyPayment;
  std::string event_id;  // the provider's, 1 to 100 bytes
  NoticeKind kind = NoticeKind::Authorized;
  PaymentId payment;
  RefundId refund;  // of those about a refund
  PayoutId payout;  // of those about a payout, which have no payment
  std::string reason;
  std::string challenge;  // of Challenged
  Instant challenge_until;

  static constexpr auto description() {
    return record("provider_notice", field<&ProviderNotice::event_id>("event_id"), field<&ProviderNotice::kind>("kind"),
                  field<&ProviderNotice::payment>("payment_id"), field<&ProviderNotice::refund>("refund_id"),
                  field<&ProviderNotice::payout>("payout_id"), field<&ProviderNotice::reason>("reason"),
                  field<&ProviderNotice::challenge>("challenge", Index::None, Secrecy::Secret),
                  field<&ProviderNotice::challenge_until>("challenge_until"));
  }
};

struct NoticeAnswer {
  NoticeOutcome outcome = NoticeOutcome::Applied;
  static constexpr auto description() { return record("notice_answer", field<&NoticeAnswer::outcome>("outcome")); }
};

struct SeePayment {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::SeeOrder;
  static constexpr bool is_query = true;
  PaymentId payment;

  static constexpr auto description() { return record("see_payment", field<&SeePayment::payment>("payment_id")); }
};

struct RefundView {
  RefundId refund;
  Money amount;
  RefundStatus status = RefundStatus::Requested;
  std::string reason;

  static constexpr auto description() {
    return record("refund_view", field<&RefundView::refund>("refund_id"), field<&RefundView::amount>("amount"),
                  field<&RefundView::status>("status"), field<&RefundView::reason>("reason"));
  }
};

// A payment as its payer sees it: no token of the card, no score.
struct PaymentView {
  PaymentId payment;
  OrderId order;
  PaymentStatus status = PaymentStatus::Authorizing;
  Money amount;  // held
  Money captured;
  Money refunded;
  std::string reason;
  Instant requested_at;
  std::string challenge;  // to be opened by the payer's device; empty: none is open
  std::optional<Instant> challenge_until;
  std::vector<RefundView> refunds;

  static constexpr auto description() {
    return record("payment_view", field<&PaymentView::payment>("payment_id"), field<&PaymentView::order>("order_id"),
                  field<&PaymentView::status>("status"), field<&PaymentView::amount>("amount"),
                  field<&PaymentView::captured>("captured"), field<&PaymentView::refunded>("refunded"),
                  field<&PaymentView::reason>("reason"), field<&PaymentView::requested_at>("requested_at"),
                  field<&PaymentView::challenge>("challenge"), field<&PaymentView::challenge_until>("challenge_until"),
                  field<&PaymentView::refunds>("refunds"));
  }
};

// The payments of an order, or of a person, latest first.
struct ListPayments {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::SeeOrder;
  static constexpr bool is_query = true;
  OrderId order;  // one of the two
  UserId user;
  std::int32_t limit = 0;  // 1..100; 0 = 20

  static constexpr auto description() {
    return record("list_payments", field<&ListPayments::order>("order_id"), field<&ListPayments::user>("user_id"),
                  field<&ListPayments::limit>("limit"));
  }
};

struct PaymentPage {
  std::vector<PaymentView> payments;
  static constexpr auto description() { return record("payment_page", field<&PaymentPage::payments>("payments")); }
};

// What people must look at, oldest first: held, stuck and contradicted payments.
struct ListPaymentCases {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::ReviewPayment;
  static constexpr bool is_query = true;
  std::int32_t limit = 0;  // 1..100; 0 = 20

  static constexpr auto description() { return record("list_payment_cases", field<&ListPaymentCases::limit>("limit")); }
};

struct PaymentCases {
  std::vector<PaymentCase> cases;
  static constexpr auto description() { return record("payment_cases_page", field<&PaymentCases::cases>("cases")); }
};

using PaymentCommands = TypeList<RefundOrder, AnswerChallenge, ApproveHeldPayment, RefuseHeldPayment,
                                 SettleStuckPayment, ProviderNotice, SeePayment, ListPayments, ListPaymentCases>;

}  // namespace pizza
