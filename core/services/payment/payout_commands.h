// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/payout.h"
#include "core/model/records/reconciliation.h"
#include "core/services/command.h"

namespace pizza {

// Where a restaurant's or a rider's money goes; another takes the place of the first.
struct SetPayoutAccount {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::ManagePayout;
  RestaurantId restaurant;  // one of the two
  RiderId rider;
  std::string token;  // of the provider for a bank account, 1 to 200 bytes; never the account's number

  static constexpr auto description() {
    return record("set_payout_account", field<&SetPayoutAccount::restaurant>("restaurant_id"),
                  field<&SetPayoutAccount::rider>("rider_id"),
                  field<&SetPayoutAccount::token>("token", Index::None, Secrecy::Secret));
  }
};

// Pays out what is due now, without waiting for the timers.
struct RunPayouts {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::Reconcile;

  std::int32_t limit = 0;  // accounts to look at, 1..500; 0 = 500

  static constexpr auto description() { return record("run_payouts", field<&RunPayouts::limit>("limit")); }
};

struct PayoutsRun {
  std::int32_t accounts = 0;  // looked at
  std::int32_t payouts = 0;   // made

  static constexpr auto description() {
    return record("payouts_run", field<&PayoutsRun::accounts>("accounts"), field<&PayoutsRun::payouts>("payouts"));
  }
};

// What became of a payout that the provider never answered, found out by people.
struct SettleStuckPayout {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::Reconcile;
  PayoutId payout;
  bool done = false;
  std::string note;  // how they know; needed, at most 100 bytes

  static constexpr auto description() {
    return record("settle_stuck_payout", field<&SettleStuckPayout::payout>("payout_id"),
                  field<&SettleStuckPayout::done>("done"), field<&SettleStuckPayout::note>("note"));
  }
};

struct SeePayouts {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::ManagePayout;
  static constexpr bool is_query = true;
  RestaurantId restaurant;  // one of the two
  RiderId rider;
  std::int32_t limit = 0;  // 1..100; 0 = 20

  static constexpr auto description() {
    return record("see_payouts", field<&SeePayouts::restaurant>("restaurant_id"), field<&SeePayouts::rider>("rider_id"),
                  field<&SeePayouts::limit>("limit"));
  }
};

struct PayoutPage {
  bool account_set = false;
  std::optional<Instant> next_due;
  std::vector<Money> carried;   // owed at the end of the last closed week; negative: owed to us
  std::vector<Payout> payouts;  // latest first

  static constexpr auto description() {
    return record("payout_page", field<&PayoutPage::account_set>("account_set"),
                  field<&PayoutPage::next_due>("next_due"), field<&PayoutPage::carried>("carried"),
                  field<&PayoutPage::payouts>("payouts"));
  }
};

// A restaurant's takings, day by day of its local time.
struct SeeTakings {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::SeeTakings;
  static constexpr bool is_query = true;
  RestaurantId restaurant;
  Instant from;
  Instant to;  // not included; at most 62 days later

  static constexpr auto description() {
    return record("see_takings", field<&SeeTakings::restaurant>("restaurant_id"), field<&SeeTakings::from>("from"),
                  field<&SeeTakings::to>("to"));
  }
};

struct TakingsOfDay {
  std::int64_t day = 0;  // since 1970-01-01
  std::int32_t orders = 0;
  Money items;         // delivered, before discounts
  Money discount;      // the restaurant's own
  Money tax_included;  // passed on
  Money commission;    // kept by the house
  Money end_charges;   // the restaurant's part of what cancelled orders cost
  Money refunds;       // borne by the restaurant
  Money earned;        // items - discount - tax_included - commission + end_charges - refunds

  static constexpr auto description() {
    return record("takings_of_day", field<&TakingsOfDay::day>("day"), field<&TakingsOfDay::orders>("orders"),
                  field<&TakingsOfDay::items>("items"), field<&TakingsOfDay::discount>("discount"),
                  field<&TakingsOfDay::tax_included>("tax_included"), field<&TakingsOfDay::commission>("commission"),
                  field<&TakingsOfDay::end_charges>("end_charges"), field<&TakingsOfDay::refunds>("refunds"),
                  field<&TakingsOfDay::earned>("earned"));
  }
};

struct Takings {
  std::vector<TakingsOfDay> days;  // with anything in them, ascending
  TakingsOfDay total;              // its day is 0

  static constexpr auto description() {
    return record("takings", field<&Takings::days>("days"), field<&Takings::total>("total"));
  }
};

// Compares a statement of the provider with our books, books its fees and what it paid us, and keeps the findings.
struct ReconcileStatement {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::Reconcile;
  std::string statement;             // its name at the provider, 1 to 100 bytes
  Instant until;                     // what it goes up to; not after now
  std::vector<StatementLine> lines;  // at most 5000
  UserId by;

  static constexpr auto description() {
    return record("reconcile_statement", field<&ReconcileStatement::statement>("statement"),
                  field<&ReconcileStatement::until>("until"), field<&ReconcileStatement::lines>("lines"),
                  field<&ReconcileStatement::by>("by"));
  }
};

struct SeeReconciliation {
  static constexpr std::string_view service = "payment";
  static constexpr Permission permission = Permission::Reconcile;
  static constexpr bool is_query = true;
  ReconciliationId id;

  static constexpr auto description() {
    return record("see_reconciliation", field<&SeeReconciliation::id>("reconciliation_id"));
  }
};

using PayoutCommands = TypeList<SetPayoutAccount, RunPayouts, SettleStuckPayout, SeePayouts, SeeTakings,
                                ReconcileStatement, SeeReconciliation>;

}  // namespace pizza
