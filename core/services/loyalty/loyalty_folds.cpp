// SPDX-License-Identifier: Apache-2.0
// How accounts, coupons and referrals change.
#include "core/services/loyalty/loyalty_events.h"
#include "core/services/loyalty/points_rules.h"

namespace pizza {

namespace {

PointsAccount& account_of(Changes& changes, UserId user) {
  if (changes.find_at<PointsAccount>(user.value) != nullptr) return changes.edit_at<PointsAccount>(user.value);
  PointsAccount account;
  account.user = user;
  return changes.insert(std::move(account));
}

RewardUse& use_of(Changes& changes, OrderId order, UserId user) {
  if (changes.find_at<RewardUse>(order.value) != nullptr) return changes.edit_at<RewardUse>(order.value);
  RewardUse use;
  use.order = order;
  use.user = user;
  return changes.insert(std::move(use));
}

}  // namespace

void fold_points(Changes& changes, const PointsEntry& entry) {
  changes.insert(entry);
  PointsAccount& account = account_of(changes, entry.user);
  switch (entry.kind) {
    case PointsKind::Granted:
    case PointsKind::Earned:
      points_rules::gain(account, entry.points, -entry.debt, entry.at, true);
      return;
    case PointsKind::Spent: {
      RewardUse& use = use_of(changes, entry.order, entry.user);
      use.points = -entry.points;
      use.lots = points_rules::take(account, -entry.points);
      return;
    }
    case PointsKind::Returned: {
      RewardUse& use = changes.edit_at<RewardUse>(entry.order.value);
      use.returned_at = entry.at;
      points_rules::give_back(account, use.lots, entry.at);
      return;
    }
    case PointsKind::TakenBack:
      points_rules::take(account, -entry.points);
      points_rules::uncount(account, entry.debt - entry.points);
      account.debt += entry.debt;
      return;
    case PointsKind::Expired:
      points_rules::expire(account, entry.at);
      return;
    case PointsKind::Adjusted:
      if (entry.points < 0) {
        points_rules::take(account, -entry.points);
      } else {
        points_rules::gain(account, entry.points, -entry.debt, entry.at, false);
      }
      return;
  }
}

void fold(Changes& changes, const CouponCreated& event) {
  changes.insert(event.coupon);
}

void fold(Changes& changes, const CouponEnded& event) {
  changes.edit(event.coupon).ended_at = event.at;
}

void fold(Changes& changes, const CouponSpent& event) {
  ++changes.edit(event.coupon).used;
  use_of(changes, event.order, event.user).coupon = event.coupon;
}

void fold(Changes& changes, const CouponReturned& event) {
  --changes.edit(event.coupon).used;
  changes.edit_at<RewardUse>(event.order.value).returned_at = event.at;
}

void fold(Changes&, const RewardRefused&) {}

void fold(Changes& changes, const CouponMissed& event) {
  const CouponGuesses* known = changes.find_at<CouponGuesses>(event.user.value);
  if (known == nullptr) {
    CouponGuesses guesses;
    guesses.user = event.user;
    guesses.since = event.at;
    guesses.misses = 1;
    changes.insert(std::move(guesses));
    return;
  }
  CouponGuesses& guesses = changes.edit_at<CouponGuesses>(event.user.value);
  const bool over = event.at >= guesses.since + hours(1);
  guesses.since = over ? event.at : guesses.since;
  guesses.misses = over ? 1 : guesses.misses + 1;
}

void fold(Changes& changes, const ReferralMoved& event) {
  if (changes.find_at<Referral>(event.referral.newcomer.value) == nullptr) {
    changes.insert(event.referral);
    return;
  }
  Referral& referral = changes.edit_at<Referral>(event.referral.newcomer.value);
  const bool paid = event.referral.status == ReferralStatus::Rewarded && referral.status != ReferralStatus::Rewarded;
  const Version version = referral.version;
  referral = event.referral;
  referral.version = version;
  if (paid) ++account_of(changes, event.referral.referrer).referrals;
}

void fold(Changes& changes, const PointsForgotten& event) {
  for (const PointsEntryId entry : event.entries) changes.edit(entry).note.clear();
}

}  // namespace pizza
