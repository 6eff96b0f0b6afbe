// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace pizza::cli {

// import-osm, generate-city, map-info.
void add_map_commands(CLI::App& app);

}  // namespace pizza::cli
