// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace pizza::cli {

// schemas, dead-letters list, dead-letters replay
void add_kafka_commands(CLI::App& app);

}  // namespace pizza::cli
