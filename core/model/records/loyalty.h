// SPDX-License-Identifier: Apache-2.0
// Points, what they are spent on, coupons and referrals. Whoever has none of it has no record here.
#pragma once

#include "core/model/describe.h"

namespace pizza {

using PointsEntryId = Id<struct PointsEntry>;
using CouponId = Id<struct Coupon>;

// What was earned in one calendar month (UTC), and what is left of it. Months count from January 1970.
struct PointsLot {
  std::int32_t month = 0;
  std::int64_t earned = 0;  // counts for the tier
  std::int64_t left = 0;    // can be spent

  static constexpr auto description() {
    return record("points_lot", field<&PointsLot::month>("month"), field<&PointsLot::earned>("earned"),
                  field<&PointsLot::left>("left"));
  }
};

struct PointsAccount {
  UserId user;
  std::int64_t balance = 0;           // the sum of what is left in the lots; never negative
  std::int64_t debt = 0;              // taken back beyond the balance; what is earned next pays it first
  std::int64_t lifetime = 0;          // ever earned, less what was taken back
  std::vector<PointsLot> lots;        // oldest first, at most 13
  std::optional<Instant> expires_at;  // of the oldest lot that has something left
  std::int32_t referrals = 0;         // newcomers brought, ever rewarded
  Version version;

  static constexpr auto description() {
    return record("points_accounts", key<&PointsAccount::user>("user_id"), field<&PointsAccount::balance>("balance"),
                  field<&PointsAccount::debt>("debt"), field<&PointsAccount::lifetime>("lifetime"),
                  field<&PointsAccount::lots>("lots"), field<&PointsAccount::expires_at>("expires_at", Index::Ordered),
                  field<&PointsAccount::referrals>("referrals"), field<&PointsAccount::version>("version"),
                  shard_by<&PointsAccount::user>());
  }
};

enum class PointsKind : std::uint8_t {
  Earned,     // by an order
  Granted,    // for a referral
  Spent,      // on an order
  Returned,   // the order ended without a charge
  TakenBack,  // the order was refunded
  Expired,
  Adjusted,  // by support
};
inline constexpr std::array<std::string_view, 7> points_kind_names{"earned",     "granted", "spent",   "returned",
                                                                   "taken_back", "expired", "adjusted"};
constexpr std::span<const std::string_view> names_of(PointsKind) {
  return points_kind_names;
}

// One line of the points ledger; never changed but for its words. Of a person's lines, `points` sum to the balance and
// `debt` to the debt.
struct PointsEntry {
  PointsEntryId id;
  UserId user;
  PointsKind kind = PointsKind::Earned;
  std::int64_t points = 0;  // what it changed the balance by
  std::int64_t debt = 0;    // what it changed the debt by
  OrderId order;
  Instant at;
  std::string note;  // support's reason; else empty
  Version version;

  static constexpr auto description() {
    return record(
        "points_entries", key<&PointsEntry::id>("points_entry_id"), field<&PointsEntry::user>("user_id", Index::Hash),
        field<&PointsEntry::kind>("kind"), field<&PointsEntry::points>("points"), field<&PointsEntry::debt>("debt"),
        field<&PointsEntry::order>("order_id"), field<&PointsEntry::at>("at"), field<&PointsEntry::note>("note"),
        field<&PointsEntry::version>("version"), shard_by<&PointsEntry::user>(), keep_for(days(730)));
  }
};

struct LotShare {
  std::int32_t month = 0;
  std::int64_t points = 0;

  static constexpr auto description() {
    return record("lot_share", field<&LotShare::month>("month"), field<&LotShare::points>("points"));
  }
};

// What an order was paid with besides money. Kept under the order's number; only where a coupon or points were spent.
struct RewardUse {
  OrderId order;
  UserId user;
  CouponId coupon;  // none: only points
  std::int64_t points = 0;
  std::vector<LotShare> lots;          // where the points came from
  std::optional<Instant> returned_at;  // the order ended without a charge: all of it came back
  Version version;

