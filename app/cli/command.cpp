// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include <sys/resource.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>

namespace pizza::cli {

namespace {

// Carries a command's exit status through the parser, which ends in main().
struct Exit {
  int status;
};

std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

double peak_rss_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

void Output::line(const std::string& text) const {
  if (json_file != "-") std::cout << text << '\n';
}

void Output::progress(const std::string& text) const {
  std::cerr << text << '\n';
}

void Output::document(Json document) const {
  if (json_file.empty()) return;
  document["wall_s"] = watch.seconds();
  document["peak_rss_mb"] = peak_rss_mb();
  const std::string text = document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
  if (json_file == "-") {
    std::cout << text << std::flush;
    return;
  }
  std::ofstream file(json_file, std::ios::binary);
  file << text << std::flush;
  if (!file) {
    throw UsageError("--json " + json_file + ": " + std::strerror(errno) + ", expected a file that can be written");
  }
}

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what, const std::string& example,
                      std::function<int(Output&)> run) {
  CLI::App* command = app.add_subcommand(name, what);
  command->footer("Example:\n  pizzatwinctl " + example);
  const auto output = std::make_shared<Output>();
  command->add_option("--json", output->json_file, "Write one JSON document to FILE (- is stdout)")->type_name("FILE");
  command->callback([output, run = std::move(run)] {
    output->watch = Stopwatch();
    throw Exit{run(*output)};
  });
  return command;
}

int run_commands(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return done;
  } catch (const Exit& exit) {
    return exit.status;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    const std::string first = argc > 1 ? argv[1] : "";
    const auto commands = app.get_subcommands([&](const CLI::App* command) { return command->get_name() == first; });
    if (!first.empty() && first[0] != '-' && commands.empty()) {
      std::cerr << "pizzatwinctl: " << one_line(first) << ": no such command, expected one that --help lists\n";
      return bad_input;
    }
    std::cerr << "pizzatwinctl: " << one_line(error.what()) << " (see --help)\n";
  } catch (const UsageError& error) {
    std::cerr << "pizzatwinctl: " << one_line(error.what()) << '\n';
  }
  return bad_input;
}

}  // namespace pizza::cli
