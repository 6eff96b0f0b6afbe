// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/payment.h"
#include "core/model/records/payment_desk.h"
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

// The reason of a capture that takes what a cancelled order costs.
inline constexpr std::string_view end_charge_reason = "end_charge";
// The reason of a refused adjustment: another one is on its way, which this one leaves alone.
inline constexpr std::string_view adjust_busy = "adjusting";

constexpr std::string_view payment_event_name(PaymentStatus to) {
  switch (to) {
    case PaymentStatus::Authorized:
      return "PaymentAuthorized";
    case PaymentStatus::Declined:
      return "PaymentDeclined";
    case PaymentStatus::Capturing:
      return "PaymentCaptureBegun";
    case PaymentStatus::Captured:
      return "PaymentCaptured";
    case PaymentStatus::Voiding:
      return "PaymentVoidBegun";
    case PaymentStatus::Voided:
      return "PaymentVoided";
    case PaymentStatus::Failed:
      return "PaymentFailed";
    case PaymentStatus::Authorizing:
      return "PaymentReleased";  // by people: the provider is asked now
    case PaymentStatus::Incrementing:
      return "PaymentIncrementBegun";
    default:
      return "";
  }
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
using PaymentReleased = PaymentMoved<PaymentStatus::Authorizing>;
using PaymentIncrementBegun = PaymentMoved<PaymentStatus::Incrementing>;

// The order costs this now, and so much is held for it. Less is wanted: the capture will take less. More: the provider
// holds it.
struct PaymentAdjusted {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  Money amount;
  Money held;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentAdjusted", field<&PaymentAdjusted::payment>("payment_id"),
                  field<&PaymentAdjusted::order>("order_id"), field<&PaymentAdjusted::amount>("amount"),
                  field<&PaymentAdjusted::held>("held"), field<&PaymentAdjusted::at>("at"));
  }
};

// More will be asked for as soon as the provider holds what it was asked for first.
struct PaymentAdjustWanted {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  Money amount;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentAdjustWanted", field<&PaymentAdjustWanted::payment>("payment_id"),
                  field<&PaymentAdjustWanted::order>("order_id"), field<&PaymentAdjustWanted::amount>("amount"));
  }
};

// The provider will not hold more; what it held it still holds.
struct PaymentAdjustRefused {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  Money amount;  // what was wanted
  Money held;
  std::string reason;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentAdjustRefused", field<&PaymentAdjustRefused::payment>("payment_id"),
                  field<&PaymentAdjustRefused::order>("order_id"), field<&PaymentAdjustRefused::amount>("amount"),
                  field<&PaymentAdjustRefused::held>("held"), field<&PaymentAdjustRefused::reason>("reason"),
                  field<&PaymentAdjustRefused::at>("at"));
  }
};

// A provider that never answers a capture, a void or a refund within the bounded number of tries, or refuses it. Nobody
// is asked any more; people decide (SettleStuckPayment), unless an answer comes after all.
struct PaymentStuck {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  ProviderAction action = ProviderAction::Capture;
  PaymentCase opened;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentStuck", field<&PaymentStuck::payment>("payment_id"), field<&PaymentStuck::order>("order_id"),
                  field<&PaymentStuck::action>("action"), field<&PaymentStuck::opened>("opened"));
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

// It looks like fraud: the order waits until people have looked, or the time for it is over.
struct PaymentHeld {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  PaymentCase opened;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentHeld", field<&PaymentHeld::payment>("payment_id"), field<&PaymentHeld::order>("order_id"),
                  field<&PaymentHeld::opened>("opened"));
  }
};

// The provider says that it did what it was not asked for.
struct PaymentContradicted {
  static constexpr std::string_view service = "payment";
  PaymentCase opened;
  std::uint64_t aggregate() const { return opened.order.value; }
  static constexpr auto description() {
    return record("PaymentContradicted", field<&PaymentContradicted::opened>("opened"));
  }
};

