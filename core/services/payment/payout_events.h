// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/payout.h"
#include "core/model/records/reconciliation.h"
#include "core/services/event_type_of.h"

namespace pizza {

// Carries all of the account as it is now.
struct PayoutAccountSet {
  static constexpr std::string_view service = "payment";
  PayoutAccount account;
  std::uint64_t aggregate() const { return account.id.value; }
  static constexpr auto description() {
    return record("PayoutAccountSet", field<&PayoutAccountSet::account>("account"));
  }
};

// All weeks up to this one have been added up; what is owed at its end is being paid out, or waits.
struct PayoutWeeksClosed {
  static constexpr std::string_view service = "payment";
  PayoutAccountId account;
  std::int64_t through_week = 0;
  std::vector<Money> owed;
  Instant next_due;
  std::uint64_t aggregate() const { return account.value; }
  static constexpr auto description() {
    return record("PayoutWeeksClosed", field<&PayoutWeeksClosed::account>("payout_account_id"),
                  field<&PayoutWeeksClosed::through_week>("through_week"), field<&PayoutWeeksClosed::owed>("owed"),
                  field<&PayoutWeeksClosed::next_due>("next_due"));
  }
};

struct PayoutRequested {
  static constexpr std::string_view service = "payment";
  Payout payout;
  std::uint64_t aggregate() const { return payout.account.value; }
  static constexpr auto description() { return record("PayoutRequested", field<&PayoutRequested::payout>("payout")); }
};

struct PayoutAsked {
  static constexpr std::string_view service = "payment";
  PayoutId payout;
  PayoutAccountId account;
  Instant answer_due;
  std::uint64_t aggregate() const { return account.value; }
  static constexpr auto description() {
    return record("PayoutAsked", field<&PayoutAsked::payout>("payout_id"),
                  field<&PayoutAsked::account>("payout_account_id"), field<&PayoutAsked::answer_due>("answer_due"));
  }
};

struct PayoutSettled {
  static constexpr std::string_view service = "payment";
  PayoutId payout;
  PayoutAccountId account;
  bool done = false;
  std::string reason;
  Instant at;
  LedgerEntryId clearing_back;  // the entry that brings it back
  std::uint64_t aggregate() const { return account.value; }
  static constexpr auto description() {
    return record("PayoutSettled", field<&PayoutSettled::payout>("payout_id"),
                  field<&PayoutSettled::account>("payout_account_id"), field<&PayoutSettled::done>("done"),
                  field<&PayoutSettled::reason>("reason"), field<&PayoutSettled::at>("at"),
                  field<&PayoutSettled::clearing_back>("clearing_back"));
  }
};

// The provider never answered within the bounded number of tries; people look.
struct PayoutStuck {
  static constexpr std::string_view service = "payment";
  PayoutId payout;
  PayoutAccountId account;
  std::uint64_t aggregate() const { return account.value; }
  static constexpr auto description() {
    return record("PayoutStuck", field<&PayoutStuck::payout>("payout_id"),
                  field<&PayoutStuck::account>("payout_account_id"));
  }
};

struct StatementReconciled {
  static constexpr std::string_view service = "payment";
  ReconciliationRun run;
  std::vector<LedgerEntryId> named;  // entries that wait for a statement no longer
  std::uint64_t aggregate() const { return run.id.value; }
  static constexpr auto description() {
    return record("StatementReconciled", field<&StatementReconciled::run>("run"),
                  field<&StatementReconciled::named>("named"));
  }
};

void fold(Changes& changes, const PayoutAccountSet& event);
void fold(Changes& changes, const PayoutWeeksClosed& event);
void fold(Changes& changes, const PayoutRequested& event);
void fold(Changes& changes, const PayoutAsked& event);
void fold(Changes& changes, const PayoutSettled& event);
void fold(Changes& changes, const PayoutStuck& event);
void fold(Changes& changes, const StatementReconciled& event);

using PayoutEvents = TypeList<PayoutAccountSet, PayoutWeeksClosed, PayoutRequested, PayoutAsked, PayoutSettled,
                              PayoutStuck, StatementReconciled>;

}  // namespace pizza
