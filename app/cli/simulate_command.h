// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace pizza::cli {

// simulate SCENARIO: one run of a simulated city.
void add_simulate_commands(CLI::App& app);

}  // namespace pizza::cli
