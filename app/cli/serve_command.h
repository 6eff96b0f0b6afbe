// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace pizza::cli {

// serve
void add_serve_commands(CLI::App& app);

}  // namespace pizza::cli
