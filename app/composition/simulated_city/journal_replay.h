// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>

#include "core/model/digest.h"
#include "core/model/instant.h"
#include "core/model/problem.h"

namespace pizza {

struct JournalReplayOptions {
  Instant until{std::numeric_limits<std::int64_t>::max()};  // commits after it are left out
};

struct JournalReplayed {
  std::string head;  // what made the journal
  std::uint64_t commits = 0;
  std::uint64_t events = 0;
  std::size_t shards = 0;
  std::uint64_t orders = 0;
  Instant last;             // of the latest commit taken
  Digest state;             // of all shards
  bool complete = true;     // to the end of the file
  bool impossible = false;  // a commit does not follow from those before it; it and all later ones are left out
  std::uint64_t stopped_at_byte = 0;  // where it is not complete
  std::string stopped_because;
};

// Folds a journal into stores in memory, one a shard. A journal that was cut gives the state up to its last whole
// commit. Problem "journal.unreadable": no file, or no journal.
Result<JournalReplayed> replay_journal(const std::string& path, const JournalReplayOptions& options = {});

}  // namespace pizza
