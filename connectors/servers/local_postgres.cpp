// SPDX-License-Identifier: Apache-2.0
#include "connectors/servers/local_postgres.h"

#include <csignal>
#include <fstream>
#include <random>
#include <sstream>

namespace pizza {

namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

// The newest that is installed where Debian puts it.
std::vector<fs::path> program_folders() {
  std::vector<fs::path> folders;
  for (int version = 20; version >= 13; --version)
    folders.emplace_back("/usr/lib/postgresql/" + std::to_string(version) + "/bin");
  return folders;
}

std::string program(std::string_view name) {
  return find_program(name, "postgresql", program_folders()).string();
}

std::string random_password() {
  std::random_device device;
  std::ostringstream text;
  for (int i = 0; i < 4; ++i) text << std::hex << device();
  return text.str();
}

std::string first_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

// The children of a process, as the kernel lists them.
std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> children;
  const std::string number = std::to_string(pid);
  std::ifstream in("/proc/" + number + "/task/" + number + "/children");
  for (pid_t child = 0; in >> child;) children.push_back(child);
  return children;
}

}  // namespace

std::string LocalPostgres::missing() {
  try {
    for (const char* name : {"postgres", "initdb", "pg_basebackup", "pg_isready", "psql"}) program(name);
    return {};
  } catch (const ServerMissing& error) {
    return error.what();
  }
}

LocalPostgres::LocalPostgres(LocalPostgresOptions options) : LocalPostgres(std::move(options), AsReplica{}) {
  if (!fs::exists(folder() / "data" / "PG_VERSION")) initialise();
  password_ = first_line(folder() / "password");
  start();
  if (!fs::exists(folder() / "made")) {
    create_database("pizza");
    write_server_file(folder() / "made", "1\n");
  }
}

LocalPostgres::LocalPostgres(LocalPostgresOptions options, AsReplica)
    : options_(std::move(options)), folder_(std::make_unique<ServerFolder>(options_.folder)) {
  const std::string known = first_line(folder() / "port");
  port_ = options_.port != 0 ? options_.port
          : known.empty()    ? free_port()
                             : static_cast<std::uint16_t>(std::stoi(known));
}

LocalPostgres LocalPostgres::replica_of(const LocalPostgres& primary, LocalPostgresOptions options) {
  LocalPostgres replica(std::move(options), AsReplica{});
  replica.password_ = primary.password_;
  if (!fs::exists(replica.folder() / "data" / "PG_VERSION")) {
    write_server_file(replica.folder() / "password", replica.password_ + "\n");
    std::vector<std::string> words{
        program("pg_basebackup"), "-D", (replica.folder() / "data").string(), "-R", "-X", "stream", "-c", "fast", "-d",
        primary.url("postgres")};
    if (!replica.options_.durable) words.push_back("--no-sync");
    replica.run_tool(std::move(words), "copy the primary");
  }
  replica.start();
  return replica;
}

LocalPostgres::~LocalPostgres() {
  if (folder_ == nullptr || options_.detached || process_.pid() == 0) return;
  try {
    // What is in a temporary folder needs no goodbye.
    options_.folder.empty() ? kill() : stop();
  } catch (const ServerError&) {
    // It dies with this process at the latest.
  }
}

