// SPDX-License-Identifier: Apache-2.0
#include "app/composition/simulated_city/journal_replay.h"

#include <map>
#include <memory>

#include "connectors/journal/journal_file.h"
#include "connectors/memory/memory_store.h"
#include "core/catalogue.h"
#include "core/model/records/order.h"
#include "core/twin/replay.h"
#include "core/twin/state_digest.h"

namespace pizza {

namespace {

struct Shard {
  MemoryStore store;
  Replay replay{store};
};

void take(JournalReader& reader, const JournalReplayOptions& options, std::map<std::uint32_t, Shard>& shards,
          JournalReplayed& replayed) {
  JournalCommit commit;
  while (reader.next(commit)) {
    Shard& shard = shards[commit.shard];
    if (commit.at > options.until) continue;
    const Outcome outcome = shard.replay.apply(commit.events);
    if (!outcome.ok()) {
      replayed.complete = false;
      replayed.impossible = true;
      replayed.stopped_at_byte = reader.end().position;
      replayed.stopped_because = "commit " + std::to_string(replayed.commits) + " of shard " +
                                 std::to_string(commit.shard) + " cannot be folded: " + outcome.problem().detail;
      return;
    }
    ++replayed.commits;
    replayed.events += commit.events.size();
    replayed.last = std::max(replayed.last, commit.at);
  }
  replayed.complete = reader.end().whole;
  if (replayed.complete) return;
  replayed.stopped_at_byte = reader.end().position;
  replayed.stopped_because = reader.end().text;
}

}  // namespace

Result<JournalReplayed> replay_journal(const std::string& path, const JournalReplayOptions& options) {
  JournalReplayed replayed;
  std::map<std::uint32_t, Shard> shards;
  try {
    JournalReader reader(path, event_type_by_name);
    replayed.head = reader.head().text;
    take(reader, options, shards, replayed);
  } catch (const FrameFileError& fault) {
    return problem(Status::Unprocessable, "journal.unreadable", fault.what());
  }
  replayed.shards = shards.size();
  for (auto& [number, shard] : shards) {
    replayed.state.add(state_digest(shard.store, all_record_types()));
    replayed.orders += shard.store.count(record_type<Order>());
  }
  return replayed;
}

}  // namespace pizza