  static constexpr auto description() {
    return record("reward_uses", key<&RewardUse::order>("order_id"), field<&RewardUse::user>("user_id", Index::Hash),
                  field<&RewardUse::coupon>("coupon_id"), field<&RewardUse::points>("points"),
                  field<&RewardUse::lots>("lots"), field<&RewardUse::returned_at>("returned_at"),
                  field<&RewardUse::version>("version"), shard_by<&RewardUse::user>());
  }
};

// A share of the items or an amount. A restaurant's coupon is borne by the restaurant, one of no restaurant by the
// house. All amounts are of one currency.
struct Coupon {
  CouponId id;
  std::string code;            // 4 to 24 of A-Z and 0-9
  std::string title;           // for people
  RestaurantId restaurant;     // none: every restaurant
  std::int32_t per_10000 = 0;  // of the items; 0: `amount` instead
  Money amount;
  Money most;     // of a share; 0 = no limit
  Money minimum;  // of items, after promotions
  Instant begins;
  std::optional<Instant> ends;    // the first instant at which it is over; none: until it is ended
  std::int64_t total_limit = 0;   // uses by all; 0 = no limit
  std::int32_t person_limit = 0;  // uses by one person; 0 = no limit
  bool first_order_only = false;
  std::int64_t used = 0;            // uses that were not given back
  std::optional<Instant> ended_at;  // by hand
  Instant created_at;
  Version version;

  static constexpr auto description() {
    return record("coupons", key<&Coupon::id>("coupon_id"), field<&Coupon::code>("code", Index::Unique),
                  field<&Coupon::title>("title"), field<&Coupon::restaurant>("restaurant_id", Index::Hash),
                  field<&Coupon::per_10000>("per_10000"), field<&Coupon::amount>("amount"),
                  field<&Coupon::most>("most"), field<&Coupon::minimum>("minimum"), field<&Coupon::begins>("begins"),
                  field<&Coupon::ends>("ends"), field<&Coupon::total_limit>("total_limit"),
                  field<&Coupon::person_limit>("person_limit"), field<&Coupon::first_order_only>("first_order_only"),
                  field<&Coupon::used>("used"), field<&Coupon::ended_at>("ended_at"),
                  field<&Coupon::created_at>("created_at"), field<&Coupon::version>("version"));
  }
};

// Codes that a person tried and that do not exist, in the hour from the first of them.
struct CouponGuesses {
  UserId user;
  Instant since;
  std::int32_t misses = 0;
  Version version;

  static constexpr auto description() {
    return record("coupon_guesses", key<&CouponGuesses::user>("user_id"), field<&CouponGuesses::since>("since"),
                  field<&CouponGuesses::misses>("misses"), field<&CouponGuesses::version>("version"),
                  shard_by<&CouponGuesses::user>(), keep_for(days(1)));
  }
};

enum class ReferralStatus : std::uint8_t {
  Open,      // waits for the newcomer's first order
  Held,      // a person must look first
  Rewarded,  // both have their points
  Refused,   // a person looked, and said no
  Revoked,   // the order was refunded, the points taken back
};
inline constexpr std::array<std::string_view, 5> referral_status_names{"open", "held", "rewarded", "refused",
                                                                       "revoked"};
constexpr std::span<const std::string_view> names_of(ReferralStatus) {
  return referral_status_names;
}

// The rule of core/services/loyalty/referral_rules.h that made it suspicious.
enum class ReferralDoubt : std::uint8_t { None, SameAddress, Burst };
inline constexpr std::array<std::string_view, 3> referral_doubt_names{"none", "same_address", "burst"};
constexpr std::span<const std::string_view> names_of(ReferralDoubt) {
  return referral_doubt_names;
}

// Kept under the newcomer's number: so there is at most one a person.
struct Referral {
  UserId newcomer;
  UserId referrer;
  ReferralStatus status = ReferralStatus::Open;
  ReferralDoubt doubt = ReferralDoubt::None;
  Instant redeemed_at;
  OrderId order;  // the newcomer's order that deserves the reward
  std::optional<Instant> held_since;
  std::string note;  // of the person who looked
  Version version;

  static constexpr auto description() {
    return record("referrals", key<&Referral::newcomer>("user_id"),
                  field<&Referral::referrer>("referrer_id", Index::Hash), field<&Referral::status>("status"),
                  field<&Referral::doubt>("doubt"), field<&Referral::redeemed_at>("redeemed_at"),
                  field<&Referral::order>("order_id"), field<&Referral::held_since>("held_since", Index::Ordered),
                  field<&Referral::note>("note"), field<&Referral::version>("version"),
                  shard_by<&Referral::newcomer>());
  }
};

}  // namespace pizza
