// SPDX-License-Identifier: Apache-2.0
// Who may bring whom, what it is worth, and what is held against abuse.
//
//   code       every person has one, made from their number: nothing is kept, and it is no secret
//   newcomer   an account of at most 30 days without any order that was received or still may be
//   oneself    refused: the same person, the same e-mail (small letters, "+tag" dropped, and dots at Gmail), the same
//              phone (digits alone, without leading zeros), or somebody whom the newcomer has brought
//   limit      ten newcomers a person in 30 days; the eleventh is refused
//   held       for a person to look at, with the reason:
//                SameAddress  an address of both, or the order's door and an address of the referrer, within 30 metres
//                Burst        the fourth newcomer of the same person within 24 hours, and later ones
//   reward     on the newcomer's first completed order of at least 15 units of items after discounts (points_rules.h),
//              within 60 days: 200 points for the newcomer, 300 for who brought them, once. What is held is paid when
//              somebody has let it go.
//   revoked    refunds of at least half of that order take both rewards back
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/records/loyalty.h"
#include "core/model/records/user.h"

namespace pizza::referral_rules {

inline constexpr Duration newcomer_age = days(30);
inline constexpr Duration reward_within = days(60);
inline constexpr int most_in_30_days = 10;
inline constexpr int burst_in_a_day = 4;
inline constexpr std::int64_t least_units = 15;
inline constexpr std::int64_t newcomer_points = 200;
inline constexpr std::int64_t referrer_points = 300;
inline constexpr std::int64_t same_house_mm = 30'000;

// Eight letters and digits (Crockford's base 32); no two persons have the same. Persons from 2^40 on have none.
std::string code_of(UserId user);
// Small and large letters alike; "O" reads as 0, "I" and "L" as 1. None where it cannot be a code.
std::optional<UserId> person_of(std::string_view code);

std::string plain_email(std::string_view email);
std::string plain_phone(std::string_view phone);
bool same_person(const User& a, const User& b);
bool same_house(const User& a, const User& b);
bool lives_at(const User& person, GeoPoint door);

}  // namespace pizza::referral_rules
