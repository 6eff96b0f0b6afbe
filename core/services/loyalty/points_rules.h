// SPDX-License-Identifier: Apache-2.0
// What points are worth, how many an order earns, and which of them go first.
//
//   earning   whole currency units of the items after all discounts (not tax, fees or tip), × the tier's multiplier,
//             rounded down. A unit is 1 of the currency; 100 where 1 is worth about a cent (JPY, INR).
//   spending  in steps of 100 points; 100 points pay 1 unit.
//   tier      by the points earned in the present calendar month (UTC) and the eleven before. Not kept: looked at when
//             an order earns, before its points count, and whenever somebody asks.
//   lots      what is earned in one calendar month (UTC) expires together, twelve months after the month has ended.
//             The oldest lot is spent, taken back and adjusted away first.
//   debt      what a refund takes back beyond the balance. It is paid by what is earned or granted next, before
//   anything
//             reaches the balance; the balance is never negative. Points that come back from an order pay no debt.
#pragma once

#include "core/model/records/loyalty.h"

namespace pizza::points_rules {

inline constexpr std::int64_t step = 100;                // points
inline constexpr std::int32_t lot_months = 12;           // after the month in which it was earned
inline constexpr std::int64_t most_at_once = 1'000'000;  // points that one command may move

enum class Tier : std::uint8_t { Bronze, Silver, Gold, Platinum };
inline constexpr std::array<std::string_view, 4> tier_names{"bronze", "silver", "gold", "platinum"};
constexpr std::span<const std::string_view> names_of(Tier) {
  return tier_names;
}

struct TierRow {
  Tier tier;
  std::int64_t from;      // points earned in twelve months
  std::int64_t permille;  // of the points that an order earns
};
inline constexpr std::array<TierRow, 4> tiers{{
    {Tier::Bronze, 0, 1'000},
    {Tier::Silver, 300, 1'100},
    {Tier::Gold, 1'000, 1'250},
    {Tier::Platinum, 3'000, 1'500},
}};

// Months since January 1970, and the instant at which one begins.
std::int32_t month_of(Instant at);
Instant month_begin(std::int32_t month);
// The first instant at which points that were earned in that month can be spent no more.
Instant lot_expiry(std::int32_t month);

// Minor units that earn one point, or that a step of points pays.
std::int64_t unit_of(Currency currency);
std::int64_t points_for(Money items, Tier tier);  // 0 or more
Money worth_of(std::int64_t points, Currency currency);

std::int64_t earned_in_a_year(const PointsAccount& account, Instant now);
Tier tier_of(const PointsAccount* account, Instant now);  // null: Bronze
// What can be spent: the balance without lots that are over.
std::int64_t usable(const PointsAccount* account, Instant now);

// Changes to an account; each keeps `balance` and `expires_at` right.
void gain(PointsAccount& account, std::int64_t to_balance, std::int64_t to_debt, Instant at, bool counts);
std::vector<LotShare> take(PointsAccount& account, std::int64_t points);
void give_back(PointsAccount& account, const std::vector<LotShare>& shares, Instant at);
void expire(PointsAccount& account, Instant at);
// Points that are taken back count for the tier no more: the youngest lots forget them first.
void uncount(PointsAccount& account, std::int64_t points);

}  // namespace pizza::points_rules
