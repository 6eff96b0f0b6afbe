// SPDX-License-Identifier: Apache-2.0
#include "connectors/servers/local_process.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <utility>

namespace pizza {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& what, int error) {
  if (error == ENOENT) throw ServerMissing(what + ": " + std::strerror(error));
  throw ServerError(what + ": " + std::strerror(error));
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

int open_handle(pid_t pid) {
  return static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
}

// What the child needs, made before the fork: behind it only system calls are safe.
struct Child {
  std::vector<std::string> words, environment;
  std::string folder;
  int log = -1, null = -1, report = -1;
  ServerUser user;
  pid_t parent = 0;
  bool detached = false;

  [[noreturn]] void give_up() const {
    const int error = errno;
    [[maybe_unused]] const auto written = write(report, &error, sizeof error);
    _exit(127);
  }
  [[noreturn]] void become(char** arguments, char** variables) const {
    if (setsid() < 0 || dup2(null, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0) give_up();
    if (user.dropped && (setgroups(0, nullptr) != 0 || setgid(user.gid) != 0 || setuid(user.uid) != 0)) give_up();
    // Behind setuid, which forgets it.
    if (!detached && prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) give_up();
    if (!detached && getppid() != parent) _exit(127);
    if (chdir(folder.c_str()) != 0) give_up();
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    signal(SIGPIPE, SIG_DFL);
    if (syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */) != 0) give_up();
    execve(arguments[0], arguments, variables);
    give_up();
  }
};

struct Descriptor {
  int number = -1;
  ~Descriptor() { close_now(); }
  void close_now() {
    if (number >= 0) close(number);
    number = -1;
  }
};

}  // namespace

ServerUser server_user() {
  const bool root = geteuid() == 0;
  const passwd* entry = root ? getpwnam("nobody") : getpwuid(geteuid());
  if (entry == nullptr) {
    if (root) throw ServerError("there is no user \"nobody\" to run servers as");
    return {std::to_string(geteuid()), geteuid(), getegid(), false};
  }
  return {entry->pw_name, entry->pw_uid, entry->pw_gid, root};
}

LocalProcess::LocalProcess(const ProcessCommand& command) : detached_(command.detached) {
  const std::string& program = command.words.at(0);
  Child child;
  child.words = command.words;
  child.environment = command.environment;
  child.environment.push_back("PATH=/usr/local/bin:/usr/bin:/bin");
  const char* home = command.as_caller ? std::getenv("HOME") : nullptr;
  child.environment.push_back("HOME=" + (home != nullptr ? home : command.folder.string()));
  child.environment.push_back("LC_ALL=C.UTF-8");
  child.environment.push_back("TZ=UTC");
  child.folder = command.folder.string();
  child.user = server_user();
  if (command.as_caller) child.user.dropped = false;
  child.parent = getpid();
  child.detached = command.detached;
  Descriptor log{open(command.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)};
  if (log.number < 0) fail(command.log.string(), errno);
  Descriptor null{open("/dev/null", O_RDONLY | O_CLOEXEC)};
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail(program, errno);
  Descriptor read_end{ends[0]}, write_end{ends[1]};
  child.log = log.number;
  child.null = null.number;
  child.report = write_end.number;
  std::vector<char*> arguments = pointers(child.words);
  std::vector<char*> variables = pointers(child.environment);
  const pid_t pid = fork();
  if (pid < 0) fail(program, errno);
  if (pid == 0) child.become(arguments.data(), variables.data());
  write_end.close_now();
  int error = 0;
  if (read(read_end.number, &error, sizeof error) == sizeof error) {
    waitpid(pid, nullptr, 0);
    fail(program + " as user " + child.user.name + " in " + child.folder, error);
  }
  pid_ = pid;
  handle_ = open_handle(pid);
}

LocalProcess::~LocalProcess() {
  if (!detached_) kill();
  if (handle_ >= 0) close(handle_);
}

void LocalProcess::swap(LocalProcess& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(handle_, other.handle_);
  std::swap(status_, other.status_);
  std::swap(detached_, other.detached_);
}

bool LocalProcess::reap(bool block) {
  if (pid_ == 0 || status_ >= 0) return true;
  int raw = 0;
  pid_t ended = 0;
  do {
    ended = waitpid(pid_, &raw, block ? 0 : WNOHANG);
  } while (ended < 0 && errno == EINTR);
  if (ended == 0) return false;
  status_ = ended < 0 ? 127 : WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : WEXITSTATUS(raw);
  return true;
}

bool LocalProcess::running() {
  return pid_ != 0 && !reap(false);
}

bool LocalProcess::wait(milliseconds patience) {
  if (reap(false)) return true;
  pollfd wanted{handle_, POLLIN, 0};
  const auto deadline = steady_clock::now() + patience;
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now()).count();
    if (left <= 0) return reap(false);
    if (poll(&wanted, 1, static_cast<int>(left)) > 0) return reap(true);
  }
}

void LocalProcess::stop(int signal, milliseconds patience) {
  if (!running()) return;
  ::kill(pid_, signal);
  if (!wait(patience)) kill();
}

void LocalProcess::kill() {
  if (!running()) return;
  ::kill(pid_, SIGKILL);
  reap(true);
}

int run_program(const ProcessCommand& command, milliseconds patience) {
  LocalProcess process(command);
  if (!process.wait(patience))
    throw ServerError(command.words[0] + ": not done within " + std::to_string(patience.count() / 1'000) + " s");
  return process.status();
}

ProcessMark mark_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  // "PID (name) STATE …": the name may hold anything, so look behind its last bracket. The start is the 22nd word.
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos || name_end + 2 >= text.size()) return {pid, 0};
  if (text[name_end + 2] == 'Z') return {pid, 0};
  std::size_t at = name_end + 2;
  for (int word = 3; word < 22; ++word) {
    at = text.find(' ', at);
    if (at == std::string::npos) return {pid, 0};
    ++at;
  }
  return {pid, std::strtoull(text.c_str() + at, nullptr, 10)};
}

bool ProcessMark::running() const {
  return pid > 0 && started != 0 && mark_of(pid).started == started;
}

void write_mark(const std::filesystem::path& file, const ProcessMark& mark) {
  std::ofstream out(file, std::ios::trunc);
  out << mark.pid << ' ' << mark.started << '\n' << std::flush;
  if (!out) throw ServerError(file.string() + ": cannot be written");
}

ProcessMark read_mark(const std::filesystem::path& file) {
  std::ifstream in(file);
  ProcessMark mark;
  if (!(in >> mark.pid >> mark.started)) return {};
  return mark;
}

void end_process(const ProcessMark& mark, int signal, milliseconds patience) {
  if (!mark.running()) return;
  const Descriptor handle{open_handle(mark.pid)};
  // Looked at again behind the handle, which names this process and no later one of the same number.
  if (handle.number < 0 || !mark.running()) return;
  pollfd wanted{handle.number, POLLIN, 0};
  syscall(SYS_pidfd_send_signal, handle.number, signal, nullptr, 0);
  if (poll(&wanted, 1, static_cast<int>(patience.count())) > 0) return;
  syscall(SYS_pidfd_send_signal, handle.number, SIGKILL, nullptr, 0);
  poll(&wanted, 1, 10'000);
}

}  // namespace pizza
