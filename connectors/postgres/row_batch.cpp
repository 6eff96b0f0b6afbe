// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/row_batch.h"

namespace pizza {

RowBatch::RowBatch(const std::vector<CellType>& types) : types_(&types) {
  for (const CellType type : types)
    columns_.emplace_back(type == CellType::Integer ? PostgresType::Integer
                          : type == CellType::Bytes ? PostgresType::Bytes
                                                    : PostgresType::Text);
}

void RowBatch::put(int column, std::string_view value) {
  const auto place = static_cast<std::size_t>(column);
  columns_[place].add((*types_)[place] == CellType::Text ? storable_text(value, scratch_) : value);
  bytes_ += value.size();
}

void RowBatch::end_row() {
  for (ArrayParameter& column : columns_)
    if (column.size() < rows_) column.add_null();
}

}  // namespace pizza
