// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/loyalty.h"
#include "core/services/command.h"
#include "core/services/loyalty/points_rules.h"

namespace pizza {

struct CreateCoupon {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::ManageCoupons;
  std::string code;            // 4 to 24 of A-Z and 0-9; small letters, blanks and hyphens are allowed
  std::string title;           // at most 100 bytes
  RestaurantId restaurant;     // none: every restaurant's, at the house's cost
  std::int32_t per_10000 = 0;  // 1..10000 of the items, or else an amount
  Money amount;
  Money most;                     // of a share; 0 = no limit
  Money minimum;                  // of the items
  std::optional<Instant> begins;  // none: at once
  std::optional<Instant> ends;
  std::int64_t total_limit = 0;   // 0 = no limit
  std::int32_t person_limit = 0;  // 0 = no limit
  bool first_order_only = false;

  static constexpr auto description() {
    return record("create_coupon", field<&CreateCoupon::code>("code"), field<&CreateCoupon::title>("title"),
                  field<&CreateCoupon::restaurant>("restaurant_id"), field<&CreateCoupon::per_10000>("per_10000"),
                  field<&CreateCoupon::amount>("amount"), field<&CreateCoupon::most>("most"),
                  field<&CreateCoupon::minimum>("minimum"), field<&CreateCoupon::begins>("begins"),
                  field<&CreateCoupon::ends>("ends"), field<&CreateCoupon::total_limit>("total_limit"),
                  field<&CreateCoupon::person_limit>("person_limit"),
                  field<&CreateCoupon::first_order_only>("first_order_only"));
  }
};

// No new order can use it; orders that have used it keep their price.
struct EndCoupon {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::ManageCoupons;
  CouponId coupon;

  static constexpr auto description() { return record("end_coupon", field<&EndCoupon::coupon>("coupon_id")); }
};

struct SeeCoupon {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::ManageCoupons;
  static constexpr bool is_query = true;
  CouponId coupon;

  static constexpr auto description() { return record("see_coupon", field<&SeeCoupon::coupon>("coupon_id")); }
};

// A restaurant's coupons, or the house's; youngest first.
struct ListCoupons {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::ManageCoupons;
  static constexpr bool is_query = true;
  RestaurantId restaurant;    // none: the house's
  bool only_running = false;  // begun, neither over nor used up
  std::int32_t offset = 0;    // 0..2000
  std::int32_t limit = 0;     // 1..50; 0 = 20

  static constexpr auto description() {
    return record("list_coupons", field<&ListCoupons::restaurant>("restaurant_id"),
                  field<&ListCoupons::only_running>("only_running"), field<&ListCoupons::offset>("offset"),
                  field<&ListCoupons::limit>("limit"));
  }
};

struct CouponPage {
  std::vector<Coupon> coupons;
  std::int32_t matching = 0;
  static constexpr auto description() {
    return record("coupon_page", field<&CouponPage::coupons>("coupons"), field<&CouponPage::matching>("matching"));
  }
};

// What a code would be worth for items of this price. A code that does not exist counts against the person, so this
// changes something; it answers with a refusal instead of failing.
struct TryCoupon {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::UseRewards;
  UserId user;
  RestaurantId restaurant;
  std::string code;
  Money items;

  static constexpr auto description() {
    return record("try_coupon", field<&TryCoupon::user>("user_id"), field<&TryCoupon::restaurant>("restaurant_id"),
                  field<&TryCoupon::code>("code"), field<&TryCoupon::items>("items"));
  }
};

struct CouponAnswer {
  std::string refusal;  // the problem's word; empty: it can be used
  std::string detail;   // for people: the coupon's title, or why not
  Money discount;

  static constexpr auto description() {
    return record("coupon_answer", field<&CouponAnswer::refusal>("refusal"), field<&CouponAnswer::detail>("detail"),
                  field<&CouponAnswer::discount>("discount"));
  }
};

struct SeePoints {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::SeePoints;
  static constexpr bool is_query = true;
  UserId user;
  std::int32_t offset = 0;  // 0..2000, of the history
  std::int32_t limit = 0;   // 1..100; 0 = 20

