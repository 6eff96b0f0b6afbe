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
  Failed,        // the provider never said whether it holds the money, and it was told to let it go
  Held,          // looks like fraud: people must look before the provider is asked
  Challenged,    // the payer must prove who they are (3-D Secure)
  Confirming,    // and did; the provider is asked what came of it
  Incrementing,  // the provider is asked to hold more
};
inline constexpr std::array<std::string_view, 12> payment_status_names{
    "authorizing", "authorized", "declined", "capturing",  "captured",   "voiding",
    "voided",      "failed",     "held",     "challenged", "confirming", "incrementing"};
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
  Instant requested_at;
  Money wanted;                 // what the order costs since it was changed; zero: `amount`
  Money to_capture;             // asked for by the present capture; zero before any
  bool end_charge = false;      // what is captured is not the order but what its end costs
  std::int32_t increments = 0;  // how often more was asked for
  std::int32_t risk = 0;        // points of core/services/payment/fraud_rules.h

  static constexpr auto description() {
    return record("payments", key<&Payment::id>("payment_id"), field<&Payment::order>("order_id", Index::Hash),
                  field<&Payment::user>("user_id", Index::Hash), field<&Payment::status>("status"),
                  field<&Payment::amount>("amount"), field<&Payment::captured>("captured"),
                  field<&Payment::refunded>("refunded"),
                  field<&Payment::method_token>("method_token", Index::None, Secrecy::Secret),
                  field<&Payment::attempts>("attempts"), field<&Payment::release_wanted>("release_wanted"),
                  field<&Payment::reason>("reason"), field<&Payment::answer_due>("answer_due", Index::Ordered),
                  field<&Payment::version>("version"), field<&Payment::requested_at>("requested_at"),
                  field<&Payment::wanted>("wanted"), field<&Payment::to_capture>("to_capture"),
                  field<&Payment::end_charge>("end_charge"), field<&Payment::increments>("increments"),
                  field<&Payment::risk>("risk"), shard_by<&Payment::user>());
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
  Money restaurant_bears;  // the part of the amount that the restaurant pays for
  bool unowed = false;     // of money that should never have been taken

  static constexpr auto description() {
    return record("refunds", key<&Refund::id>("refund_id"), field<&Refund::payment>("payment_id", Index::Hash),
                  field<&Refund::order>("order_id", Index::Hash), field<&Refund::amount>("amount"),
                  field<&Refund::reason>("reason"), field<&Refund::status>("status"),
                  field<&Refund::attempts>("attempts"), field<&Refund::answer_due>("answer_due", Index::Ordered),
                  field<&Refund::version>("version"), field<&Refund::restaurant_bears>("restaurant_bears"),
                  field<&Refund::unowed>("unowed"));
  }
};

enum class Account : std::uint8_t {
  ProviderClearing,   // what the provider owes us
  RestaurantPayable,  // what we owe restaurants
  RiderPayable,       // delivery fees, owed to riders
  TaxPayable,
  Commission,          // ours
  Refunds,             // what we gave back at our own cost
  CustomerReceivable,  // what customers owe us: food that they had and that could not be charged
  Promotions,          // discounts and points at the house's cost
  Fees,                // small-order and cancellation fees, ours
  ProviderFees,        // what the provider keeps
  Bank,                // what the provider paid to us
  Tips,                // owed to riders
};
inline constexpr std::array<std::string_view, 12> account_names{
    "provider_clearing",   "restaurant_payable", "rider_payable", "tax_payable",   "commission", "refunds",
    "customer_receivable", "promotions",         "fees",          "provider_fees", "bank",       "tips"};
constexpr std::span<const std::string_view> names_of(Account) {
  return account_names;
}

// What an entry was written for.
enum class Posting : std::uint8_t {
  Capture,      // a delivered order
  EndCharge,    // what a cancelled or failed order costs all the same
  Refund,       // given back
  Payout,       // sent to a restaurant or a rider
  PayoutBack,   // and refused
  ProviderFee,  // of a statement
  Settlement,   // of a statement: the provider paid us
  Unowed,       // taken by the provider although nothing was owed
};
inline constexpr std::array<std::string_view, 8> posting_names{"capture",     "end_charge",   "refund",     "payout",
                                                               "payout_back", "provider_fee", "settlement", "unowed"};
constexpr std::span<const std::string_view> names_of(Posting) {
  return posting_names;
}

// One line of the double-entry ledger. Debits are positive, credits negative; the entries of one event sum to 0.
struct LedgerEntry {
  LedgerEntryId id;
  OrderId order;
  Account account = Account::ProviderClearing;
  Money amount;
  Instant at;
  Version version;
  Posting posting = Posting::Capture;
  std::uint64_t source = 0;  // the payment's number; the refund's of a Refund, the payout's of a Payout
  RestaurantId restaurant;   // of what is owed to one
  RiderId rider;             // of what is owed to one
  // Of what is owed to somebody: party and week together (core/services/payment/party_week.h), so that a week's account
  // is found without looking at others.
  std::optional<std::uint64_t> statement;
  std::optional<Instant> open_since;  // of provider clearing: set until a statement of the provider has named it

  static constexpr auto description() {
    return record("ledger_entries", key<&LedgerEntry::id>("ledger_entry_id"),
                  field<&LedgerEntry::order>("order_id", Index::Hash), field<&LedgerEntry::account>("account"),
                  field<&LedgerEntry::amount>("amount"), field<&LedgerEntry::at>("at"),
                  field<&LedgerEntry::version>("version"), field<&LedgerEntry::posting>("posting"),
                  field<&LedgerEntry::source>("source"), field<&LedgerEntry::restaurant>("restaurant_id"),
                  field<&LedgerEntry::rider>("rider_id"), field<&LedgerEntry::statement>("statement", Index::Hash),
                  field<&LedgerEntry::open_since>("open_since", Index::Ordered));
  }
};

}  // namespace pizza
