// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"

namespace pizza {

enum class PaymentStatus : std::uint8_t {
  Authorizing,
  Authorized,
  Declined,
  Capturing,
  Captured,
  Voiding,
  Voided,
  Failed,  // the provider never said whether it holds the money, and it was told to let it go
};
inline constexpr std::array<std::string_view, 8> payment_status_names{
    "authorizing", "authorized", "declined", "capturing", "captured", "voiding", "voided", "failed"};
constexpr std::span<const std::string_view> names_of(PaymentStatus) {
  return payment_status_names;
}

struct Payment {
  PaymentId id;
  OrderId order;
  UserId user;
  PaymentStatus status = PaymentStatus::Authorizing;
  Money amount;
  Money captured;
  Money refunded;                     // refunds that are done or under way
  std::string method_token;           // stands for a card at the provider
  std::int32_t attempts = 0;          // requests sent for the present step
  bool release_wanted = false;        // let the money go as soon as the provider has answered
  std::string reason;                 // of a decline or failure
  std::optional<Instant> answer_due;  // ask again then; set while an answer is awaited
  Version version;

  static constexpr auto description() {
    return record("payments", key<&Payment::id>("payment_id"), field<&Payment::order>("order_id", Index::Hash),
                  field<&Payment::user>("user_id", Index::Hash), field<&Payment::status>("status"),
                  field<&Payment::amount>("amount"), field<&Payment::captured>("captured"),
                  field<&Payment::refunded>("refunded"),
                  field<&Payment::method_token>("method_token", Index::None, Secrecy::Secret),
                  field<&Payment::attempts>("attempts"), field<&Payment::release_wanted>("release_wanted"),
                  field<&Payment::reason>("reason"), field<&Payment::answer_due>("answer_due", Index::Ordered),
                  field<&Payment::version>("version"), shard_by<&Payment::user>());
  }
};

enum class RefundStatus : std::uint8_t { Requested, Done, Refused };
inline constexpr std::array<std::string_view, 3> refund_status_names{"requested", "done", "refused"};
constexpr std::span<const std::string_view> names_of(RefundStatus) {
  return refund_status_names;
}

struct Refund {
  RefundId id;
  PaymentId payment;
  OrderId order;
  Money amount;
  std::string reason;
  RefundStatus status = RefundStatus::Requested;
  std::int32_t attempts = 0;
  std::optional<Instant> answer_due;
  Version version;

  static constexpr auto description() {
    return record("refunds", key<&Refund::id>("refund_id"), field<&Refund::payment>("payment_id", Index::Hash),
                  field<&Refund::order>("order_id", Index::Hash), field<&Refund::amount>("amount"),
                  field<&Refund::reason>("reason"), field<&Refund::status>("status"),
                  field<&Refund::attempts>("attempts"), field<&Refund::answer_due>("answer_due", Index::Ordered),
                  field<&Refund::version>("version"));
  }
};

enum class Account : std::uint8_t {
  ProviderClearing,   // what the provider owes us
  RestaurantPayable,  // what we owe restaurants
  RiderPayable,       // delivery fee and tip
  TaxPayable,
  Commission,          // ours
  Refunds,             // what we gave back at our own cost
  CustomerReceivable,  // what customers owe us
  Promotions,          // discounts and points at the house's cost
  Fees,                // small-order and cancellation fees, ours
  ProviderFees,        // what the provider keeps
  Bank,                // what was paid out or came in
};
inline constexpr std::array<std::string_view, 11> account_names{
    "provider_clearing",   "restaurant_payable", "rider_payable", "tax_payable",   "commission", "refunds",
    "customer_receivable", "promotions",         "fees",          "provider_fees", "bank"};
constexpr std::span<const std::string_view> names_of(Account) {
  return account_names;
}

// One line of the double-entry ledger. Debits are positive, credits negative; the entries of one event sum to 0.
struct LedgerEntry {
  LedgerEntryId id;
  OrderId order;
  Account account = Account::ProviderClearing;
  Money amount;
  Instant at;
  Version version;

  static constexpr auto description() {
    return record("ledger_entries", key<&LedgerEntry::id>("ledger_entry_id"),
                  field<&LedgerEntry::order>("order_id", Index::Hash), field<&LedgerEntry::account>("account"),
                  field<&LedgerEntry::amount>("amount"), field<&LedgerEntry::at>("at"),
                  field<&LedgerEntry::version>("version"));
  }
};

}  // namespace pizza
