// SPDX-License-Identifier: Apache-2.0
// Comma-separated values by RFC 4180: fields in quotes may hold commas, line ends and doubled quotes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pizza {

struct CsvRow {
  std::int32_t line = 0;  // where it begins, from 1
  std::vector<std::string> fields;
};

struct CsvRows {
  std::vector<CsvRow> rows;  // without empty lines
  // The line of a quote that is never closed, or that closes in the middle of a field.
  std::optional<std::int32_t> bad_quote;
};

// Line ends are CR LF or LF; a byte order mark in front is skipped.
CsvRows read_csv(std::string_view text);

// One row with its line end; fields in quotes where they must be.
void write_csv_row(const std::vector<std::string>& fields, std::string& out);

}  // namespace pizza
