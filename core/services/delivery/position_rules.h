// SPDX-License-Identifier: Apache-2.0
// Which reported positions are believed. Devices report every few seconds, late, twice and wrongly: what is not
// believed is ignored, and the answer says why.
//
//   off_duty    the rider is offline: nobody is watched who does not work
//   too_soon    less than a second after the last one
//   stale       older than two minutes, or not younger than the last one
//   future      more than five seconds ahead
//   too_vague   accuracy worse than 200 m
//   too_fast    farther from the last one than the vehicle can go (100 m and the accuracy are allowed for); after ten
//               minutes without a fix every place is possible
#pragma once

#include "core/model/records/delivery.h"
#include "core/services/delivery/vehicle_rules.h"

namespace pizza {

enum class FixVerdict : std::uint8_t { Taken, OffDuty, TooSoon, Stale, Future, TooVague, TooFast };
inline constexpr std::array<std::string_view, 7> fix_verdict_names{"taken",  "off_duty",  "too_soon", "stale",
                                                                   "future", "too_vague", "too_fast"};
constexpr std::span<const std::string_view> names_of(FixVerdict) {
  return fix_verdict_names;
}

namespace position_rules {

inline constexpr Duration least_gap = seconds(1);
inline constexpr Duration oldest = minutes(2);
inline constexpr Duration clock_slack = seconds(5);
inline constexpr Duration anywhere_after = minutes(10);
inline constexpr std::int32_t worst_accuracy_m = 200;
inline constexpr std::int64_t slack_mm = 100'000;
inline constexpr Duration trail_gap = minutes(1);
inline constexpr std::size_t trail_points = 64;
inline constexpr Duration trail_kept = hours(1);

inline FixVerdict judge(const Rider& rider, GeoPoint place, Instant at, std::int32_t accuracy_m, Instant now) {
  if (rider.status == RiderStatus::Offline) return FixVerdict::OffDuty;
  if (at > now + clock_slack) return FixVerdict::Future;
  if (at < now - oldest || at < rider.place_at) return FixVerdict::Stale;
  const Duration since = at - rider.place_at;
  if (since < least_gap) return FixVerdict::TooSoon;
  if (accuracy_m > worst_accuracy_m) return FixVerdict::TooVague;
  if (since < anywhere_after) {
    const std::int64_t possible =
        slack_mm + std::int64_t{accuracy_m} * 1'000 + limits_of(rider.vehicle).top_speed_mms * since.ms / 1'000;
    if (distance_mm(rider.place, place) > possible) return FixVerdict::TooFast;
  }
  return FixVerdict::Taken;
}

}  // namespace position_rules

}  // namespace pizza
