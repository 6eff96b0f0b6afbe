// SPDX-License-Identifier: Apache-2.0
#include "app/cli/servers_fleet.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

#include "app/cli/command.h"

namespace pizza::cli {

namespace fs = std::filesystem;

namespace {

// One call at a time in a folder.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder) {
    const fs::path file = folder / "servers.lock";
    handle_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (handle_ < 0) throw UsageError("--dir " + folder.string() + ": " + std::strerror(errno));
    flock(handle_, LOCK_EX);
  }
  ~FolderLock() { close(handle_); }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int handle_ = -1;
};

fs::path pid_file(const fs::path& folder, const std::string& name, std::size_t process, std::size_t count) {
  return folder / (name + (count == 1 ? "" : "-" + std::to_string(process + 1)) + ".pid");
}

void remember(const fs::path& folder, const std::vector<FleetServer>& fleet) {
  Json document = Json::array();
  for (const FleetServer& each : fleet) {
    const std::size_t count = each.server.processes.size();
    document.push_back({{"name", each.name},
                        {"flags", each.server.flags},
                        {"replica", each.server.replica},
                        {"ports", each.server.ports},
                        {"stop_signal", each.server.stop_signal},
                        {"processes", count}});
    for (std::size_t i = 0; i < count; ++i) write_mark(pid_file(folder, each.name, i, count), each.server.processes[i]);
  }
  const fs::path path = folder / "servers.json";
  std::ofstream file(path);
  // It may hold passwords.
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  file << document.dump(2) << '\n' << std::flush;
  if (!file) throw ServerError(path.string() + ": cannot be written");
}

std::vector<FleetServer> remembered(const fs::path& folder) {
  std::ifstream file(folder / "servers.json");
  if (!file) return {};
  const Json document = Json::parse(file, nullptr, false);
  std::vector<FleetServer> fleet;
  try {
    for (const Json& entry : document) {
      FleetServer each;
      each.name = entry.at("name").get<std::string>();
      each.server.flags = entry.at("flags").get<std::string>();
      each.server.replica = entry.at("replica").get<std::string>();
      each.server.stop_signal = entry.at("stop_signal").get<int>();
      each.server.ports = entry.at("ports").get<std::vector<std::uint16_t>>();
      const auto count = std::min<std::size_t>(entry.at("processes").get<std::size_t>(), 16);
      for (std::size_t i = 0; i < count; ++i)
        each.server.processes.push_back(read_mark(pid_file(folder, each.name, i, count)));
      fleet.push_back(std::move(each));
    }
  } catch (const Json::exception&) {
    throw UsageError((folder / "servers.json").string() + ": not as `servers up` writes it");
  }
  return fleet;
}

bool runs(const FleetServer& server) {
  return !server.server.processes.empty() && std::all_of(server.server.processes.begin(), server.server.processes.end(),
                                                         [](const ProcessMark& mark) { return mark.running(); });
}

// All are asked at once: brokers of one cluster end together more quickly than one after another.
void end_all(const RunningServer& server) {
  for (const ProcessMark& mark : server.processes)
    if (mark.running()) ::kill(mark.pid, server.stop_signal);
  for (const ProcessMark& mark : server.processes) end_process(mark, server.stop_signal, std::chrono::seconds(15));
}

}  // namespace

std::vector<FleetServer> fleet_up(const fs::path& folder, const std::vector<ServerKind>& kinds) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw UsageError("--dir " + folder.string() + ": " + error.message());
  const FolderLock lock(folder);
  std::vector<FleetServer> fleet = remembered(folder);
  std::vector<FleetServer> wanted;
  try {
    for (const ServerKind& kind : kinds) {
      const auto known = std::find_if(fleet.begin(), fleet.end(), [&](const auto& f) { return f.name == kind.name; });
      FleetServer each = known == fleet.end() ? FleetServer{kind.name, {}, false} : *known;
      if (!runs(each)) {
        end_all(each.server);
        each.server = kind.start(folder / kind.name, each.server.ports);
        each.started = true;
      }
      wanted.push_back(std::move(each));
    }
  } catch (...) {
    for (const FleetServer& each : wanted)
      if (each.started) end_all(each.server);
    throw;
  }
  // What an earlier call started and this one did not ask for is still the folder's.
  for (const FleetServer& each : fleet)
    if (std::none_of(wanted.begin(), wanted.end(), [&](const auto& w) { return w.name == each.name; }))
      wanted.push_back(each);
  remember(folder, wanted);
  std::erase_if(wanted, [](const FleetServer& each) { return !runs(each); });
  return wanted;
}

std::vector<std::string> fleet_down(const fs::path& folder) {
  if (!fs::exists(folder / "servers.json")) return {};
  const FolderLock lock(folder);
  std::vector<std::string> ended;
  std::vector<FleetServer> fleet = remembered(folder);
  for (auto each = fleet.rbegin(); each != fleet.rend(); ++each) {
    const auto& processes = each->server.processes;
    if (std::any_of(processes.begin(), processes.end(), [](const ProcessMark& mark) { return mark.running(); }))
      ended.push_back(each->name);
    end_all(each->server);
    for (std::size_t i = 0; i < processes.size(); ++i) fs::remove(pid_file(folder, each->name, i, processes.size()));
  }
  return ended;
}

}  // namespace pizza::cli
