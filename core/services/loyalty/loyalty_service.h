// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/loyalty/loyalty_commands.h"
#include "core/services/loyalty/loyalty_events.h"
#include "core/services/order/order_events.h"
#include "core/services/payment/payment_events.h"
#include "core/services/reaction.h"
#include "core/services/user/person_events.h"

namespace pizza {

// Points, coupons and referrals. The rules: points_rules.h, reward_rules.h, referral_rules.h.
//
// Coupon and points are spent when OrderPlaced is heard; where a race has used them up meanwhile, RewardRefused says so
// and nothing is spent. An order that ends without a charge gives back what it spent. OrderCompleted earns; a refund
// takes back the same share of what the order earned, of all its refunds together, rounded down.
class LoyaltyService {
 public:
  // Problems: coupon.invalid (names the field), coupon.exists, coupon.card_number, restaurant.unknown.
  Result<CouponId> create_coupon(UnitOfWork& work, const CreateCoupon& command) const;
  // Problems: coupon.unknown, coupon.over.
  Outcome end_coupon(UnitOfWork& work, const EndCoupon& command) const;
  // Problems: coupon.unknown.
  Result<Coupon> coupon(UnitOfWork& work, const SeeCoupon& query) const;
  // Problems: coupon.invalid.
  Result<CouponPage> coupons(UnitOfWork& work, const ListCoupons& query) const;
  // Problems: user.unknown, coupon.invalid.
  Result<CouponAnswer> try_coupon(UnitOfWork& work, const TryCoupon& command) const;
  // Somebody's order named a coupon that does not exist (coupon.unknown): it counts as a guess.
  void note_miss(UnitOfWork& work, UserId user) const;

  // Problems: user.unknown, points.invalid.
  Result<PointsView> points(UnitOfWork& work, const SeePoints& query) const;
  // Problems: user.unknown, points.invalid, points.too_few, points.card_number.
  Outcome adjust(UnitOfWork& work, const AdjustPoints& command) const;

  // Problems: user.unknown, referral.unknown, referral.exists, referral.not_newcomer, referral.oneself,
  // referral.too_many.
  Outcome redeem(UnitOfWork& work, const RedeemReferral& command) const;
  // Problems: user.unknown.
  Result<ReferralView> referral(UnitOfWork& work, const SeeReferral& query) const;
  // Problems: referral.unknown, referral.not_held, referral.invalid.
  Outcome settle(UnitOfWork& work, const SettleReferral& command) const;
  // Problems: referral.invalid.
  Result<HeldReferrals> held(UnitOfWork& work, const ListHeldReferrals& query) const;

  // Spends what the order names.
  void on(UnitOfWork& work, const OrderPlaced& event) const;
  void on(UnitOfWork& work, const OrderCompleted& event) const;
  void on(UnitOfWork& work, const OrderRejected& event) const { give_back(work, event.order); }
  void on(UnitOfWork& work, const OrderCancelled& event) const { give_back(work, event.order); }
  void on(UnitOfWork& work, const OrderFailed& event) const { give_back(work, event.order); }
  void on(UnitOfWork& work, const RefundSettled& event) const;
  // The points lapse, support's words go; the sums stay.
  void on(UnitOfWork& work, const UserErased& event) const;

  // The timer: what is over goes.
  void expire(UnitOfWork& work, UserId user) const;

 private:
  void give_back(UnitOfWork& work, OrderId order) const;
  void earn(UnitOfWork& work, const Order& order) const;
  // The order deserves a reward, perhaps.
  void qualify(UnitOfWork& work, const Order& order) const;
  void revoke(UnitOfWork& work, OrderId order, UserId newcomer) const;
};

std::span<const Reaction> loyalty_reactions();
std::span<const TimerRule> loyalty_timers();

namespace loyalty_detail {

// Writes one line of the ledger and keeps the expiry's timer. `debt` is what it changes the debt by.
template <PointsKind Kind>
void post(UnitOfWork& work, UserId user, std::int64_t points, std::int64_t debt, OrderId order, std::string note = {}) {
  const auto due = [&] {
    const PointsAccount* account = work.find_at<PointsAccount>(user.value);
    return account != nullptr && account->expires_at ? *account->expires_at : Instant{};
  };
  const Instant armed = due();
  work.record(PointsMoved<Kind>{
      {work.allocate<PointsEntry>(), user, Kind, points, debt, order, work.now(), std::move(note), {}}});
  const Instant next = due();
  if (next != armed && next != Instant{}) work.after_commit(Timer{TimerKind::PointsExpiry, user.value, next});
}

// Credits points: the debt is paid first.
template <PointsKind Kind>
void credit(UnitOfWork& work, UserId user, std::int64_t points, OrderId order, std::string note = {}) {
  const PointsAccount* account = work.find_at<PointsAccount>(user.value);
  const std::int64_t owed = account == nullptr ? 0 : account->debt;
  const std::int64_t paid = owed < points ? owed : points;
  post<Kind>(work, user, points - paid, -paid, order, std::move(note));
}

// What the balance cannot give becomes debt.
void take_back(UnitOfWork& work, UserId user, std::int64_t points, OrderId order);

}  // namespace loyalty_detail

Result<CouponId> handle(UnitOfWork& work, const CreateCoupon& command);
Outcome handle(UnitOfWork& work, const EndCoupon& command);
Result<Coupon> handle(UnitOfWork& work, const SeeCoupon& query);
Result<CouponPage> handle(UnitOfWork& work, const ListCoupons& query);
Result<CouponAnswer> handle(UnitOfWork& work, const TryCoupon& command);
Result<PointsView> handle(UnitOfWork& work, const SeePoints& query);
Outcome handle(UnitOfWork& work, const AdjustPoints& command);
Outcome handle(UnitOfWork& work, const RedeemReferral& command);
Result<ReferralView> handle(UnitOfWork& work, const SeeReferral& query);
Outcome handle(UnitOfWork& work, const SettleReferral& command);
Result<HeldReferrals> handle(UnitOfWork& work, const ListHeldReferrals& query);
Subject subject_of(UnitOfWork& work, const CreateCoupon& command);
Subject subject_of(UnitOfWork& work, const EndCoupon& command);
Subject subject_of(UnitOfWork& work, const SeeCoupon& query);
Subject subject_of(UnitOfWork& work, const ListCoupons& query);
Subject subject_of(UnitOfWork& work, const TryCoupon& command);
Subject subject_of(UnitOfWork& work, const SeePoints& query);
Subject subject_of(UnitOfWork& work, const AdjustPoints& command);
Subject subject_of(UnitOfWork& work, const RedeemReferral& command);
Subject subject_of(UnitOfWork& work, const SeeReferral& query);
Subject subject_of(UnitOfWork& work, const SettleReferral& command);
Subject subject_of(UnitOfWork& work, const ListHeldReferrals& query);

}  // namespace pizza
