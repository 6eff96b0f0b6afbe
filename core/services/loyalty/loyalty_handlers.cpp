// SPDX-License-Identifier: Apache-2.0
// The loyalty service's commands and queries, by their type, and whose thing each one touches.
#include "core/services/loyalty/loyalty_service.h"

namespace pizza {

namespace {

Subject person(UnitOfWork& work, UserId user) {
  return work.find(user) == nullptr ? Subject::nothing() : Subject::of(user);
}

// The house's coupon is no restaurant's: only who reaches everything may touch it.
Subject issuer(UnitOfWork& work, CouponId id) {
  const Coupon* coupon = work.find(id);
  return coupon == nullptr ? Subject::nothing() : Subject::of(coupon->restaurant);
}

}  // namespace

Result<CouponId> handle(UnitOfWork& work, const CreateCoupon& command) {
  return LoyaltyService{}.create_coupon(work, command);
}
Outcome handle(UnitOfWork& work, const EndCoupon& command) {
  return LoyaltyService{}.end_coupon(work, command);
}
Result<Coupon> handle(UnitOfWork& work, const SeeCoupon& query) {
  return LoyaltyService{}.coupon(work, query);
}
Result<CouponPage> handle(UnitOfWork& work, const ListCoupons& query) {
  return LoyaltyService{}.coupons(work, query);
}
Result<CouponAnswer> handle(UnitOfWork& work, const TryCoupon& command) {
  return LoyaltyService{}.try_coupon(work, command);
}
Result<PointsView> handle(UnitOfWork& work, const SeePoints& query) {
  return LoyaltyService{}.points(work, query);
}
Outcome handle(UnitOfWork& work, const AdjustPoints& command) {
  return LoyaltyService{}.adjust(work, command);
}
Outcome handle(UnitOfWork& work, const RedeemReferral& command) {
  return LoyaltyService{}.redeem(work, command);
}
Result<ReferralView> handle(UnitOfWork& work, const SeeReferral& query) {
  return LoyaltyService{}.referral(work, query);
}
Outcome handle(UnitOfWork& work, const SettleReferral& command) {
  return LoyaltyService{}.settle(work, command);
}
Result<HeldReferrals> handle(UnitOfWork& work, const ListHeldReferrals& query) {
  return LoyaltyService{}.held(work, query);
}

Subject subject_of(UnitOfWork&, const CreateCoupon& command) {
  return Subject::of(command.restaurant);
}
Subject subject_of(UnitOfWork& work, const EndCoupon& command) {
  return issuer(work, command.coupon);
}
Subject subject_of(UnitOfWork& work, const SeeCoupon& query) {
  return issuer(work, query.coupon);
}
Subject subject_of(UnitOfWork&, const ListCoupons& query) {
  return Subject::of(query.restaurant);
}
Subject subject_of(UnitOfWork& work, const TryCoupon& command) {
  return person(work, command.user);
}
Subject subject_of(UnitOfWork& work, const SeePoints& query) {
  return person(work, query.user);
}
Subject subject_of(UnitOfWork& work, const AdjustPoints& command) {
  return person(work, command.user);
}
Subject subject_of(UnitOfWork& work, const RedeemReferral& command) {
  return person(work, command.user);
}
Subject subject_of(UnitOfWork& work, const SeeReferral& query) {
  return person(work, query.user);
}
Subject subject_of(UnitOfWork& work, const SettleReferral& command) {
  return person(work, command.newcomer);
}
Subject subject_of(UnitOfWork&, const ListHeldReferrals&) {
  return Subject::common();
}

}  // namespace pizza
