// SPDX-License-Identifier: Apache-2.0
// Puts tagged roads and restrictions into a draft: what the import does for every way, and tests for drawn ones.
#pragma once

#include <vector>

#include "maps/import/tag_set.h"
#include "maps/map_draft.h"

namespace pizza::maps {

// The road's index in the draft, or none where the tags make no road. `points` index MapDraft::points.
std::uint32_t add_tagged_road(MapDraft& draft, const TagSet& tags, std::vector<std::uint32_t> points);

// True when the tags forbid or command a turn. Either via_point is none or via_roads is empty; no road may be none.
bool add_tagged_restriction(MapDraft& draft, const TagSet& tags, std::uint32_t from_road, std::uint32_t via_point,
                            std::vector<std::uint32_t> via_roads, std::uint32_t to_road);

// Barriers, signals, crossings at a point of the roads; nothing where the tags say nothing of the kind.
void add_tagged_point(MapDraft& draft, const TagSet& tags, std::uint32_t point);

}  // namespace pizza::maps
