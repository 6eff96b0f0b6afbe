// SPDX-License-Identifier: Apache-2.0
#include "app/composition/simulated_city/journal_replay.h"

#include <fstream>
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

// Whether a file that has no whole head was a journal once, and was cut within its first bytes.
bool cut_in_head(const std::string& path) {
  constexpr std::string_view magic = "pizzajnl";
  std::ifstream file(path, std::ios::binary);
  std::string begin(magic.size(), '\0');
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<std::size_t>(file.gcount()));
  if (begin.empty() || !magic.starts_with(begin)) return false;
  if (begin.size() < magic.size()) return true;
  FrameReader frames(path, magic);
  std::string_view head;
  return !frames.next(head);
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
    if (cut_in_head(path)) {
      replayed.complete = false;
      replayed.stopped_because = "cut within its head: nothing is left of it";
      return replayed;
    }
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
