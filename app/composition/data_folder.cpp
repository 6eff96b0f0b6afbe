// SPDX-License-Identifier: Apache-2.0
#include "app/composition/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace pizza {

DataFolder::DataFolder(std::filesystem::path path) : path_(std::move(path)) {
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  if (error) throw DataFolderError(path_.string() + ": " + error.message() + ", expected a folder to keep data in");
  const std::string lock = file("lock");
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0) throw DataFolderError(lock + ": " + std::strerror(errno) + ", expected a folder that can be written");
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    const int why = errno;
    ::close(lock_);
    throw DataFolderError(path_.string() + ": " +
                          (why == EWOULDBLOCK ? "in use by another process" : std::strerror(why)));
  }
}

DataFolder::~DataFolder() {
  ::close(lock_);
}

std::filesystem::path DataFolder::usual() {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
  };
  if (const std::string home = set("XDG_DATA_HOME"); !home.empty()) return std::filesystem::path(home) / "pizzatwin";
  const std::string home = set("HOME");
  return std::filesystem::path(home.empty() ? "." : home) / ".local" / "share" / "pizzatwin";
}

}  // namespace pizza
