// SPDX-License-Identifier: Apache-2.0
#include "core/services/notification/quiet_hours.h"

namespace pizza {

QuietHours quiet_hours_of(const NotificationSettings* settings) {
  if (settings == nullptr || !settings->own_quiet_hours) return {};
  return {settings->quiet_from, settings->quiet_to};
}

std::optional<Instant> quiet_until(const QuietHours& quiet, const TimeZone& zone, Instant now) {
  constexpr std::int64_t minute = 60'000;
  if (quiet.from == quiet.to) return std::nullopt;
  const std::int64_t today = zone.local(now).day;
  // What began yesterday may still last.
  for (std::int64_t day = today - 1; day <= today; ++day) {
    const Instant begins = zone.instant({day, quiet.from * minute});
    const Instant ends = zone.instant({quiet.from < quiet.to ? day : day + 1, quiet.to * minute});
    if (begins <= now && now < ends) return ends;
  }
  return std::nullopt;
}

}  // namespace pizza
