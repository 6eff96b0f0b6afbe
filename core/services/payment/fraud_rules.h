// SPDX-License-Identifier: Apache-2.0
// The fraud score: what is known of a payment becomes features, each with its points and its name. Whole numbers only,
// from records that are found by their key; the same facts give the same score in every world.
//
//   new_account    20  registered less than a day ago
//   first_order    10  nothing was ever captured from this person
//   large_amount   30  more than four times what the person usually pays (after three orders), or more than about
//                      250 euros before
//   many_orders    20  four payments within the hour that have not been captured; 35 from eight
//   many_declines  25  two declines within the day; 45 from four
//   far_drop       20  further than 25 km from every address that the account has
//   high_tip       15  a tip of more than half the items, and more than about 20 euros
//   many_refunds   20  three refunds, and one for every third order at least
//
// Below 60 the payment goes through, from 60 people look at it first, from 100 it is refused. So no feature holds an
// order by itself, and a flood of orders by an old customer does not either.
#pragma once

#include <array>
#include <span>

#include "core/model/records/order.h"
#include "core/model/records/payment_desk.h"
#include "core/model/records/user.h"

namespace pizza::fraud_rules {

inline constexpr std::int32_t hold_from = 60;
inline constexpr std::int32_t refuse_from = 100;

struct Facts {
  Duration account_age;
  std::int64_t captured = 0;  // orders paid, ever
  std::int64_t refunds = 0;
  Money usual;   // a running mean; zero: unknown
  Money amount;  // asked for
  Money items;   // before discounts
  Money tip;
  std::int64_t unpaid_orders = 0;  // within the hour, this one not counted
  std::int64_t declines = 0;       // within the day
  std::int64_t drop_m = 0;         // to the nearest address of the account; 0: it has none
};

struct Score {
  std::int32_t points = 0;
  std::array<FraudReason, fraud_feature_names.size()> reasons{};  // the first `count`, in the order of the list above
  std::size_t count = 0;

  std::span<const FraudReason> found() const { return {reasons.data(), count}; }
};
Score score_of(const Facts& facts);

// Null for what is not known: a person without a history, an account that has been erased.
Facts facts_of(const PaymentHistory* history, const User* user, const Order* order, Money amount, Instant now);

// How a history changes.
void asked(PaymentHistory& history, Instant at);
void captured(PaymentHistory& history, Money amount, Instant at);
void declined(PaymentHistory& history, Instant at);

// Events of about the last `period`: this clock period's, and of the one before the share that is not yet over.
std::int64_t recent(const RecentCount& count, Duration period, Instant now);

}  // namespace pizza::fraud_rules
