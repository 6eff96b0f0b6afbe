// SPDX-License-Identifier: Apache-2.0
#include "core/services/review/rating_rules.h"

namespace pizza::rating_rules {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::array<std::int64_t, 4> by_age_per_cent{100, 75, 50, 25};

std::int32_t day_of(Instant at) {
  return static_cast<std::int32_t>(at.ms / day_ms);
}

std::int64_t weight_in(const Rating& rating) {
  std::int64_t sum = 0;
  for (const RatingPeriod& period : rating.periods) sum += period.weight;
  return sum;
}

// The row of sums that a period's votes stand in, after making room for a younger period.
RatingPeriod& row_of(Rating& rating, std::int32_t period) {
  auto& rows = rating.periods;
  while (rows[0].period < period) {
    rows[3].weight += rows[2].weight;
    rows[3].weighted += rows[2].weighted;
    rows[3].period = rows[2].period;
    rows[2] = rows[1];
    rows[1] = rows[0];
    // Periods without a vote need no rows of their own: jump when nothing is left to move.
    const bool empty = rows[1].weight == 0 && rows[2].weight == 0;
    rows[0] = {empty ? period : rows[0].period + 1, 0, 0};
    if (empty) rows[1].period = period - 1, rows[2].period = period - 2;
  }
  for (RatingPeriod& row : rows)
    if (row.period == period) return row;
  return rows[3];
}

}  // namespace

std::int32_t weight_of(const Standing& standing) {
  std::int64_t weight = full_vote;
  if (standing.account_age < days(1)) {
    weight = 100;
  } else if (standing.account_age < newcomer_age) {
    weight = 300;
  } else if (standing.account_age < days(30)) {
    weight = 600;
  }
  if (standing.orders_received <= 1) {
    weight = weight * 50 / 100;
  } else if (standing.orders_received == 2) {
    weight = weight * 75 / 100;
  }
  const std::int64_t halvings = standing.earlier_reviews < 10 ? standing.earlier_reviews : 10;
  return static_cast<std::int32_t>(weight >> halvings);
}

std::int32_t admitted(const Rating* rating, std::int32_t weight, bool newcomer, Instant now) {
  const std::int64_t all = rating == nullptr ? 0 : weight_in(*rating);
  const bool today = rating != nullptr && rating->day == day_of(now);
  std::int64_t room = std::max(day_votes, all / 10) - (today ? rating->day_weight : 0);
  if (newcomer) room = std::min(room, std::max(newcomer_votes, all / 20) - (today ? rating->day_newcomers : 0));
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(room, 0, weight));
}

std::int32_t period_of(Instant at) {
  return static_cast<std::int32_t>(at.ms / day_ms / 180);
}

void add_vote(Rating& rating, std::int32_t stars, std::int32_t weight, Instant written) {
  ++rating.by_stars[static_cast<std::size_t>(stars - 1)];
  RatingPeriod& row = row_of(rating, period_of(written));
  row.weight += weight;
  row.weighted += std::int64_t{weight} * stars;
}

void take_in(Rating& rating, std::int32_t weight, bool newcomer, Instant now) {
  if (rating.day != day_of(now)) {
    rating.day = day_of(now);
    rating.day_weight = 0;
    rating.day_newcomers = 0;
  }
  rating.day_weight += weight;
  if (newcomer) rating.day_newcomers += weight;
}

void remove_vote(Rating& rating, std::int32_t stars, std::int32_t weight, Instant written) {
  --rating.by_stars[static_cast<std::size_t>(stars - 1)];
  RatingPeriod& row = row_of(rating, period_of(written));
  row.weight -= weight;
  row.weighted -= std::int64_t{weight} * stars;
}

std::int32_t shown_rating(const Rating* rating, Instant now) {
  std::int64_t weight = prior_weight * 100;
  std::int64_t weighted = prior_weight * 100 * prior_stars;
  if (rating != nullptr) {
    for (std::size_t i = 0; i < rating->periods.size(); ++i) {
      const RatingPeriod& row = rating->periods[i];
      const std::int64_t age = std::clamp<std::int64_t>(period_of(now) - row.period, 0, 3);
      const std::int64_t part = i == 3 ? by_age_per_cent[3] : by_age_per_cent[static_cast<std::size_t>(age)];
      weight += part * row.weight;
      weighted += part * row.weighted * 1'000;
    }
  }
  return static_cast<std::int32_t>((weighted + weight / 2) / weight);
}

}  // namespace pizza::rating_rules
