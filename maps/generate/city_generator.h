// SPDX-License-Identifier: Apache-2.0
// Invents a city: a river with bridges, an old town, ring roads and avenues, districts with streets of their own grain,
// parks, houses, addresses and restaurants. A function of its options alone, the same bits on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "core/model/problem.h"
#include "maps/import/osm_import.h"
#include "maps/map_draft.h"

namespace pizza::maps {

struct CityOptions {
  std::string name = "Altona";  // 1 to 80 bytes
  std::int64_t nodes = 20'000;  // junctions to aim at, 1,000..1,000,000; met within about a tenth
  std::uint64_t seed = 1;
};

// Fails with type "city.options" and the field's name where an option is out of range.
Result<MapDraft> draft_city(const CityOptions& options, const Progress& progress);

// draft_city, build_map, write_map. Where anything fails, no output is left.
Outcome generate_city(const CityOptions& options, const std::string& out, const Progress& progress);

}  // namespace pizza::maps
