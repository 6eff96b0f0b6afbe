// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/partitions.h"

namespace pizza {

std::string partition_table(const TableLayout& layout, Month month) {
  return layout.prefix + sql_name(layout.unquoted() + "_" + month.text());
}

std::string create_partition_sql(const TableLayout& layout, Month month) {
  return "CREATE TABLE IF NOT EXISTS " + partition_table(layout, month) + " PARTITION OF " + layout.table +
         " FOR VALUES FROM (" + std::to_string(month.begin().ms) + ") TO (" + std::to_string(month.plus(1).begin().ms) +
         ") WITH (fillfactor = 85)";
}

std::set<Month> partition_months(PostgresConnection& connection, const TableLayout& layout) {
  const PostgresRows rows = connection.query(
      "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = "
      "$1::text::regclass",
      Parameters().add(std::string_view(layout.table)));
  std::set<Month> months;
  const std::size_t prefix = layout.unquoted().size() + 1;
  for (int row = 0; row < rows.rows(); ++row) {
    const std::string name(rows.text(row, 0));
    if (name.size() < prefix + 7) continue;
    months.insert({std::stoi(name.substr(prefix, 4)), std::stoi(name.substr(prefix + 5, 2))});
  }
  return months;
}

}  // namespace pizza
