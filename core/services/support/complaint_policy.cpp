// SPDX-License-Identifier: Apache-2.0
#include "core/services/support/complaint_policy.h"

#include <algorithm>

namespace pizza {

namespace {

using enum HelpCategory;

// ............................................... by lateness: on time, late, very late, extreme
constexpr std::array<PolicyRow, 11> table{{
    {Question, RefundBasis::Nothing, {0, 0, 0, 0}, false},
    {Missing, RefundBasis::Lines, {10'000, 10'000, 10'000, 10'000}, true},
    {Wrong, RefundBasis::Lines, {10'000, 10'000, 10'000, 10'000}, true},
    {Cold, RefundBasis::Lines, {5'000, 7'500, 10'000, 10'000}, true},
    {Damaged, RefundBasis::Lines, {7'000, 8'000, 10'000, 10'000}, true},
    {Late, RefundBasis::Items, {0, 1'000, 2'500, 5'000}, true},
    {NeverCame, RefundBasis::Items, {10'000, 10'000, 10'000, 10'000}, false},
    {Allergy, RefundBasis::Lines, {10'000, 10'000, 10'000, 10'000}, false},
    {Overcharged, RefundBasis::Items, {10'000, 10'000, 10'000, 10'000}, false},
    {Rider, RefundBasis::Nothing, {0, 0, 0, 0}, false},
    {Account, RefundBasis::Nothing, {0, 0, 0, 0}, false},
}};

consteval bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (static_cast<std::size_t>(table[i].category) != i) return false;
  return true;
}
static_assert(in_order() && table.size() == help_category_names.size(), "one row a category, in their order");

constexpr std::int64_t trusted = 1;   // complaints that leave the limit whole
constexpr std::int64_t patience = 3;  // complaints after which people look

// Why people must look, or nothing.
std::string_view doubt(const ComplaintCase& complaint, const PolicyRow& row, Money amount) {
  const CustomerHistory& history = complaint.history;
  if (history.same_order) return "same_order";
  if (history.complaints > patience) return "many_complaints";
  if (history.complaints > 0 && history.orders >= 3 && (history.complaints + 1) * 3 > history.orders)
    return "most_orders";
  if (!row.by_itself) return "needs_eyes";
  Money limit = automatic_limit(amount.currency);
  if (history.complaints > trusted) limit.minor /= 2;
  return amount.minor > limit.minor ? "above_limit" : "";
}

}  // namespace

std::span<const PolicyRow> complaint_table() {
  return table;
}

Lateness lateness_of(Duration after_promise) {
  if (after_promise <= minutes(10)) return Lateness::OnTime;
  if (after_promise <= minutes(30)) return Lateness::Late;
  return after_promise <= minutes(60) ? Lateness::VeryLate : Lateness::Extreme;
}

Money automatic_limit(Currency currency) {
  switch (currency) {
    case Currency::INR:
      return {60'000, currency};
    case Currency::JPY:
      return {3'000, currency};
    default: {
      std::int64_t unit = 1;
      for (int i = 0; i < minor_digits(currency); ++i) unit *= 10;
      return {25 * unit, currency};
    }
  }
}

Money agent_limit(Currency currency) {
  return automatic_limit(currency) * 4;
}

Money paid_for(const Order& order, Money items) {
  if (order.items.minor <= 0) return {0, order.items.currency};
  const Money with_tax = order.items - order.discount + order.tax - order.tax_included;
  return {with_tax.minor * items.minor / order.items.minor, order.items.currency};
}

PolicyDecision decide_complaint(const ComplaintCase& complaint) {
  const PolicyRow& row = table[static_cast<std::size_t>(complaint.category)];
  const Money nothing{0, complaint.left.currency};
  const std::int32_t part = row.per_10000[static_cast<std::size_t>(complaint.lateness)];
  if (part == 0) return {PolicyVerdict::Nothing, nothing, row.category == Late ? "not_late" : "no_refund"};
  Money amount = share(row.basis == RefundBasis::Lines ? complaint.lines : complaint.items, part);
  amount.minor = std::min(amount.minor, complaint.left.minor);
  if (amount.minor <= 0) return {PolicyVerdict::Nothing, nothing, "nothing_left"};
  const std::string_view why = doubt(complaint, row, amount);
  if (!why.empty()) return {PolicyVerdict::AskPerson, amount, why};
  return {PolicyVerdict::Grant, amount, "policy"};
}

}  // namespace pizza
