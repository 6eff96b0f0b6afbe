// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/services/payment/payment_events.h"
#include "core/services/payment/payout_commands.h"
#include "core/services/payment/payout_events.h"

namespace pizza {

// Restaurants and riders are paid once a week, on Monday at 04:00 UTC, what they were owed at the end of the last week
// (party_week.h): one payout a currency, through the provider, out of what it owes us. A payout is an entry in the
// party's own account like any other, so what was paid is subtracted from what comes later, and what comes back adds
// to it. A week is added up once: however often payouts are run, nothing goes out twice. Who owes us keeps owing: the
// balance is carried to the next week. Who has given no account is owed until they do, up to ten years back.
class PayoutService {
 public:
  static constexpr std::int32_t max_attempts = 12;
  static constexpr std::int64_t weeks_back = 520;

  // Problems: payout.invalid (names the field), payout.unknown.
  Outcome set_account(UnitOfWork& work, const SetPayoutAccount& command) const;
  Result<PayoutsRun> run(UnitOfWork& work, const RunPayouts& command) const;
  // Problems: payout.unknown, payout.not_stuck, payout.invalid.
  Outcome settle(UnitOfWork& work, const SettleStuckPayout& command) const;
  // Problems: payout.invalid, restaurant.unknown.
  Result<PayoutPage> see(UnitOfWork& work, const SeePayouts& query) const;
  Result<Takings> takings(UnitOfWork& work, const SeeTakings& query) const;

  // Adds up the weeks that have ended and pays; gives the number of payouts.
  std::int32_t pay(UnitOfWork& work, PayoutAccountId account) const;

  void due(UnitOfWork& work, PayoutAccountId account) const;
  void overdue(UnitOfWork& work, PayoutId payout) const;
  void ask_again(UnitOfWork& work, PayoutId payout) const;
  void provider_answered(UnitOfWork& work, const ProviderAnswer& answer) const;
};

// Compares statements with the entries of provider clearing that none has named yet, by the number of the payment,
// refund or payout. An entry is missed when no statement names it within two days after its own time.
class ReconcileService {
 public:
  static constexpr Duration patience = days(2);
  static constexpr std::size_t max_lines = 5'000;
  static constexpr std::size_t max_findings = 1'000;
  static constexpr std::size_t max_open = 100'000;  // entries that are counted as pending

  // Problems: reconcile.invalid (names the field), reconcile.known.
  Result<ReconciliationRun> reconcile(UnitOfWork& work, const ReconcileStatement& command) const;
  // Problems: reconcile.unknown.
  Result<ReconciliationRun> see(UnitOfWork& work, const SeeReconciliation& query) const;
};

Outcome handle(UnitOfWork& work, const SetPayoutAccount& command);
Result<PayoutsRun> handle(UnitOfWork& work, const RunPayouts& command);
Outcome handle(UnitOfWork& work, const SettleStuckPayout& command);
Result<PayoutPage> handle(UnitOfWork& work, const SeePayouts& query);
Result<Takings> handle(UnitOfWork& work, const SeeTakings& query);
Result<ReconciliationRun> handle(UnitOfWork& work, const ReconcileStatement& command);
Result<ReconciliationRun> handle(UnitOfWork& work, const SeeReconciliation& query);
Subject subject_of(UnitOfWork& work, const SetPayoutAccount& command);
Subject subject_of(UnitOfWork& work, const RunPayouts& command);
Subject subject_of(UnitOfWork& work, const SettleStuckPayout& command);
Subject subject_of(UnitOfWork& work, const SeePayouts& query);
Subject subject_of(UnitOfWork& work, const SeeTakings& query);
Subject subject_of(UnitOfWork& work, const ReconcileStatement& command);
Subject subject_of(UnitOfWork& work, const SeeReconciliation& query);

}  // namespace pizza
