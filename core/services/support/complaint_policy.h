// SPDX-License-Identifier: Apache-2.0
// What a complaint is worth, and who may say so: one table and a few stated rules.
//
//   amount   the category's share, by how late the order was, of what was paid for the lines named, or for all items;
//            never more than what was paid and not given back yet
//   verdict  Nothing    the table gives no share, or nothing is left to give back
//            Grant      at once: the category may be settled by itself, and the amount is within the limit for this
//                       customer (whole limit for up to one complaint in 90 days, half of it for up to three)
//            AskPerson  everything else: above the limit, a fifth complaint, more than a third of three and more
//                       orders complained of, a second complaint about the same order, categories that need eyes
#pragma once

#include "core/model/records/order.h"
#include "core/model/records/support.h"

namespace pizza {

enum class Lateness : std::uint8_t { OnTime, Late, VeryLate, Extreme };

// Up to 10 minutes after the promise is on time, up to 30 late, up to an hour very late.
Lateness lateness_of(Duration after_promise);

enum class RefundBasis : std::uint8_t { Nothing, Lines, Items };

struct PolicyRow {
  HelpCategory category;
  RefundBasis basis;
  std::array<std::int32_t, 4> per_10000;  // by lateness
  bool by_itself;                         // no person needed within the limit
};

std::span<const PolicyRow> complaint_table();

struct CustomerHistory {
  std::int64_t complaints = 0;  // in 90 days, this one not counted
  std::int64_t orders = 0;      // received in 90 days
  bool same_order = false;      // complained about this order before
};

struct ComplaintCase {
  HelpCategory category = HelpCategory::Missing;
  Lateness lateness = Lateness::OnTime;
  Money lines;  // what was paid for the lines named
  Money items;  // what was paid for all items
  Money left;   // paid and not given back
  CustomerHistory history;
};

enum class PolicyVerdict : std::uint8_t { Nothing, Grant, AskPerson };

struct PolicyDecision {
  PolicyVerdict verdict = PolicyVerdict::Nothing;
  Money amount;
  std::string_view reason;  // a stable word
};

PolicyDecision decide_complaint(const ComplaintCase& complaint);

// What the table may give by itself to a customer without complaints: about 25 euros.
Money automatic_limit(Currency currency);
// What somebody of the help desk may give: four times that. Operations have no limit but what was paid.
Money agent_limit(Currency currency);

// What was paid for items of this price on the menu, discounts and taxes with them.
Money paid_for(const Order& order, Money items);

}  // namespace pizza
