// SPDX-License-Identifier: Apache-2.0
// A live city as a screen sees it (core/twin/city_frame.h). Ids are the world's own.
#pragma once

#include <memory>

#include "app/composition/live_session/city_mirror.h"
#include "app/composition/live_session/rider_ways.h"
#include "core/twin/city_frame.h"

namespace pizza {

// `history_from`: the first minute of the time bar. Asks the mirror's records only.
CityFrame build_live_frame(const CityMirror& mirror, RiderWays& ways, Instant now, Instant history_from);

// Null when the mirror has no such order. Its events are those heard while somebody was looking.
std::shared_ptr<const OrderStory> live_order_story(const CityMirror& mirror, const RiderWays& ways, OrderId id,
                                                   Instant now);

}  // namespace pizza
