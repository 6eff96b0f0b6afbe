// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace pizza {

// The store cannot go on: disk full, file locked, damaged, or described otherwise. The message names the file.
class StoreError : public std::runtime_error {
 public:
  StoreError(std::string file, const std::string& what)
      : std::runtime_error(file + ": " + what), file_(std::move(file)) {}
  const std::string& file() const { return file_; }

 private:
  std::string file_;
};

}  // namespace pizza
