// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "connectors/postgres/connection.h"
#include "connectors/postgres/parameters.h"
#include "connectors/relational/cells.h"
#include "connectors/relational/columns.h"

namespace pizza {

// Many rows of one table, an array a column.
class RowBatch final : public CellSink {
 public:
  explicit RowBatch(const std::vector<CellType>& types);

  void begin_row() { ++rows_; }
  void put(int column, std::int64_t value) override { columns_[static_cast<std::size_t>(column)].add(value); }
  void put(int column, std::string_view value) override;
  std::string_view storable(std::string_view text, std::string& scratch) const override {
    return storable_text(text, scratch);
  }
  void end_row();  // what was not put is NULL

  bool full() const { return rows_ >= 10'000 || bytes_ >= 32'000'000; }
  const std::vector<ArrayParameter>& columns() const { return columns_; }

 private:
  const std::vector<CellType>* types_;
  std::vector<ArrayParameter> columns_;
  std::uint32_t rows_ = 0;
  std::size_t bytes_ = 0;  // of texts
  std::string scratch_;
};

// A row of an answer.
class ResultCells final : public CellSource {
 public:
  ResultCells(const PostgresRows& rows, int row, const std::vector<CellType>& types)
      : rows_(rows), row_(row), types_(types) {}

  bool is_null(int column) const override { return rows_.is_null(row_, column); }
  std::int64_t integer(int column) const override { return rows_.integer(row_, column); }
  std::string_view text(int column) const override {
    const std::string_view found = rows_.text(row_, column);
    return types_[static_cast<std::size_t>(column)] == CellType::Text ? restored_text(found, scratch_) : found;
  }
  void restore(std::string& text) const override { restore_text(text); }

 private:
  const PostgresRows& rows_;
  int row_;
  const std::vector<CellType>& types_;
  mutable std::string scratch_;
};

}  // namespace pizza
