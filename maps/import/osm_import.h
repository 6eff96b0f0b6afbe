// SPDX-License-Identifier: Apache-2.0
// Makes a map of an OpenStreetMap extract.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/model/problem.h"
#include "maps/map_draft.h"

namespace pizza::maps {

// Hears what is being done: "reading roads", …
using Progress = std::function<void(std::string_view)>;

// `in` is an .osm.pbf (or .osm, .osm.gz, .osm.bz2) in any order of its objects. References that the extract's border
// cut off are left out. The city's name is a place named like the file, else the only city in it, else the file's name.
// Problems ("osm.unreadable": missing, cut short, no extract at all; "osm.no_roads") name the file and what was
// expected.
Result<MapDraft> read_osm(const std::string& in, const Progress& progress);

// read_osm, build_map, write_map. Where anything fails, no output is left.
Outcome import_osm(const std::string& in, const std::string& out, const Progress& progress);

}  // namespace pizza::maps
