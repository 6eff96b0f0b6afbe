// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "maps/map_draft.h"

namespace pizza::maps {

// Fills the sections of the road graph: nodes, components, edges, roads, points, restrictions.
void build_graph(const MapDraft& draft, MapContents& contents);

}  // namespace pizza::maps
