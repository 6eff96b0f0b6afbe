// SPDX-License-Identifier: Apache-2.0
// What many reviews add up to, so that a flood of bought or angry ones cannot move it far. All in whole numbers:
// weights in thousandths of a full vote, ratings in thousandths of a star.
//
// A review weighs
//   by the age of its account      under 1 day 100, under 7 days 300, under 30 days 600, else 1000
//   × by orders received so far    one 50 %, two 75 %, more 100 %
//   ÷ 2 for each earlier review of the same restaurant by the same person within 90 days
// and a restaurant, dish or rider takes in, on one day (UTC), at most
//   ten full votes, or a tenth of all its weight where that is more;
//   of them from accounts under 7 days: two full votes, or a twentieth.
// What comes above counts in the distribution, and weighs nothing.
//
// The rating shown is Bayesian: five full votes of 3.8 stars come before the first real one. Reviews of the present
// half-year count in full, of the one before 3/4, then 1/2, and older ones 1/4.
#pragma once

#include "core/model/records/review.h"

namespace pizza::rating_rules {

inline constexpr std::int32_t full_vote = 1'000;
inline constexpr std::int64_t prior_weight = 5 * full_vote;
inline constexpr std::int64_t prior_stars = 3'800;  // thousandths
inline constexpr std::int64_t day_votes = 10 * full_vote;
inline constexpr std::int64_t newcomer_votes = 2 * full_vote;
inline constexpr Duration newcomer_age = days(7);

struct Standing {
  Duration account_age;
  std::int64_t orders_received = 0;  // at least one
  std::int64_t earlier_reviews = 0;  // of the same restaurant, within 90 days

  bool newcomer() const { return account_age < newcomer_age; }
};

// 0..1000.
std::int32_t weight_of(const Standing& standing);
// How much of `weight` a rating still takes in on the day of `now`; null: nobody has rated it yet.
std::int32_t admitted(const Rating* rating, std::int32_t weight, bool newcomer, Instant now);

std::int32_t period_of(Instant at);
// Adds a vote that was cast at `written`, or takes it away again.
void add_vote(Rating& rating, std::int32_t stars, std::int32_t weight, Instant written);
void remove_vote(Rating& rating, std::int32_t stars, std::int32_t weight, Instant written);
// Books what came in on the day of `now`, for the limits.
void take_in(Rating& rating, std::int32_t weight, bool newcomer, Instant now);

// Thousandths of a star, 1000..5000; the prior alone where nobody has rated.
std::int32_t shown_rating(const Rating* rating, Instant now);

}  // namespace pizza::rating_rules
