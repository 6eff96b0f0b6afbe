// SPDX-License-Identifier: Apache-2.0
// What OpenStreetMap's tags say of things that are drawn or named but not driven on.
#pragma once

#include <optional>
#include <string>

#include "maps/import/tag_set.h"
#include "maps/map_format.h"

namespace pizza::maps {

std::optional<AreaKind> area_kind(const TagSet& tags);
// Of open ways, and of closed ones that are no area.
std::optional<LineKind> line_kind(const TagSet& tags);
std::optional<PlaceKind> place_kind(const TagSet& tags);  // only with a name
std::optional<PoiKind> poi_kind(const TagSet& tags);      // only with a name

// ASCII letters to lower case; others stay.
std::string lower_case(std::string_view text);

}  // namespace pizza::maps
