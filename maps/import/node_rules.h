// SPDX-License-Identifier: Apache-2.0
// What OpenStreetMap's tags say of a point on a road. Sources: the wiki's pages "Key:barrier", "Tag:highway=
// traffic_signals", "Tag:highway=crossing", "Tag:highway=stop", "Tag:highway=give_way".
#pragma once

#include "maps/import/tag_set.h"
#include "maps/map_draft.h"

namespace pizza::maps {

// For whom a barrier is closed (what else the tags say of access decides first), and how long motor traffic waits on
// average, in tenths of a second, for those who come along the way's points, against them, or both.
PointRules point_rules(const TagSet& tags);

}  // namespace pizza::maps
