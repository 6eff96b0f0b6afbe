// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/loyalty.h"
#include "core/services/event_type_of.h"

namespace pizza {

constexpr std::string_view points_event_name(PointsKind kind) {
  constexpr std::array<std::string_view, 7> names{"PointsEarned",    "PointsGranted", "PointsSpent",   "PointsReturned",
                                                  "PointsTakenBack", "PointsExpired", "PointsAdjusted"};
  return names[static_cast<std::size_t>(kind)];
}

// A line of the points ledger was written. Which lots it touches follows from the rules of points_rules.h.
template <PointsKind Kind>
struct PointsMoved {
  static constexpr std::string_view service = "loyalty";
  PointsEntry entry;
  std::uint64_t aggregate() const { return entry.order ? entry.order.value : entry.user.value; }
  static constexpr auto description() { return record(points_event_name(Kind), field<&PointsMoved::entry>("entry")); }
};
using PointsEarned = PointsMoved<PointsKind::Earned>;
using PointsGranted = PointsMoved<PointsKind::Granted>;
using PointsSpent = PointsMoved<PointsKind::Spent>;
using PointsReturned = PointsMoved<PointsKind::Returned>;
using PointsTakenBack = PointsMoved<PointsKind::TakenBack>;
using PointsExpired = PointsMoved<PointsKind::Expired>;
using PointsAdjusted = PointsMoved<PointsKind::Adjusted>;

struct CouponCreated {
  static constexpr std::string_view service = "loyalty";
  Coupon coupon;
  std::uint64_t aggregate() const { return coupon.id.value; }
  static constexpr auto description() { return record("CouponCreated", field<&CouponCreated::coupon>("coupon")); }
};

struct CouponEnded {
  static constexpr std::string_view service = "loyalty";
  CouponId coupon;
  Instant at;
  std::uint64_t aggregate() const { return coupon.value; }
  static constexpr auto description() {
    return record("CouponEnded", field<&CouponEnded::coupon>("coupon_id"), field<&CouponEnded::at>("at"));
  }
};

struct CouponSpent {
  static constexpr std::string_view service = "loyalty";
  CouponId coupon;
  OrderId order;
  UserId user;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("CouponSpent", field<&CouponSpent::coupon>("coupon_id"), field<&CouponSpent::order>("order_id"),
                  field<&CouponSpent::user>("user_id"));
  }
};

// The order ended without a charge: the coupon may be used again.
struct CouponReturned {
  static constexpr std::string_view service = "loyalty";
  CouponId coupon;
  OrderId order;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("CouponReturned", field<&CouponReturned::coupon>("coupon_id"),
                  field<&CouponReturned::order>("order_id"), field<&CouponReturned::at>("at"));
  }
};

// Between the price and the spending somebody else was quicker. Nothing was spent; the order's price does not hold.
// Changes no record.
struct RewardRefused {
  static constexpr std::string_view service = "loyalty";
  OrderId order;
  std::string reason;  // "coupon.used_up", "coupon.used_by_you", "coupon.first_order_only", "points.too_few"
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("RewardRefused", field<&RewardRefused::order>("order_id"), field<&RewardRefused::reason>("reason"));
  }
};

// Somebody tried a code that does not exist.
struct CouponMissed {
  static constexpr std::string_view service = "loyalty";
  UserId user;
  Instant at;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("CouponMissed", field<&CouponMissed::user>("user_id"), field<&CouponMissed::at>("at"));
  }
};

// Begun, held, settled or rewarded: carries all of the record as it is now.
struct ReferralMoved {
  static constexpr std::string_view service = "loyalty";
  Referral referral;
  std::uint64_t aggregate() const { return referral.newcomer.value; }
  static constexpr auto description() { return record("ReferralMoved", field<&ReferralMoved::referral>("referral")); }
};

// A person asked to be forgotten: the figures stay, support's words about them go.
struct PointsForgotten {
  static constexpr std::string_view service = "loyalty";
  UserId user;
  std::vector<PointsEntryId> entries;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("PointsForgotten", field<&PointsForgotten::user>("user_id"),
                  field<&PointsForgotten::entries>("entries"));
  }
};

void fold_points(Changes& changes, const PointsEntry& entry);
template <PointsKind Kind>
void fold(Changes& changes, const PointsMoved<Kind>& event) {
  fold_points(changes, event.entry);
}
void fold(Changes& changes, const CouponCreated& event);
void fold(Changes& changes, const CouponEnded& event);
void fold(Changes& changes, const CouponSpent& event);
void fold(Changes& changes, const CouponReturned& event);
void fold(Changes& changes, const RewardRefused& event);
void fold(Changes& changes, const CouponMissed& event);
void fold(Changes& changes, const ReferralMoved& event);
void fold(Changes& changes, const PointsForgotten& event);

using LoyaltyEvents = TypeList<PointsEarned, PointsGranted, PointsSpent, PointsReturned, PointsTakenBack, PointsExpired,
                               PointsAdjusted, CouponCreated, CouponEnded, CouponSpent, CouponReturned, RewardRefused,
                               CouponMissed, ReferralMoved, PointsForgotten>;

}  // namespace pizza
