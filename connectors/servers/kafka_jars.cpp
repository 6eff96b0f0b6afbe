// SPDX-License-Identifier: Apache-2.0
#include "connectors/servers/kafka_jars.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "connectors/servers/kafka_pom.h"
#include "connectors/servers/local_process.h"

namespace pizza {

namespace fs = std::filesystem;

namespace {

fs::path cache_folder() {
  if (const char* given = std::getenv("XDG_CACHE_HOME"); given != nullptr && given[0] == '/') return given;
  if (geteuid() == 0) return "/var/cache";
  if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/') return fs::path(home) / ".cache";
  throw ServerError("neither XDG_CACHE_HOME nor HOME says where to keep Kafka's jars");
}

}  // namespace

fs::path kafka_jar_folder() {
  return cache_folder() / "pizzatwin" / "kafka-4.3.1";
}

bool have_kafka_jars() {
  return fs::exists(kafka_jar_folder() / "kafka_2.13-4.3.1.jar");
}

void fetch_kafka_jars() {
  if (have_kafka_jars()) return;
  const fs::path maven = find_program("mvn", "maven");
  const fs::path folder = kafka_jar_folder();
  fs::create_directories(folder.parent_path());
  // Beside it and renamed at the end: whoever looks sees all of it or nothing, two fetchers do not meet.
  std::string beside = folder.string() + ".XXXXXX";
  if (mkdtemp(beside.data()) == nullptr) throw ServerError(beside + ": cannot be made");
  const fs::path made = beside;
  fs::permissions(made, fs::perms(0755));
  std::ofstream(made / "pom.xml") << kafka_pom;
  ProcessCommand command;
  command.words = {maven.string(), "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=" + beside};
  command.folder = made;
  command.log = made / "maven.log";
  command.as_caller = true;
  const int status = run_program(command, std::chrono::minutes(10));
  std::error_code error;
  if (status == 0) fs::rename(made, folder, error);
  if (status == 0 && have_kafka_jars()) {
    if (error) fs::remove_all(made, error);  // another was first
    return;
  }
  std::string why;
  std::getline(std::ifstream(command.log), why);
  fs::remove_all(made, error);
  throw ServerError("Kafka's jars cannot be fetched from Maven Central: " + why);
}

}  // namespace pizza
