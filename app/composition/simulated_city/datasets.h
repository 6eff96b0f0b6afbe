// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/model/problem.h"
#include "maps/road_map.h"
#include "sim/scenario/scenario.h"

namespace pizza {

// The folder with scenarios/ and menus/: that of the source tree, else ../share/pizzatwin/datasets beside the program.
std::string datasets_folder();

// By name (of a file in datasets/scenarios) or by path. Problem: "scenario.unknown", or what reading it says.
Result<sim::Scenario> load_scenario(const std::string& name_or_file);

// A city's map: a .map or .osm.pbf file; the name of one in
// datasets/cities or, failing that, of a city to invent, as large as the scenario wishes; or nothing, for the
// scenario's own city. Problems: those of maps.
Result<std::shared_ptr<const maps::RoadMap>> load_city(const std::string& name_or_file, const sim::CityWish& wish);

// The same as a .map file that a screen can open: the file itself, or one made in the user's cache folder.
Result<std::string> city_map_file(const std::string& name_or_file, const sim::CityWish& wish);

}  // namespace pizza
