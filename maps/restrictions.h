// SPDX-License-Identifier: Apache-2.0
// From a restriction between whole streets to the one way through the road graph that it forbids or commands.
#pragma once

#include <span>
#include <vector>

#include "maps/map_draft.h"

namespace pizza::maps {

// What became of a draft's points and roads.
struct DraftPlaces {
  std::span<const std::uint32_t> node_of;                // of each draft point, or none
  std::span<const std::vector<std::uint32_t>> roads_of;  // of each draft road
};

// Appends to the restrictions of `out`, whose edges are complete. A restriction counts where its members name exactly
// one way through; others cannot be told apart and are left out, as are ways over more than 100 edges.
void resolve_restrictions(const MapDraft& draft, const DraftPlaces& places, MapContents& out);

}  // namespace pizza::maps
