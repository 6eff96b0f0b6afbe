// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace pizza::cli {

// servers up, servers down, servers fetch
void add_servers_commands(CLI::App& app);

}  // namespace pizza::cli
