// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace pizza::cli {

// route, isochrone, geocode.
void add_route_commands(CLI::App& app);

}  // namespace pizza::cli
