// SPDX-License-Identifier: Apache-2.0
// One row of a table, cell by cell, whatever takes it or gives it. Columns count from 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pizza {

// A cell that is not put is NULL.
class CellSink {
 public:
  virtual ~CellSink() = default;
  virtual void put(int column, std::int64_t value) = 0;
  // The text lives until the row is written.
  virtual void put(int column, std::string_view value) = 0;
  // A text inside JSON in a form that the database can hold: itself, or something that is made in `scratch`.
  virtual std::string_view storable(std::string_view text, std::string& scratch) const {
    static_cast<void>(scratch);
    return text;
  }
};

class CellSource {
 public:
  virtual ~CellSource() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  // lives until the next row
  // Takes back what `storable` did.
  virtual void restore(std::string& text) const { static_cast<void>(text); }
};

}  // namespace pizza
