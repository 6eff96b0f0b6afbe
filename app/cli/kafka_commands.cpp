// SPDX-License-Identifier: Apache-2.0
#include "app/cli/kafka_commands.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/cli/command.h"
#include "connectors/json/instant_text.h"
#include "connectors/kafka/dead_letters.h"
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
