// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/restaurant.h"
#include "core/model/time_zone.h"

namespace pizza {

// The clock on the restaurant's wall.
inline TimeZone zone_of(const Restaurant& restaurant) {
  return TimeZone::fixed(restaurant.utc_offset_minutes);
}

}  // namespace pizza
