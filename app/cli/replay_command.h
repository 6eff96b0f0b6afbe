// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace pizza::cli {

// replay JOURNAL: rebuilds the state from what was recorded.
void add_replay_commands(CLI::App& app);

}  // namespace pizza::cli
