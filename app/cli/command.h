// SPDX-License-Identifier: Apache-2.0
// What all commands of pizzatwinctl share. A group of commands is one pair of files with one function
// `void add_…_commands(CLI::App& app)`; it adds its subcommands with add_command() and is called from main().
// Results go to stdout, progress to stderr, and with --json FILE (`-` is stdout) one JSON document.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "core/model/problem.h"

namespace pizza::cli {

// Exit statuses.
inline constexpr int done = 0;
inline constexpr int failed = 1;     // it ran and failed: a violated invariant, no route, an unreachable server
inline constexpr int bad_input = 2;  // bad usage or bad input

using Json = nlohmann::ordered_json;

// Bad usage or input: main() prints the one line (file, field, expectation) and exits with bad_input.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The value, or its problem thrown as a UsageError.
template <class T>
T value_or_usage_error(Result<T> result) {
  if (!result) throw UsageError(result.problem().detail);
  return std::move(result).value();
}

// Seconds of wall time since it was made.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// The most memory this process has had in RAM so far, in MB of 10^6 bytes.
double peak_rss_mb();

// What a command reports: a JSON document and, for people, lines on stdout.
class Output {
 public:
  // Text for people; silent when the JSON document takes stdout.
  void line(const std::string& text) const;
  // Progress, on stderr.
  void progress(const std::string& text) const;
  // Writes the document where --json says; nothing when it was not given. Adds wall_s and peak_rss_mb.
  void document(Json document) const;

  std::string json_file;  // --json; empty: none
  Stopwatch watch;
};

// Adds a subcommand with --json. `example` ends its --help. `run` is called after parsing (with a fresh stopwatch) and
// returns the exit status; main() exits with it.
CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what, const std::string& example,
                      std::function<int(Output&)> run);

// Runs main()'s part: parses, runs the chosen command, turns errors into one line on stderr. The exit status.
int run_commands(CLI::App& app, int argc, char** argv);

}  // namespace pizza::cli
