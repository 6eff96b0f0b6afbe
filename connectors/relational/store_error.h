// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace pizza {

// The store cannot go on: disk full, file locked, damaged, or described otherwise. The message names the file, or the
// server's address and database.
class StoreError : public std::runtime_error {
 public:
  StoreError(std::string file, const std::string& what)
      : std::runtime_error(file + ": " + what), file_(std::move(file)) {}
  const std::string& file() const { return file_; }

 private:
  std::string file_;
};

// The server is away or cannot take more just now. What waits in memory is still there: the call may be made again.
class StoreUnavailable : public StoreError {
 public:
  using StoreError::StoreError;
};

// The realm belongs to somebody else by now: nothing of this store will be written any more.
class FencedOut : public StoreError {
 public:
  using StoreError::StoreError;
};

}  // namespace pizza