struct PaymentCaseClosed {
  static constexpr std::string_view service = "payment";
  PaymentCaseId id;
  OrderId order;
  std::string outcome;
  std::string note;
  UserId by;  // none: by itself
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentCaseClosed", field<&PaymentCaseClosed::id>("case_id"),
                  field<&PaymentCaseClosed::order>("order_id"), field<&PaymentCaseClosed::outcome>("outcome"),
                  field<&PaymentCaseClosed::note>("note"), field<&PaymentCaseClosed::by>("by"),
                  field<&PaymentCaseClosed::at>("at"));
  }
};

// The payer must prove who they are: their device opens the challenge.
struct PaymentChallenged {
  static constexpr std::string_view service = "payment";
  PaymentChallenge challenge;
  UserId user;
  std::uint64_t aggregate() const { return challenge.order.value; }
  static constexpr auto description() {
    return record("PaymentChallenged", field<&PaymentChallenged::challenge>("challenge"),
                  field<&PaymentChallenged::user>("user_id"));
  }
};

struct ChallengeAnswered {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  std::string answer;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("ChallengeAnswered", field<&ChallengeAnswered::payment>("payment_id"),
                  field<&ChallengeAnswered::order>("order_id"),
                  field<&ChallengeAnswered::answer>("answer", Index::None, Secrecy::Secret));
  }
};

// The provider took money that nobody owed; a refund of all of it goes its way at once.
struct PaymentTakenUnowed {
  static constexpr std::string_view service = "payment";
  PaymentId payment;
  OrderId order;
  Money amount;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PaymentTakenUnowed", field<&PaymentTakenUnowed::payment>("payment_id"),
                  field<&PaymentTakenUnowed::order>("order_id"), field<&PaymentTakenUnowed::amount>("amount"),
                  field<&PaymentTakenUnowed::at>("at"));
  }
};

struct NoticeReceived {
  static constexpr std::string_view service = "payment";
  SeenNotice notice;
  std::uint64_t aggregate() const { return notice.payment.value; }
  static constexpr auto description() { return record("NoticeReceived", field<&NoticeReceived::notice>("notice")); }
};

void fold(Changes& changes, const PaymentRequested& event);
void fold(Changes& changes, const ProviderAsked& event);
void fold(Changes& changes, const PaymentReleaseWanted& event);
void fold_payment(Changes& changes, PaymentId payment, PaymentStatus to, Money amount, const std::string& reason,
                  Instant at);
void fold(Changes& changes, const PaymentAdjusted& event);
void fold(Changes& changes, const PaymentAdjustWanted& event);
void fold(Changes& changes, const PaymentAdjustRefused& event);
void fold(Changes& changes, const PaymentHeld& event);
void fold(Changes& changes, const PaymentContradicted& event);
void fold(Changes& changes, const PaymentCaseClosed& event);
void fold(Changes& changes, const PaymentChallenged& event);
void fold(Changes& changes, const ChallengeAnswered& event);
void fold(Changes& changes, const PaymentTakenUnowed& event);
void fold(Changes& changes, const NoticeReceived& event);
void fold(Changes& changes, const PaymentStuck& event);
void fold(Changes& changes, const RefundRequested& event);
void fold(Changes& changes, const RefundAsked& event);
void fold(Changes& changes, const RefundSettled& event);
void fold(Changes& changes, const LedgerPosted& event);

template <PaymentStatus To>
void fold(Changes& changes, const PaymentMoved<To>& event) {
  fold_payment(changes, event.payment, To, event.amount, event.reason, event.at);
}

using PaymentEvents =
    TypeList<PaymentRequested, ProviderAsked, PaymentReleaseWanted, PaymentAuthorized, PaymentDeclined,
             PaymentCaptureBegun, PaymentCaptured, PaymentVoidBegun, PaymentVoided, PaymentFailed, PaymentStuck,
             RefundRequested, RefundAsked, RefundSettled, LedgerPosted, PaymentReleased, PaymentIncrementBegun,
             PaymentAdjusted, PaymentAdjustWanted, PaymentAdjustRefused, PaymentHeld, PaymentContradicted,
             PaymentCaseClosed, PaymentChallenged, ChallengeAnswered, PaymentTakenUnowed, NoticeReceived>;

}  // namespace pizza
