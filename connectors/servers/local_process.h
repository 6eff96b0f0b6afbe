// SPDX-License-Identifier: Apache-2.0
// A program that is started here, watched, stopped or killed. Never as root: whoever is root starts it as an ordinary
// user (`server_user`), so the folders that it writes to must belong to that user (`ServerFolder`).
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/servers/server_error.h"

namespace pizza {

struct ProcessCommand {
  std::vector<std::string> words;        // the program's whole path first
  std::vector<std::string> environment;  // "NAME=value", beside PATH, HOME, LC_ALL and TZ; nothing else is inherited
  std::filesystem::path folder;          // where it runs
  std::filesystem::path log;             // what it says is appended here
  // Detached: it goes on when this process ends. Otherwise it dies with the thread that started it, even by SIGKILL.
  bool detached = false;
  // For tools, not servers: stays who the caller is, with the caller's HOME.
  bool as_caller = false;
};

// Who servers run as.
struct ServerUser {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
  bool dropped = false;  // this process is root and the server is not
};

// The caller, or for root: `nobody`.
ServerUser server_user();

// A process that may outlive its parent, so that a number which the system has given to somebody else is not taken
// for it.
struct ProcessMark {
  pid_t pid = 0;
  std::uint64_t started = 0;  // clock ticks since boot; 0: unknown

  bool running() const;
};
// The mark of a process that runs; `started` is 0 when it does not.
ProcessMark mark_of(pid_t pid);
// "PID TICKS" in a file; an unreadable file gives a mark that does not run.
void write_mark(const std::filesystem::path& file, const ProcessMark& mark);
ProcessMark read_mark(const std::filesystem::path& file);
// Asks by `signal`, waits `patience`, then SIGKILL. Returns when it is gone. For processes of others as well.
void end_process(const ProcessMark& mark, int signal, std::chrono::milliseconds patience);

// Owns one process. Moves, does not copy.
class LocalProcess {
 public:
  LocalProcess() = default;
  // Throws ServerMissing when there is no such program, ServerError when it cannot be started.
  explicit LocalProcess(const ProcessCommand& command);
  LocalProcess(LocalProcess&& other) noexcept { swap(other); }
  LocalProcess& operator=(LocalProcess&& other) noexcept {
    swap(other);
    return *this;
  }
  // Kills it, unless it is detached.
  ~LocalProcess();

  pid_t pid() const { return pid_; }  // 0: none
  ProcessMark mark() const { return mark_of(pid_); }
  bool running();
  // Waits for its end; false when `patience` is over first. Afterwards `status` holds.
  bool wait(std::chrono::milliseconds patience);
  // Exit status, 128 + N for signal N; -1 while it runs.
  int status() const { return status_; }
  // Asks by `signal`, kills it when it has not ended within `patience`.
  void stop(int signal, std::chrono::milliseconds patience);
  void kill();  // SIGKILL, as a power failure would

 private:
  void swap(LocalProcess& other) noexcept;
  bool reap(bool block);

  pid_t pid_ = 0;
  int handle_ = -1;  // a pidfd: becomes readable when the process ends
  int status_ = -1;
  bool detached_ = false;
};

// Runs a program to its end and gives its exit status. Throws ServerError when it takes longer than `patience`.
int run_program(const ProcessCommand& command, std::chrono::milliseconds patience);

// Throws ServerMissing, with the Debian package to install, when it is neither in `folders` nor on PATH.
std::filesystem::path find_program(std::string_view name, std::string_view package,
                                   const std::vector<std::filesystem::path>& folders = {});

// A TCP port of 127.0.0.1 where nobody listens, never the same one twice in one process. Below the range that the
// system gives to outgoing connections: a client that calls a stopped server there would end up talking to itself.
std::uint16_t free_port();

// Calls `ready` every few milliseconds until it is true. Throws ServerError, with the last lines of the log, when the
// process ends first or `patience` is over; `what` names the server.
void wait_until_ready(LocalProcess& process, const ProcessCommand& command, std::string_view what,
                      const std::function<bool()>& ready, std::chrono::milliseconds patience);
// Whether somebody accepts connections at this port of 127.0.0.1.
bool port_answers(std::uint16_t port);

// A folder that servers may write to: the given one (made if it is missing) or, for an empty path, a temporary one that
// goes with this object.
class ServerFolder {
 public:
  explicit ServerFolder(std::filesystem::path given);
  ~ServerFolder();
  ServerFolder(const ServerFolder&) = delete;
  ServerFolder& operator=(const ServerFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  bool temporary_ = false;
};

// Gives a file or folder that exists to the user that servers run as.
void give_to_server_user(const std::filesystem::path& path);
// Writes a whole file that the server's user owns.
void write_server_file(const std::filesystem::path& path, std::string_view text);

}  // namespace pizza
