// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/indexes.h"

#include <array>
#include <string_view>

#include "core/topology/topology.h"

namespace pizza {

namespace {

struct NamedIndex {
  std::string_view table;
  std::string_view name;
  std::string_view method_and_columns;
};
constexpr std::array named_indexes{
    NamedIndex{"orders", "orders_by_status_document", "USING gin (status_document jsonb_path_ops)"},
    NamedIndex{"deliveries", "deliveries_by_rider_and_status", "(rider_id, status)"},
};

// PostgreSQL's hash index finds equal numbers only. Texts are wanted by B-tree (users by phone and e-mail), and so are
// the reviews of a restaurant.
bool by_hash(const TableLayout& layout, const FieldColumns& field) {
  return field.layout == Layout::Scalar && layout.schema().name != "reviews";
}

}  // namespace

std::string create_index_sql(const TableLayout& layout, const FieldColumns& field) {
  const FieldSchema& described = *field.field;
  const std::string column = sql_name(field.columns.front().name);
  std::string what;
  switch (described.index) {
    case Index::None:
      return {};
    case Index::FullText:
      what = "USING gin (to_tsvector('simple', " + column + "))";
      break;
    case Index::Geo:
      what = "USING gist (point(" + sql_name(field.columns.at(1).name) + ", " + column + "))";
      break;
    case Index::Hash:
      what = (by_hash(layout, field) ? "USING hash (" : "(") + column + ")";
      break;
    case Index::Ordered:
    case Index::Unique:
      what = "(" + column + ")";
  }
  return std::string("CREATE ") + (described.index == Index::Unique ? "UNIQUE " : "") + "INDEX " +
         sql_name(index_name(layout.schema(), described)) + " ON " + layout.table + " " + what +
         (described.optional ? " WHERE " + column + " IS NOT NULL" : "") + ";";
}

// The business refuses shifts of one rider that overlap; that no two stand in the database is held here as well.
std::string no_double_booking_sql(const TableLayout& layout) {
  if (layout.schema().name != "rider_shifts") return {};
  return "CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public; ALTER TABLE " + layout.table +
         " ADD CONSTRAINT rider_shifts_without_overlap EXCLUDE USING gist (rider_id WITH =, int8range(\"from\", "
         "\"to\") "
         "WITH &&) WHERE (status IN (0, 1)) DEFERRABLE INITIALLY DEFERRED;";
}

// Rows come in the order of their birth, so a few bytes a block of them are enough to find those that are over.
std::string expiry_index_sql(const TableLayout& layout) {
  const FieldSchema* birth = birth_field(layout.schema());
  if (!layout.schema().keep_for || birth == nullptr || birth->index != Index::None || layout.month != nullptr)
    return {};
  return "CREATE INDEX " + sql_name(std::string(layout.schema().name) + "_by_age") + " ON " + layout.table +
         " USING brin (" + layout.column(*birth) + ");";
}

std::string named_indexes_sql(const TableLayout& layout) {
  std::string sql = no_double_booking_sql(layout) + expiry_index_sql(layout);
  for (const NamedIndex& index : named_indexes) {
    if (index.table != layout.schema().name) continue;
    sql += "CREATE INDEX IF NOT EXISTS " + sql_name(index.name) + " ON " + layout.table + " " +
           std::string(index.method_and_columns) + ";";
  }
  return sql;
}

}  // namespace pizza
