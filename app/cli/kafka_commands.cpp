// SPDX-License-Identifier: Apache-2.0
#include "app/cli/kafka_commands.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>

#include "app/cli/command.h"
#include "connectors/json/instant_text.h"
#include "connectors/kafka/dead_letters.h"
#include "connectors/kafka/event_reader.h"
#include "connectors/kafka/kafka_topics.h"
#include "core/catalogue.h"
#include "core/proto/proto_text.h"

namespace pizza::cli {

namespace {

struct LetterOptions {
  DeadLetterDesk desk;
  std::string type;
  std::size_t limit = 1'000;
};

int schemas(const std::string& folder, Output& output) {
  const auto files = proto_files(all_event_types());
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const auto& [name, text] : files) {
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    std::ofstream file(path, std::ios::binary);
    file << text << std::flush;
    if (!file) throw UsageError(path.string() + ": cannot be written");
    output.line(path.string());
  }
  output.document({{"folder", folder}, {"files", files.size()}, {"events", all_event_types().size()}});
  return done;
}

void check(const LetterOptions& options) {
  if (const Outcome good = check_brokers(options.desk.brokers); !good)
    throw UsageError("--kafka " + options.desk.brokers + ": " + good.problem().detail);
}

template <class T>
T value_or_failure(Result<T> result) {
  if (!result) throw std::runtime_error(result.problem().detail);
  return std::move(result).value();
}

bool wanted(const LetterOptions& options, const IncomingEvent& letter) {
  return options.type.empty() || options.type == letter.type();
}

int list(const LetterOptions& options, Output& output) {
  check(options);
  Json rows = Json::array();
  for (const IncomingEvent& letter : value_or_failure(dead_letters(options.desk, options.limit))) {
    if (!wanted(options, letter)) continue;
    const auto text = [&](std::string_view header) { return std::string(letter.header(header)); };
    rows.push_back({{"id", text("ce_id")},
                    {"type", text("ce_type")},
                    {"subject", text("ce_subject")},
                    {"time", text("ce_time")},
                    {"reason", text("dead_reason")},
                    {"attempts", text("dead_attempts")},
                    {"group", text("dead_group")},
                    {"from", text("dead_topic") + '/' + text("dead_partition") + '/' + text("dead_offset")},
                    {"bytes", letter.bytes.size()}});
    output.line(text("ce_time") + "  " + text("ce_type") + ' ' + text("ce_subject") + "  " + text("dead_reason") +
                "  (" + text("ce_id") + ')');
  }
  if (rows.empty()) output.line("no dead letters");
  output.document({{"dead_letters", std::move(rows)}});
  return done;
}

int replay(const LetterOptions& options, Output& output) {
  check(options);
  const std::size_t sent = value_or_failure(replay_dead_letters(
      options.desk, options.limit, [&](const IncomingEvent& letter) { return wanted(options, letter); }));
  output.line(std::to_string(sent) + (sent == 1 ? " letter sent again" : " letters sent again"));
  output.document({{"replayed", sent}});
  return done;
}

struct TallyOptions {
  std::string brokers;
  std::string topic = "pizza.events";
  std::uint32_t realms = 4;
};

// What a realm's partition holds from its beginning on. Doubles are events that were sent twice, which is allowed; a
// sequence that is missing below the last is an event that was lost, unless it was never sent.
struct RealmEvents {
  std::set<std::uint64_t> sequences;
  std::uint64_t doubles = 0;
  std::uint64_t loose = 0;      // without a sequence
  std::uint64_t backwards = 0;  // came for the first time, behind a later one
};

RealmEvents read_realm(const TallyOptions& options, std::uint32_t realm) {
  std::mutex mutex;
  std::condition_variable wake;
  const std::string nobody = "pizzatwin-tally-" + std::to_string(getpid());
  EventReader reader({options.brokers, options.topic, nobody, static_cast<std::int32_t>(realm), 10'000,
                      [&wake] { wake.notify_one(); }});
  RealmEvents events;
  std::deque<IncomingEvent> taken;
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  for (;;) {
    const bool all_read = reader.behind() == 0 && reader.waiting() == 0;
    reader.take_all(taken);
    if (taken.empty() && all_read) return events;
    for (const IncomingEvent& event : taken) {
      const std::uint64_t sequence = event.sequence();
      if (sequence == 0 || event.replayed()) {
        ++events.loose;
      } else if (events.sequences.contains(sequence)) {
        ++events.doubles;
      } else {
        if (!events.sequences.empty() && sequence < *events.sequences.rbegin()) ++events.backwards;
        events.sequences.insert(sequence);
      }
    }
    if (!taken.empty()) {
      taken.clear();
      continue;
    }
    if (std::chrono::steady_clock::now() > until)
      throw std::runtime_error("--kafka " + options.brokers + ": partition " + std::to_string(realm) + " of " +
                               options.topic + " cannot be read to its end");
    std::unique_lock lock(mutex);
    wake.wait_for(lock, std::chrono::milliseconds(50));
  }
}

int tally(const TallyOptions& options, Output& output) {
  if (const Outcome good = check_brokers(options.brokers); !good)
    throw UsageError("--kafka " + options.brokers + ": " + good.problem().detail);
  Json rows = Json::array();
  for (std::uint32_t realm = 0; realm < options.realms; ++realm) {
    const RealmEvents events = read_realm(options, realm);
    const std::uint64_t last = events.sequences.empty() ? 0 : *events.sequences.rbegin();
    Json missing = Json::array();
    constexpr std::size_t shown = 20;
    for (std::uint64_t n = 1; n <= last && missing.size() < shown; ++n)
      if (!events.sequences.contains(n)) missing.push_back(n);
    output.line("realm " + std::to_string(realm) + ": " + std::to_string(events.sequences.size()) +
                " events, the last is " + std::to_string(last) + "; " + std::to_string(events.doubles) +
                " sent again, " + std::to_string(events.loose) + " without a sequence");
    rows.push_back({{"realm", realm},
                    {"events", events.sequences.size()},
                    {"last", last},
                    {"missing", missing},
                    {"doubles", events.doubles},
                    {"loose", events.loose},
                    {"backwards", events.backwards}});
  }
  output.document({{"topic", options.topic}, {"realms", rows}});
  return done;
}

void add_tally_command(CLI::App& app) {
  const auto options = std::make_shared<TallyOptions>();
  CLI::App* command =
      add_command(app, "events", "Count what Kafka holds of each realm", "events --kafka 127.0.0.1:9092",
                  [options](Output& output) { return tally(*options, output); });
  command->add_option("--kafka", options->brokers, "Where Kafka is")->required()->type_name("HOST:PORT,…");
  command->add_option("--topic", options->topic, "Its topic")->capture_default_str();
  command->add_option("--realms", options->realms, "How many realms there are")
      ->check(CLI::Range(1u, 8'191u))
      ->capture_default_str();
}

void add_letter_options(CLI::App& command, LetterOptions& options) {
  command.add_option("--kafka", options.desk.brokers, "Where Kafka is")->required()->type_name("HOST:PORT,…");
  command.add_option("--topic", options.desk.dead_topic, "The dead-letter topic")->capture_default_str();
  command.add_option("--type", options.type, "Only events of this type")->type_name("NAME");
  command.add_option("--limit", options.limit, "At most so many")->check(CLI::Range(1, 100'000))->capture_default_str();
}

}  // namespace

void add_kafka_commands(CLI::App& app) {
  const auto folder = std::make_shared<std::string>();
  CLI::App* write = add_command(app, "schemas", "Write the Protobuf schemas of all events", "schemas schemas/",
                                [folder](Output& output) { return schemas(*folder, output); });
  write->add_option("folder", *folder, "Where the .proto files go")->required()->type_name("FOLDER");
  add_tally_command(app);
  CLI::App* letters = app.add_subcommand("dead-letters", "Events that nobody could handle");
  letters->require_subcommand(1);
  const auto options = std::make_shared<LetterOptions>();
  add_letter_options(
      *add_command(*letters, "list", "Those that wait to be sent again", "dead-letters list --kafka 127.0.0.1:9092",
                   [options](Output& output) { return list(*options, output); }),
      *options);
  add_letter_options(*add_command(*letters, "replay", "Send them again to where they died, each once",
                                  "dead-letters replay --kafka 127.0.0.1:9092 --type PaymentCaptured",
                                  [options](Output& output) { return replay(*options, output); }),
                     *options);
}

}  // namespace pizza::cli
