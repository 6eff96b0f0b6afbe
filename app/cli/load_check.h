// SPDX-License-Identifier: Apache-2.0
// Whether a server kept what it promised.
#pragma once

#include "app/cli/load_run.h"

namespace pizza::cli {

struct LoadCheck {
  std::uint64_t checked = 0;
  std::map<std::string, std::uint64_t> states;  // how many orders are in which
  std::vector<std::string> violations;
};

// For how long every order is waited for to end; one that has not ended by then is a violation.
struct Settling {
  double patience_s = 0;  // 0: nobody waits, and orders need not have ended
  std::function<void(const std::string&)> progress;
};

// Every acknowledged order is there with the total that was promised, and nobody was charged twice; a sample of the
// requests, sent once more, brings the same orders again.
LoadCheck check_promises(LoadClient& client, const LoadOutcome& outcome, const Settling& settling);

// Every order that the file names, one a line, is there and was charged at most once, and exactly once, in full, where
// it is complete. Throws UsageError where the file cannot be read.
LoadCheck check_ledger(LoadClient& client, const std::string& file, const Settling& settling);

}  // namespace pizza::cli
