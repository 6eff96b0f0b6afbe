// SPDX-License-Identifier: Apache-2.0
// When people are left alone. Counted on the clock on their wall, so that a night with daylight saving is quiet from
// the one hour to the other, however many hours lie between.
#pragma once

#include <optional>

#include "core/model/records/notification.h"
#include "core/model/time_zone.h"

namespace pizza {

// Minutes after local midnight, 0..1439. Equal: never quiet. `to` before `from`: over midnight.
struct QuietHours {
  std::int32_t from = 22 * 60;
  std::int32_t to = 8 * 60;
};

// The person's own, else the house's. `settings` may be null.
QuietHours quiet_hours_of(const NotificationSettings* settings);

// Where `now` is in quiet hours: the instant at which they end. An hour that comes twice in autumn counts from its
// first coming; one that is left out in spring ends, or begins, when the clock jumps.
std::optional<Instant> quiet_until(const QuietHours& quiet, const TimeZone& zone, Instant now);

}  // namespace pizza
