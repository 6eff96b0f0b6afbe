// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/payment.h"
#include "core/ports/payment_provider.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct PaymentRequested {
  static constexpr std::string_view service = "payment";
  Payment payment;
  std::uint64_t aggregate() const { return payment.order.value; }
  static constexpr auto description() {
    return record("PaymentRequested", field<&PaymentRequested::payment>("payment"));
  }
};

// A request went to the provider; ask again when it has not answered by then.
struct ProviderAsked {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  ProviderAction action = ProviderAction::Authorize;
  Instant answer_due;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("ProviderAsked", field<&ProviderAsked::payment>("payment_id"),
                  field<&ProviderAsked::order>("order_id"), field<&ProviderAsked::action>("action"),
                  field<&ProviderAsked::answer_due>("answer_due"));
  }
};

// The order does not want the money any more; it goes back as soon as the provider has said what it holds.
struct PaymentReleaseWanted {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentReleaseWanted", field<&PaymentReleaseWanted::payment>("payment_id"),
                  field<&PaymentReleaseWanted::order>("order_id"));
  }
};

constexpr std::string_view payment_event_name(PaymentStatus to) {
  constexpr std::array<std::string_view, 8> names{"",
                                                  "PaymentAuthorized",
                                                  "PaymentDeclined",
                                                  "PaymentCaptureBegun",
                                                  "PaymentCaptured",
                                                  "PaymentVoidBegun",
                                                  "PaymentVoided",
                                                  "PaymentFailed"};
  return names[static_cast<std::size_t>(to)];
}

template <PaymentStatus To>
struct PaymentMoved {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  Instant at;
  Money amount;
  std::string reason;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record(payment_event_name(To), field<&PaymentMoved::payment>("payment_id"),
                  field<&PaymentMoved::order>("order_id"), field<&PaymentMoved::at>("at"),
                  field<&PaymentMoved::amount>("amount"), field<&PaymentMoved::reason>("reason"));
  }
};
using PaymentAuthorized = PaymentMoved<PaymentStatus::Authorized>;
using PaymentDeclined = PaymentMoved<PaymentStatus::Declined>;
using PaymentCaptureBegun = PaymentMoved<PaymentStatus::Capturing>;
using PaymentCaptured = PaymentMoved<PaymentStatus::Captured>;
using PaymentVoidBegun = PaymentMoved<PaymentStatus::Voiding>;
using PaymentVoided = PaymentMoved<PaymentStatus::Voided>;
using PaymentFailed = PaymentMoved<PaymentStatus::Failed>;

// A provider that never answers a capture, a void or a refund within the bounded number of tries.
struct PaymentStuck {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  ProviderAction action = ProviderAction::Capture;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentStuck", field<&PaymentStuck::payment>("payment_id"), field<&PaymentStuck::order>("order_id"),
                  field<&PaymentStuck::action>("action"));
  }
};

struct RefundRequested {
  static constexpr std::string_view service = "payment";
  Refund refund;
  std::uint64_t aggregate() const { return refund.order.value; }
  static constexpr auto description() { return record("RefundRequested", field<&RefundRequested::refund>("refund")); }
};

struct RefundAsked {
  static constexpr std::string_view service = "payment";
  RefundId refund;
  OrderId order;
  Instant answer_due;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("RefundAsked", field<&RefundAsked::refund>("refund_id"), field<&RefundAsked::order>("order_id"),
                  field<&RefundAsked::answer_due>("answer_due"));
  }
};

struct RefundSettled {
  static constexpr std::string_view service = "payment";
  RefundId refund;
  PaymentId payment;
  OrderId order;
  Money amount;
  bool done = false;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("RefundSettled", field<&RefundSettled::refund>("refund_id"),
                  field<&RefundSettled::payment>("payment_id"), field<&RefundSettled::order>("order_id"),
                  field<&RefundSettled::amount>("amount"), field<&RefundSettled::done>("done"));
  }
};

// Entries of one business event; they sum to 0.
struct LedgerPosted {
  static constexpr std::string_view service = "payment";
  OrderId order;
  std::vector<LedgerEntry> entries;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("LedgerPosted", field<&LedgerPosted::order>("order_id"), field<&LedgerPosted::entries>("entries"));
  }
};

void fold(Changes& changes, const PaymentRequested& event);
void fold(Changes& changes, const ProviderAsked& event);
void fold(Changes& changes, const PaymentReleaseWanted& event);
void fold_payment(Changes& changes, PaymentId payment, PaymentStatus to, Money amount, const std::string& reason);
void fold(Changes& changes, const PaymentStuck& event);
void fold(Changes& changes, const RefundRequested& event);
void fold(Changes& changes, const RefundAsked& event);
void fold(Changes& changes, const RefundSettled& event);
void fold(Changes& changes, const LedgerPosted& event);

template <PaymentStatus To>
void fold(Changes& changes, const PaymentMoved<To>& event) {
  fold_payment(changes, event.payment, To, event.amount, event.reason);
}

using PaymentEvents = TypeList<PaymentRequested, ProviderAsked, PaymentReleaseWanted, PaymentAuthorized,
                               PaymentDeclined, PaymentCaptureBegun, PaymentCaptured, PaymentVoidBegun, PaymentVoided,
                               PaymentFailed, PaymentStuck, RefundRequested, RefundAsked, RefundSettled, LedgerPosted>;

}  // namespace pizza