std::string LocalPostgres::url(const std::string& database) const {
  return "postgresql://pizza:" + password_ + "@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

ProcessCommand LocalPostgres::command(std::vector<std::string> words) const {
  ProcessCommand made;
  made.words = std::move(words);
  made.folder = folder();
  made.log = folder() / "postgres.log";
  return made;
}

void LocalPostgres::run_tool(std::vector<std::string> words, const char* doing) const {
  const std::string name = fs::path(words.front()).filename().string();
  const ProcessCommand tool = command(std::move(words));
  if (run_program(tool, seconds(60)) != 0)
    throw ServerError("PostgreSQL: " + name + " could not " + doing + "; see " + tool.log.string());
}

void LocalPostgres::initialise() {
  password_ = random_password();
  write_server_file(folder() / "password", password_ + "\n");
  run_tool({program("initdb"), "-D", (folder() / "data").string(), "-U", "pizza", "--pwfile",
            (folder() / "password").string(), "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"},
           "make a data folder");
}

void LocalPostgres::write_settings() const {
  std::ostringstream text;
  text << "listen_addresses = '127.0.0.1'\nport = " << port_ << "\nunix_socket_directories = ''\n"
       << "max_connections = 100\nmax_prepared_transactions = 64\nwal_level = logical\nmax_wal_senders = 8\n"
       << "shared_buffers = 128MB\nmax_wal_size = 2GB\nlogging_collector = off\nhot_standby_feedback = on\n"
       << "wal_keep_size = 256MB\nwal_receiver_status_interval = 1s\nwal_retrieve_retry_interval = 200ms\n"
       << "fsync = " << (options_.durable ? "on" : "off") << '\n';
  for (const std::string& setting : options_.settings) {
    const std::size_t equals = setting.find('=');
    std::string value = setting.substr(equals + 1);
    for (std::size_t at = 0; (at = value.find('\'', at)) != std::string::npos; at += 2) value.insert(at, "'");
    text << setting.substr(0, equals) << " = '" << value << "'\n";
  }
  write_server_file(folder() / "pizza.conf", text.str());
}

void LocalPostgres::start() {
  if (process_.pid() != 0 && process_.running()) return;
  write_settings();
  write_server_file(folder() / "port", std::to_string(port_) + "\n");
  // A server that was killed may have left its lock; if its number is somebody else's by now, it is not believed.
  const std::string held = first_line(folder() / "data" / "postmaster.pid");
  if (!held.empty() && !mark_of(std::stoi(held)).running()) fs::remove(folder() / "data" / "postmaster.pid");
  ProcessCommand server = command({program("postgres"), "-D", (folder() / "data").string(), "-c",
                                   "config_file=" + (folder() / "pizza.conf").string()});
  server.detached = options_.detached;
  process_ = LocalProcess(server);
  const std::string ready = program("pg_isready");
  wait_until_ready(
      process_, server, "PostgreSQL",
      [&] {
        return port_answers(port_) && run_program(command({ready, "-q", "-h", "127.0.0.1", "-p", std::to_string(port_),
                                                           "-d", "postgres", "-U", "pizza"}),
                                                  seconds(10)) == 0;
      },
      seconds(60));
}

void LocalPostgres::stop() {
  process_.stop(SIGINT, seconds(30));
}

void LocalPostgres::signal_all(int signal) const {
  if (process_.pid() == 0) return;
  const std::vector<pid_t> children = children_of(process_.pid());
  ::kill(process_.pid(), signal);
  for (const pid_t child : children) ::kill(child, signal);
}

void LocalPostgres::kill() {
  if (process_.pid() == 0) return;
  std::vector<ProcessMark> children;
  for (const pid_t child : children_of(process_.pid())) children.push_back(mark_of(child));
  process_.kill();
  for (const ProcessMark& child : children) end_process(child, SIGKILL, seconds(5));
}

void LocalPostgres::promote() {
  run_tool({program("pg_ctl"), "promote", "-w", "-D", (folder() / "data").string()}, "promote the replica");
}

void LocalPostgres::freeze() {
  signal_all(SIGSTOP);
}

void LocalPostgres::thaw() {
  signal_all(SIGCONT);
}

std::string LocalPostgres::create_database(const std::string& name) const {
  ProcessCommand tool = command({program("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-d", url("postgres"), "-c",
                                 "CREATE DATABASE \"" + name + "\""});
  if (run_program(tool, seconds(60)) != 0)
    throw ServerError("PostgreSQL: could not create the database " + name + "; see " + tool.log.string());
  return url(name);
}

}  // namespace pizza
