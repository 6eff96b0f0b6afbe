// SPDX-License-Identifier: Apache-2.0
// What the commands on maps read from their arguments. Wrong input throws a UsageError that names the option.
#pragma once

#include <memory>
#include <string>

#include "app/cli/command.h"
#include "core/model/vehicle.h"
#include "maps/road_map.h"

namespace pizza::cli {

// A .map file; or an OpenStreetMap extract (.osm, .osm.pbf, .osm.gz, .osm.bz2), which is then imported in memory.
std::shared_ptr<const maps::RoadMap> open_map_file(const std::string& path);

// "43.7384,7.4246": latitude, longitude in degrees.
GeoPoint parse_place(const std::string& option, const std::string& text);
Vehicle parse_vehicle(const std::string& text);
// Hours since Monday 00:00: of "2026-03-02T18:30" or "18:30" (of a working day), "Fri 18:30".
std::size_t parse_hour_of_week(const std::string& text);

Json degrees(GeoPoint p);

}  // namespace pizza::cli
