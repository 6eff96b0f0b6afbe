// SPDX-License-Identifier: Apache-2.0
#include "core/services/loyalty/points_rules.h"

#include <algorithm>

#include "core/model/time_zone.h"

namespace pizza::points_rules {

namespace {

constexpr std::int64_t day_ms = days(1).ms;

PointsLot& lot_of(PointsAccount& account, std::int32_t month) {
  auto at = account.lots.end();
  while (at != account.lots.begin() && std::prev(at)->month >= month) --at;
  if (at != account.lots.end() && at->month == month) return *at;
  return *account.lots.insert(at, PointsLot{month, 0, 0});
}

// Drops what can neither be spent nor counts for a tier any more, and sums up.
void settle(PointsAccount& account, std::int32_t month) {
  std::erase_if(account.lots,
                [month](const PointsLot& lot) { return lot.left == 0 && lot.month <= month - lot_months; });
  account.balance = 0;
  account.expires_at.reset();
  for (const PointsLot& lot : account.lots) {
    account.balance += lot.left;
    if (lot.left > 0 && !account.expires_at) account.expires_at = lot_expiry(lot.month);
  }
}

}  // namespace

std::int32_t month_of(Instant at) {
  const std::int64_t day = at.ms >= 0 ? at.ms / day_ms : (at.ms - day_ms + 1) / day_ms;
  const CivilDate date = date_of(day);
  return (date.year - 1970) * 12 + date.month - 1;
}

Instant month_begin(std::int32_t month) {
  return Instant{days_of({1970 + month / 12, month % 12 + 1, 1}) * day_ms};
}

Instant lot_expiry(std::int32_t month) {
  return month_begin(month + 1 + lot_months);
}

std::int64_t unit_of(Currency currency) {
  std::int64_t unit = currency == Currency::JPY || currency == Currency::INR ? 100 : 1;
  for (int digit = minor_digits(currency); digit > 0; --digit) unit *= 10;
  return unit;
}

std::int64_t points_for(Money items, Tier tier) {
  if (items.minor <= 0) return 0;
  return items.minor / unit_of(items.currency) * tiers[static_cast<std::size_t>(tier)].permille / 1'000;
}

Money worth_of(std::int64_t points, Currency currency) {
  return {points / step * unit_of(currency), currency};
}

std::int64_t earned_in_a_year(const PointsAccount& account, Instant now) {
  const std::int32_t month = month_of(now);
  std::int64_t earned = 0;
  for (const PointsLot& lot : account.lots)
    if (lot.month > month - 12) earned += lot.earned;
  return earned;
}

Tier tier_of(const PointsAccount* account, Instant now) {
  const std::int64_t earned = account == nullptr ? 0 : earned_in_a_year(*account, now);
  Tier tier = Tier::Bronze;
  for (const TierRow& row : tiers)
    if (earned >= row.from) tier = row.tier;
  return tier;
}

std::int64_t usable(const PointsAccount* account, Instant now) {
  if (account == nullptr) return 0;
  if (!account->expires_at || *account->expires_at > now) return account->balance;
  std::int64_t left = 0;
  for (const PointsLot& lot : account->lots)
    if (lot_expiry(lot.month) > now) left += lot.left;
  return left;
}

void gain(PointsAccount& account, std::int64_t to_balance, std::int64_t to_debt, Instant at, bool counts) {
  const std::int32_t month = month_of(at);
  PointsLot& lot = lot_of(account, month);
  lot.left += to_balance;
  if (counts) {
    lot.earned += to_balance + to_debt;
    account.lifetime += to_balance + to_debt;
  }
  account.debt -= to_debt;
  settle(account, month);
}

std::vector<LotShare> take(PointsAccount& account, std::int64_t points) {
  std::vector<LotShare> shares;
  std::int32_t month = 0;
  for (PointsLot& lot : account.lots) {
    const std::int64_t here = std::min(points, lot.left);
    if (here > 0) shares.push_back({lot.month, here});
    lot.left -= here;
    points -= here;
    month = lot.month;
  }
  settle(account, month);
  return shares;
}

void give_back(PointsAccount& account, const std::vector<LotShare>& shares, Instant at) {
  const std::int32_t month = month_of(at);
  for (const LotShare& share : shares)
    lot_of(account, lot_expiry(share.month) > at ? share.month : month).left += share.points;
  settle(account, month);
}

void expire(PointsAccount& account, Instant at) {
  for (PointsLot& lot : account.lots)
    if (lot_expiry(lot.month) <= at) lot.left = 0;
  settle(account, month_of(at));
}

void uncount(PointsAccount& account, std::int64_t points) {
  account.lifetime -= points;
  for (auto lot = account.lots.rbegin(); lot != account.lots.rend() && points > 0; ++lot) {
    const std::int64_t here = std::min(points, lot->earned);
    lot->earned -= here;
    points -= here;
  }
}

}  // namespace pizza::points_rules