  static constexpr auto description() {
    return record("see_points", field<&SeePoints::user>("user_id"), field<&SeePoints::offset>("offset"),
                  field<&SeePoints::limit>("limit"));
  }
};

struct PointsView {
  std::int64_t balance = 0;
  std::int64_t debt = 0;
  std::int64_t lifetime = 0;
  points_rules::Tier tier = points_rules::Tier::Bronze;
  std::int64_t earned_in_a_year = 0;
  std::int64_t to_next_tier = 0;  // 0: there is none higher
  std::optional<Instant> next_expiry;
  std::int64_t expiring = 0;         // at that instant
  std::vector<PointsEntry> history;  // youngest first
  std::int32_t entries = 0;          // in all

  static constexpr auto description() {
    return record("points_view", field<&PointsView::balance>("balance"), field<&PointsView::debt>("debt"),
                  field<&PointsView::lifetime>("lifetime"), field<&PointsView::tier>("tier"),
                  field<&PointsView::earned_in_a_year>("earned_in_a_year"),
                  field<&PointsView::to_next_tier>("to_next_tier"), field<&PointsView::next_expiry>("next_expiry"),
                  field<&PointsView::expiring>("expiring"), field<&PointsView::history>("history"),
                  field<&PointsView::entries>("entries"));
  }
};

// Support gives points, or takes some away: never more than there are. They do not count for the tier.
struct AdjustPoints {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::AdjustPoints;
  UserId user;
  std::int64_t points = 0;  // -1'000'000..1'000'000, not 0
  std::string reason;       // 1..200 bytes

  static constexpr auto description() {
    return record("adjust_points", field<&AdjustPoints::user>("user_id"), field<&AdjustPoints::points>("points"),
                  field<&AdjustPoints::reason>("reason"));
  }
};

// A newcomer names who brought them.
struct RedeemReferral {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::UseRewards;
  UserId user;
  std::string code;

  static constexpr auto description() {
    return record("redeem_referral", field<&RedeemReferral::user>("user_id"), field<&RedeemReferral::code>("code"));
  }
};

struct SeeReferral {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::SeePoints;
  static constexpr bool is_query = true;
  UserId user;

  static constexpr auto description() { return record("see_referral", field<&SeeReferral::user>("user_id")); }
};

struct ReferralView {
  std::string code;                              // the person's own, to give away
  std::int32_t brought = 0;                      // newcomers
  std::int32_t waiting = 0;                      // of them, without a reward yet
  std::int32_t rewarded = 0;                     // of them
  bool redeemed = false;                         // the person was brought by somebody
  ReferralStatus status = ReferralStatus::Open;  // of that

  static constexpr auto description() {
    return record("referral_view", field<&ReferralView::code>("code"), field<&ReferralView::brought>("brought"),
                  field<&ReferralView::waiting>("waiting"), field<&ReferralView::rewarded>("rewarded"),
                  field<&ReferralView::redeemed>("redeemed"), field<&ReferralView::status>("status"));
  }
};

// A person has looked at a held referral.
struct SettleReferral {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::AdjustPoints;
  UserId newcomer;
  bool approve = false;
  std::string note;  // why not; needed where it is not approved

  static constexpr auto description() {
    return record("settle_referral", field<&SettleReferral::newcomer>("user_id"),
                  field<&SettleReferral::approve>("approve"), field<&SettleReferral::note>("note"));
  }
};

// Oldest first.
struct ListHeldReferrals {
  static constexpr std::string_view service = "loyalty";
  static constexpr Permission permission = Permission::AdjustPoints;
  static constexpr bool is_query = true;
  std::int32_t limit = 0;  // 1..100; 0 = 20

  static constexpr auto description() {
    return record("list_held_referrals", field<&ListHeldReferrals::limit>("limit"));
  }
};

struct HeldReferrals {
  std::vector<Referral> referrals;
  static constexpr auto description() {
    return record("held_referrals", field<&HeldReferrals::referrals>("referrals"));
  }
};

using LoyaltyCommands = TypeList<CreateCoupon, EndCoupon, SeeCoupon, ListCoupons, TryCoupon, SeePoints, AdjustPoints,
                                 RedeemReferral, SeeReferral, SettleReferral, ListHeldReferrals>;

}  // namespace pizza
