// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/payout_events.h"

namespace pizza {

void fold(Changes& changes, const PayoutAccountSet& event) {
  if (changes.find(event.account.id) == nullptr) {
    changes.insert(event.account);
    return;
  }
  PayoutAccount& account = changes.edit(event.account.id);
  const Version version = account.version;
  account = event.account;
  account.version = version;
}

void fold(Changes& changes, const PayoutWeeksClosed& event) {
  PayoutAccount& account = changes.edit(event.account);
  account.through_week = event.through_week;
  account.owed = event.owed;
  account.next_due = event.next_due;
}

void fold(Changes& changes, const PayoutRequested& event) {
  changes.insert(event.payout);
}

void fold(Changes& changes, const PayoutAsked& event) {
  Payout& payout = changes.edit(event.payout);
  ++payout.attempts;
  payout.answer_due = event.answer_due;
}

void fold(Changes& changes, const PayoutSettled& event) {
  Payout& payout = changes.edit(event.payout);
  payout.status = event.done ? PayoutStatus::Done : PayoutStatus::Refused;
  payout.reason = event.reason;
  payout.settled_at = event.at;
  payout.clearing_back = event.clearing_back;
  payout.answer_due.reset();
}

void fold(Changes& changes, const PayoutStuck& event) {
  changes.edit(event.payout).answer_due.reset();
}

void fold(Changes& changes, const StatementReconciled& event) {
  changes.insert(event.run);
  for (const LedgerEntryId id : event.named) changes.edit(id).open_since.reset();
}

}  // namespace pizza
