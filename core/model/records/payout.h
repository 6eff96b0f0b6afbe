// SPDX-License-Identifier: Apache-2.0
// What is owed to restaurants and riders, and how it is paid out.
#pragma once

#include "core/model/describe.h"

namespace pizza {

using PayoutAccountId = Id<struct PayoutAccount>;

constexpr PayoutAccountId payout_account_of(RestaurantId id) {
  return {id.value * 2};
}
constexpr PayoutAccountId payout_account_of(RiderId id) {
  return {id.value * 2 + 1};
}

// Kept under its party's number: at most one a restaurant or rider. Exactly one of the two is set.
struct PayoutAccount {
  PayoutAccountId id;
  RestaurantId restaurant;
  RiderId rider;
  std::string token;              // stands for a bank account at the provider; never its number
  std::int64_t through_week = 0;  // the last week (party_week.h) that `owed` takes into account
  std::vector<Money> owed;        // at the end of that week, one a currency, 0 left out; negative: they owe us
  std::optional<Instant> next_due;
  Version version;

  static constexpr auto description() {
    return record("payout_accounts", key<&PayoutAccount::id>("payout_account_id"),
                  field<&PayoutAccount::restaurant>("restaurant_id"), field<&PayoutAccount::rider>("rider_id"),
                  field<&PayoutAccount::token>("token", Index::None, Secrecy::Secret),
                  field<&PayoutAccount::through_week>("through_week"), field<&PayoutAccount::owed>("owed"),
                  field<&PayoutAccount::next_due>("next_due", Index::Ordered),
                  field<&PayoutAccount::version>("version"));
  }
};

enum class PayoutStatus : std::uint8_t { Requested, Done, Refused };
inline constexpr std::array<std::string_view, 3> payout_status_names{"requested", "done", "refused"};
constexpr std::span<const std::string_view> names_of(PayoutStatus) {
  return payout_status_names;
}

struct Payout {
  PayoutId id;
  PayoutAccountId account;
  RestaurantId restaurant;
  RiderId rider;
  std::int64_t through_week = 0;  // all that was owed at its end
  std::int32_t entries = 0;       // of the ledger, since the payout before
  Money earned;                   // their sum; negative where more was taken back
  Money carried;                  // what was owed before them
  Money amount;                   // earned + carried
  PayoutStatus status = PayoutStatus::Requested;
  std::string reason;  // of a refusal
  std::int32_t attempts = 0;
  Instant requested_at;
  std::optional<Instant> answer_due;
  std::optional<Instant> settled_at;
  Version version;
  LedgerEntryId clearing;       // its entry of provider clearing
  LedgerEntryId clearing_back;  // where it came back

  static constexpr auto description() {
    return record("payouts", key<&Payout::id>("payout_id"), field<&Payout::account>("payout_account_id", Index::Hash),
                  field<&Payout::restaurant>("restaurant_id"), field<&Payout::rider>("rider_id"),
                  field<&Payout::through_week>("through_week"), field<&Payout::entries>("entries"),
                  field<&Payout::earned>("earned"), field<&Payout::carried>("carried"),
                  field<&Payout::amount>("amount"), field<&Payout::status>("status"), field<&Payout::reason>("reason"),
                  field<&Payout::attempts>("attempts"), field<&Payout::requested_at>("requested_at"),
                  field<&Payout::answer_due>("answer_due", Index::Ordered), field<&Payout::settled_at>("settled_at"),
                  field<&Payout::version>("version"));
  }
};

}  // namespace pizza
