// SPDX-License-Identifier: Apache-2.0
// Where local servers live: programs, ports, folders. The other half of local_process.h.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <mutex>
#include <random>
#include <set>

#include "connectors/servers/local_process.h"

namespace pizza {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool can_bind(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const sockaddr_in address = loopback(port);
  const bool bound = bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(socket);
  return bound;
}

std::string last_lines(const fs::path& log) {
  std::ifstream file(log);
  std::deque<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    lines.push_back(line.substr(0, 300));
    if (lines.size() > 3) lines.pop_front();
  }
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : " | ") + line;
  return text.empty() ? "it said nothing" : text;
}

// Whether the server's user may go through every folder above `path`; the first that stops it, else empty.
fs::path closed_parent(const fs::path& path) {
  const ServerUser user = server_user();
  if (!user.dropped) return {};
  fs::path sofar;
  for (const fs::path& part : path.parent_path()) {
    sofar /= part;
    struct stat found {};
    if (stat(sofar.c_str(), &found) != 0) continue;
    const mode_t enters = found.st_uid == user.uid ? S_IXUSR : found.st_gid == user.gid ? S_IXGRP : S_IXOTH;
    if ((found.st_mode & enters) == 0) return sofar;
  }
  return {};
}

}  // namespace

fs::path find_program(std::string_view name, std::string_view package, const std::vector<fs::path>& folders) {
  std::vector<fs::path> all = folders;
  const char* path = std::getenv("PATH");
  std::string rest = path == nullptr ? "" : path;
  rest += ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:";
  for (std::size_t at = 0, end = 0; (end = rest.find(':', at)) != std::string::npos; at = end + 1)
    if (end > at) all.emplace_back(rest.substr(at, end - at));
  for (const fs::path& folder : all)
    if (const fs::path program = folder / name; access(program.c_str(), X_OK) == 0) return program;
  throw ServerMissing(std::string(name) + ": not found; install the Debian package " + std::string(package));
}

std::uint16_t free_port() {
  static std::mutex mutex;
  static std::set<std::uint16_t> given;
  static std::mt19937 random{std::random_device{}()};
  const std::lock_guard lock(mutex);
  for (int tries = 0; tries < 10'000; ++tries) {
    const auto port = static_cast<std::uint16_t>(20'000 + random() % 12'000);
    if (!given.contains(port) && can_bind(port)) {
      given.insert(port);
      return port;
    }
  }
  throw ServerError("no TCP port of 127.0.0.1 between 20000 and 32000 is free");
}

bool port_answers(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  const sockaddr_in address = loopback(port);
  // On loopback this answers at once, either way.
  const bool answers = connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(socket);
  return answers;
}

void wait_until_ready(LocalProcess& process, const ProcessCommand& command, std::string_view what,
                      const std::function<bool()>& ready, milliseconds patience) {
  const auto deadline = steady_clock::now() + patience;
  // The pause is a wait for the process's end: a server that fails is told of at once.
  while (!ready()) {
    if (process.wait(milliseconds(10)))
      throw ServerError(std::string(what) + " ended with status " + std::to_string(process.status()) + ": " +
                        last_lines(command.log));
    if (steady_clock::now() > deadline)
      throw ServerError(std::string(what) + " is not ready after " + std::to_string(patience.count() / 1'000) +
                        " s: " + last_lines(command.log));
  }
}

ServerFolder::ServerFolder(fs::path given) : path_(std::move(given)), temporary_(path_.empty()) {
  if (temporary_) {
    std::string name = (fs::temp_directory_path() / "pizzatwin-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw ServerError(name + ": " + std::strerror(errno));
    path_ = name;
  } else {
    path_ = fs::absolute(path_).lexically_normal();
    std::error_code error;
    fs::create_directories(path_, error);
    if (error) throw ServerError(path_.string() + ": " + error.message());
  }
  if (const fs::path closed = closed_parent(path_); !closed.empty())
    throw ServerError(closed.string() + ": servers run as user " + server_user().name +
                      ", who may not enter this folder; give another");
  give_to_server_user(path_);
}

ServerFolder::~ServerFolder() {
  std::error_code ignored;
  if (temporary_) fs::remove_all(path_, ignored);
}

void give_to_server_user(const fs::path& path) {
  const ServerUser user = server_user();
  if (user.dropped && chown(path.c_str(), user.uid, user.gid) != 0)
    throw ServerError(path.string() + ": " + std::strerror(errno));
}

void write_server_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  if (!file) throw ServerError(path.string() + ": cannot be written");
  give_to_server_user(path);
}

}  // namespace pizza
