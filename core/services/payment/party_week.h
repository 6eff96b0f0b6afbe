// SPDX-License-Identifier: Apache-2.0
// The account of a restaurant or a rider for one week: what its ledger entries are found by.
#pragma once

#include "core/model/ids.h"
#include "core/model/instant.h"

namespace pizza {

// Weeks begin on Monday at 00:00 UTC; 0 is the week of Monday, 1969-12-29. Not before then.
constexpr std::int64_t week_of(Instant at) {
  return (at + days(3)).ms / days(7).ms;
}
constexpr Instant week_begins(std::int64_t week) {
  return Instant{} + days(7) * week - days(3);
}

// Up to the year 3200; kinds never collide.
constexpr std::uint64_t party_week(RestaurantId restaurant, std::int64_t week) {
  return (restaurant.value * 2) << 16 | static_cast<std::uint64_t>(week);
}
constexpr std::uint64_t party_week(RiderId rider, std::int64_t week) {
  return (rider.value * 2 + 1) << 16 | static_cast<std::uint64_t>(week);
}

}  // namespace pizza
