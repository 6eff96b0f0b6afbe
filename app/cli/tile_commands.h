// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace pizza::cli {

// build-tiles, tile.
void add_tile_commands(CLI::App& app);

}  // namespace pizza::cli
