// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/recent_index.h"

#include <set>

#include "connectors/postgres/partitions.h"
#include "core/model/records/order.h"

namespace pizza {

namespace {

constexpr std::int64_t week_ms = days(7).ms;

std::string index_name(Month month, Instant from) {
  return "orders_recent_" + month.text() + "_" + std::to_string(from.ms / days(1).ms);
}

// Names of the recent indexes that are there and whole; those that are not whole are dropped.
std::set<std::string> present_indexes(PostgresConnection& connection, const std::string& schema) {
  const PostgresRows rows = connection.query(
      "SELECT c.relname::text, i.indisvalid::int::bigint FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
      "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1::text AND starts_with(c.relname, "
      "'orders_recent_')",
      Parameters().add(std::string_view(schema)));
  std::set<std::string> names;
  for (int row = 0; row < rows.rows(); ++row) {
    const std::string name(rows.text(row, 0));
    if (rows.integer(row, 1) != 0) {
      names.insert(name);
    } else {
      connection.run_at_leisure("DROP INDEX CONCURRENTLY IF EXISTS " + sql_name(schema) + "." + sql_name(name));
    }
  }
  return names;
}

}  // namespace

Instant recent_orders_from(Instant now) {
  return {(now.ms / week_ms - 1) * week_ms};
}

bool roll_recent_index(PostgresConnection& connection, std::uint32_t realm, Instant now) {
  const TableLayout layout = layout_of(record_type<Order>(), realm);
  const std::string schema = realm_schema(realm);
  const Instant from = recent_orders_from(now);
  std::set<std::string> present = present_indexes(connection, schema);
  bool changed = false;
  for (const Month month : partition_months(connection, layout)) {
    if (month.plus(1).begin() <= from || month.begin() > now) continue;
    const std::string name = index_name(month, from);
    if (present.erase(name) != 0) continue;
    connection.run_at_leisure("CREATE INDEX CONCURRENTLY " + sql_name(name) + " ON " + partition_table(layout, month) +
                              " (restaurant_id, placed_at) WHERE placed_at >= " + std::to_string(from.ms));
    changed = true;
  }
  for (const std::string& old : present) {
    connection.run_at_leisure("DROP INDEX CONCURRENTLY IF EXISTS " + sql_name(schema) + "." + sql_name(old));
    changed = true;
  }
  return changed;
}

}  // namespace pizza
