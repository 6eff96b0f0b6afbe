// SPDX-License-Identifier: Apache-2.0
// What is kept beside payments: how a person has paid so far, what people must look at, challenges under way, and the
// provider's notices that came in.
#pragma once

#include "core/model/describe.h"
#include "core/ports/payment_provider.h"

namespace pizza {

// Events counted over about one period: this clock period, and a share of the one before.
struct RecentCount {
  std::int64_t period = 0;  // number of the clock period since 1970
  std::int32_t now = 0;     // in it
  std::int32_t before = 0;  // in the one before

  static constexpr auto description() {
    return record("recent_count", field<&RecentCount::period>("period"), field<&RecentCount::now>("now"),
                  field<&RecentCount::before>("before"));
  }
};

// How a person has paid so far: what the fraud score is made from, kept up by the payments' folds.
struct PaymentHistory {
  UserId user;
  std::int64_t captured = 0;  // orders paid
  std::int64_t refunds = 0;
  Money usual;                // a running mean of what was captured, in the latest currency
  RecentCount unpaid_orders;  // within the hour: asked for and not captured since
  RecentCount declines;       // within the day
  Version version;

  static constexpr auto description() {
    return record("payment_histories", key<&PaymentHistory::user>("user_id"),
                  field<&PaymentHistory::captured>("captured"), field<&PaymentHistory::refunds>("refunds"),
                  field<&PaymentHistory::usual>("usual"), field<&PaymentHistory::unpaid_orders>("unpaid_orders"),
                  field<&PaymentHistory::declines>("declines"), field<&PaymentHistory::version>("version"));
  }
};

// What the fraud score counts: core/services/payment/fraud_rules.h has the points.
enum class FraudFeature : std::uint8_t {
  NewAccount,
  FirstOrder,
  LargeAmount,
  ManyOrders,
  ManyDeclines,
  FarDrop,
  HighTip,
  ManyRefunds,
};
inline constexpr std::array<std::string_view, 8> fraud_feature_names{"new_account", "first_order",   "large_amount",
                                                                     "many_orders", "many_declines", "far_drop",
                                                                     "high_tip",    "many_refunds"};
constexpr std::span<const std::string_view> names_of(FraudFeature) {
  return fraud_feature_names;
}

struct FraudReason {
  FraudFeature feature = FraudFeature::NewAccount;
  std::int32_t points = 0;

  static constexpr auto description() {
    return record("fraud_reason", field<&FraudReason::feature>("feature"), field<&FraudReason::points>("points"));
  }
};

using PaymentCaseId = Id<struct PaymentCase>;

enum class CaseKind : std::uint8_t {
  Held,        // looks like fraud; decided by a deadline at the latest
  Stuck,       // the provider does not answer a capture, a void or a refund, or refuses it
  Contradicts  // the provider says that it did what we did not ask for
};
inline constexpr std::array<std::string_view, 3> case_kind_names{"held", "stuck", "contradicts"};
constexpr std::span<const std::string_view> names_of(CaseKind) {
  return case_kind_names;
}

// Something about a payment that people must look at.
struct PaymentCase {
  PaymentCaseId id;
  PaymentId payment;
  OrderId order;
  UserId user;
  RefundId refund;  // of a stuck refund
  CaseKind kind = CaseKind::Held;
  ProviderAction action = ProviderAction::Authorize;  // what is stuck
  std::int32_t score = 0;
  std::vector<FraudReason> reasons;
  Instant opened_at;
  std::optional<Instant> open_since;  // until it is decided
  std::optional<Instant> review_due;  // of a held one: refused by itself then
  std::string outcome;                // a stable word: "approved", "refused", "expired", "released", "answered", …
  std::string note;
  UserId decided_by;
  std::optional<Instant> decided_at;
  Version version;

  static constexpr auto description() {
    return record(
        "payment_cases", key<&PaymentCase::id>("case_id"), field<&PaymentCase::payment>("payment_id", Index::Hash),
        field<&PaymentCase::order>("order_id"), field<&PaymentCase::user>("user_id"),
        field<&PaymentCase::refund>("refund_id"), field<&PaymentCase::kind>("kind"),
        field<&PaymentCase::action>("action"), field<&PaymentCase::score>("score"),
        field<&PaymentCase::reasons>("reasons"), field<&PaymentCase::opened_at>("opened_at"),
        field<&PaymentCase::open_since>("open_since", Index::Ordered),
        field<&PaymentCase::review_due>("review_due", Index::Ordered), field<&PaymentCase::outcome>("outcome"),
        field<&PaymentCase::note>("note"), field<&PaymentCase::decided_by>("decided_by"),
        field<&PaymentCase::decided_at>("decided_at"), field<&PaymentCase::version>("version"));
  }
};

// The payer must prove who they are (3-D Secure). Kept under the payment's number.
struct PaymentChallenge {
  PaymentId payment;
  OrderId order;
  std::string token;             // for the payer's device: where the provider asks its question; opaque
  std::string answer;            // what the device brought back; opaque
  std::optional<Instant> until;  // given up then; set while the payer is waited for
  Version version;

  static constexpr auto description() {
    return record("payment_challenges", key<&PaymentChallenge::payment>("payment_id"),
                  field<&PaymentChallenge::order>("order_id"),
                  field<&PaymentChallenge::token>("token", Index::None, Secrecy::Secret),
                  field<&PaymentChallenge::answer>("answer", Index::None, Secrecy::Secret),
                  field<&PaymentChallenge::until>("until", Index::Ordered),
                  field<&PaymentChallenge::version>("version"), keep_for(days(30)));
  }
};

using NoticeId = Id<struct SeenNotice>;

enum class NoticeKind : std::uint8_t {
  Authorized,
  Declined,
  Challenged,
  Captured,
  CaptureRefused,
  Voided,
  Refunded,
  RefundRefused,
  Incremented,
  IncrementRefused,
  PaidOut,
  PayoutRefused,
};
inline constexpr std::array<std::string_view, 12> notice_kind_names{
    "authorized", "declined",       "challenged",  "captured",          "capture_refused", "voided",
    "refunded",   "refund_refused", "incremented", "increment_refused", "paid_out",        "payout_refused"};
constexpr std::span<const std::string_view> names_of(NoticeKind) {
  return notice_kind_names;
}

enum class NoticeOutcome : std::uint8_t {
  Applied,      // it was what we waited for
  Known,        // we were further already: doubled, late or out of order
  Contradicts,  // it tells of what we did not ask for; people look
};
inline constexpr std::array<std::string_view, 3> notice_outcome_names{"applied", "known", "contradicts"};
constexpr std::span<const std::string_view> names_of(NoticeOutcome) {
  return notice_outcome_names;
}

// A notice of the provider that came in; the next with the same event id changes nothing.
struct SeenNotice {
  NoticeId id;
  std::string event_id;
  NoticeKind kind = NoticeKind::Authorized;
  PaymentId payment;
  NoticeOutcome outcome = NoticeOutcome::Applied;
  Instant at;
  Version version;

  static constexpr auto description() {
    return record("seen_notices", key<&SeenNotice::id>("notice_id"),
                  field<&SeenNotice::event_id>("event_id", Index::Unique), field<&SeenNotice::kind>("kind"),
                  field<&SeenNotice::payment>("payment_id"), field<&SeenNotice::outcome>("outcome"),
                  field<&SeenNotice::at>("at"), field<&SeenNotice::version>("version"), keep_for(days(30)));
  }
};

}  // namespace pizza
