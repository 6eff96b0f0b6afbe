// SPDX-License-Identifier: Apache-2.0
// When the food will be at the door, as a time and as an interval that holds in four of five cases. Whole numbers, so
// that every machine answers alike.
//
//   at the door = the later of (food ready, rider at the restaurant) + counter + way to the door
//
// Each stage is an expected time × a learned ratio with mean and variance. Sums add means and variances; of two times
// the later one is taken by the moments of the larger of two normal variables (C. E. Clark, The greatest of a finite
// set of random variables, Operations Research 9, 1961). The ends of the interval are the quantiles of one tenth and
// nine tenths: mean ± 1.2816 deviations, corrected for skewness (Cornish and Fisher 1938), because ways are late by
// more than they are early.
//
// Ratios are learned by exponentially weighted mean and variance over about the last 32 samples; before the first, a
// prior counts as four samples.
#pragma once

#include "core/model/records/delivery.h"
#include "core/services/delivery/vehicle_rules.h"

namespace pizza::eta_rules {

inline constexpr std::int32_t window = 32;
inline constexpr std::int32_t prior_weight = 4;
inline constexpr std::int64_t least_permille = 100;  // a sample outside counts as this much
inline constexpr std::int64_t most_permille = 5'000;
inline constexpr std::int64_t least_variance = 400;  // 2 % deviation: nothing is certain

// Before anything is known: ratio 1, deviations of 30, 50 and 35 per cent.
inline constexpr Pace kitchen_prior{1'000, 90'000, 0};
inline constexpr Pace counter_prior{1'000, 250'000, 0};
inline constexpr Pace way_prior{1'000, 122'500, 0};

inline constexpr Duration usual_counter = minutes(2);
inline constexpr Duration usual_door = minutes(2);      // from the kerb to the hand
inline constexpr Duration usual_search = minutes(4);    // until somebody accepts
inline constexpr std::int64_t detour_permille = 1'350;  // streets beside the crow

// What is known of something: the learned pace, or the prior.
Pace known(const Pace& learned, const Pace& prior);
// Takes in how long something took; nothing is learned from an expectation of 0.
void learn(Pace& pace, const Pace& prior, Duration took, Duration expected);

// Tenths of seconds, and their square. Expected times are cut off at four hours.
struct Spread {
  std::int64_t mean = 0;
  std::int64_t variance = 0;
};
Spread stage(Duration expected, const Pace& pace);
Spread one_after_the_other(Spread a, Spread b);
Spread later_of(Spread a, Spread b);

struct Arrival {
  Instant early;   // one in ten comes before
  Instant likely;  // the median
  Instant late;    // one in ten comes after

  static constexpr auto description() {
    return record("arrival", field<&Arrival::early>("early"), field<&Arrival::likely>("likely"),
                  field<&Arrival::late>("late"));
  }
};
Arrival arrival(Instant now, Spread left);

// Without a road graph: the crow's way × 1.35 at the vehicle's usual speed.
Duration usual_ride(std::int64_t crow_mm, Vehicle vehicle);

}  // namespace pizza::eta_rules
