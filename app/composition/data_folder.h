// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace pizza {

// The folder cannot be used; one line that names it and says why.
class DataFolderError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The folder in which an embedded business lives. One process at a time: the lock goes with the process, however it
// ends.
class DataFolder {
 public:
  // Makes the folder where there is none. Throws DataFolderError.
  explicit DataFolder(std::filesystem::path path);
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;
  ~DataFolder();

  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

  // Where the data of this user's business lives by default: $XDG_DATA_HOME/pizzatwin, or .local/share/pizzatwin in the
  // home folder.
  static std::filesystem::path usual();

 private:
  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace pizza
