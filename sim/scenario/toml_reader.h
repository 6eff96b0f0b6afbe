// SPDX-License-Identifier: Apache-2.0
// Reads a TOML file field by field. The first fault ends it, with one line that names the file, the line, the field and
// what was expected.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/problem.h"

namespace pizza::sim {

// Thrown inside the readers of this folder only; what() is the whole line.
class TomlFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// One table of the file. Fields that nobody has asked for when `finish` is called are faults: misspelt ones must not
// pass in silence.
class TomlTable {
 public:
  static TomlTable parse_file(const std::string& path);

  TomlTable(TomlTable&&) noexcept;
  ~TomlTable();

  bool has(std::string_view field) const;
  std::string text(std::string_view field, std::size_t most = 200);
  std::int64_t integer(std::string_view field, std::int64_t first, std::int64_t last);
  std::vector<std::int64_t> integers(std::string_view field, std::size_t least, std::size_t most, std::int64_t first,
                                     std::int64_t last);
  std::vector<std::string> texts(std::string_view field, std::size_t least, std::size_t most);
  // Milliseconds since 1970 of a date and time without offset, read as if it were UTC.
  std::int64_t local_time(std::string_view field);
  TomlTable table(std::string_view field);
  std::vector<TomlTable> tables(std::string_view field, std::size_t least, std::size_t most);

  // "FILE:LINE: FIELD: expected WHAT". The line is the field's, or the table's where the field is missing.
  [[noreturn]] void fail(std::string_view field, const std::string& expected) const;
  void finish();

 private:
  struct Inside;
  explicit TomlTable(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace pizza::sim
