// SPDX-License-Identifier: Apache-2.0
// Whether a server kept what it promised.
#pragma once

#include "app/cli/load_run.h"

namespace pizza::cli {

struct LoadCheck {
  std::uint64_t checked = 0;
  std::vector<std::string> violations;
};

// Every acknowledged order is there with the total that was promised, and nobody was charged twice; a sample of the
// requests, sent once more, brings the same orders again.
LoadCheck check_promises(LoadClient& client, const LoadOutcome& outcome);

// Every order that the file names, one a line, is there and was charged at most once, and exactly once, in full, where
// it is complete. Throws UsageError where the file cannot be read.
LoadCheck check_ledger(LoadClient& client, const std::string& file);

}  // namespace pizza::cli
