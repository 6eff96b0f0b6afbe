// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "maps/import/osm_extract.h"

namespace pizza::maps {

// The houses between two numbered ends of an interpolation line (OpenStreetMap wiki, "Key:addr:interpolation"): evenly
// spread along it. Ends whose numbers are no numbers, or too far apart to be true, add nothing.
void add_numbers(MapDraft& draft, const OsmExtract& extract, const OsmNumbering& line);

}  // namespace pizza::maps
