// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace pizza::cli {

// load
void add_load_commands(CLI::App& app);

}  // namespace pizza::cli
