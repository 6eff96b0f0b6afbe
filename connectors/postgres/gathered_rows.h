// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <set>
#include <vector>

#include "connectors/postgres/postgres_table.h"
#include "connectors/postgres/row_batch.h"

namespace pizza {

// What the next flush has to do to a table in one database.
class PostgresTable::Gathered {
 public:
  explicit Gathered(const std::vector<CellType>& types) : types_(types), erased(PostgresType::Integer) {}

  RowBatch& batch() {
    if (batches.empty() || batches.back().full()) batches.emplace_back(types_);
    return batches.back();
  }
  bool empty() const { return batches.empty() && erased.size() == 0; }
  void clear() {
    batches.clear();
    erased.clear();
    new_months.clear();
  }
  void need(Month month) {
    if (!months.contains(month)) new_months.insert(month);
  }

 private:
  const std::vector<CellType>& types_;

 public:
  std::deque<RowBatch> batches;
  ArrayParameter erased;
  std::set<Month> months;  // that have partitions
  std::set<Month> new_months;
};

}  // namespace pizza
