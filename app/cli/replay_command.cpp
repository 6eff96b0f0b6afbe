// SPDX-License-Identifier: Apache-2.0
#include "app/cli/replay_command.h"

#include <map>

#include "app/cli/command.h"
#include "app/composition/simulated_city/journal_replay.h"
#include "connectors/json/instant_text.h"

namespace pizza::cli {

namespace {

Instant until_of(const std::string& text) {
  if (text.empty()) return JournalReplayOptions{}.until;
  const auto at = instant_from_text(text);
  if (!at) throw UsageError("--until " + text + ": expected a time like 2026-11-20T19:30:00Z");
  return *at;
}

int replay(const std::string& path, const std::string& until, Output& output) {
  JournalReplayOptions options;
  options.until = until_of(until);
  const JournalReplayed replayed = value_or_usage_error(replay_journal(path, options));
  if (!replayed.complete) output.progress(path + ": " + replayed.stopped_because);
  Json json;
  json["journal"] = path;
  json["made_by"] = replayed.head;
  json["commits"] = replayed.commits;
  json["events"] = replayed.events;
  json["shards"] = replayed.shards;
  json["orders"] = replayed.orders;
  json["last"] = *instant_text(replayed.last);
  json["state_hash"] = replayed.state.hex();
  json["complete"] = replayed.complete;
  if (!replayed.complete) json["stopped_at_byte"] = replayed.stopped_at_byte;
  output.line(path + " (" + replayed.head + ")");
  output.line("  " + std::to_string(replayed.events) + " events in " + std::to_string(replayed.commits) +
              " commits of " + std::to_string(replayed.shards) + " shards, to " + *instant_text(replayed.last));
  output.line("  state " + replayed.state.hex());
  output.document(std::move(json));
  return replayed.impossible ? failed : done;
}

}  // namespace

void add_replay_commands(CLI::App& app) {
  const auto path = std::make_shared<std::string>();
  const auto until = std::make_shared<std::string>();
  CLI::App* command = add_command(app, "replay", "Rebuild the state from a journal",
                                  "replay friday.journal --until 2026-11-20T19:00:00Z --json -",
                                  [path, until](Output& output) { return replay(*path, *until, output); });
  command->add_option("journal", *path, "A journal as simulate --journal writes it")->required()->type_name("FILE");
  command->add_option("--until", *until, "Stop behind the last commit before or at TIME")->type_name("TIME");
}

}  // namespace pizza::cli
