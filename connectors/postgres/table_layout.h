// SPDX-License-Identifier: Apache-2.0
// How a described record lies in PostgreSQL: its columns, where it is spread, what it is cut by.
#pragma once

#include <string>
#include <vector>

#include "connectors/relational/columns.h"
#include "core/model/record_type.h"

namespace pizza {

inline constexpr Dialect postgres_dialect{"bigint", "text", "bytea", "jsonb", "bigint NOT NULL"};

// The schema of a realm's tables: "realm_7".
std::string realm_schema(std::uint32_t realm);

struct TableLayout {
  const RecordType* type = nullptr;
  std::string table;   // "realm_7"."orders"
  std::string prefix;  // "realm_7".
  std::string key;     // "order_id"
  std::vector<FieldColumns> fields;
  const FieldSchema* user = nullptr;   // spread over the databases by it; null: in the home database
  const FieldSchema* month = nullptr;  // cut into monthly partitions by this instant; null: one table
  // What the description does not say: the orders' status document.
  bool status_document = false;

  const Schema& schema() const { return *type->schema; }
  std::string column(const FieldSchema& field) const;  // the first of a field, as SQL takes it
  std::string unquoted() const { return std::string(type->schema->name); }
};

TableLayout layout_of(const RecordType& type, std::uint32_t realm);

// An integer field of a record, by the index if it has one.
class FieldValue {
 public:
  FieldValue() = default;
  FieldValue(const RecordType& type, const FieldSchema* field);
  std::int64_t of(const void* record) const;

 private:
  const RecordType* type_ = nullptr;
  const FieldSchema* field_ = nullptr;
  int index_ = -1;
};

// {"status": "ready", "placed_at": 1795201200000, …}: the way of an order as a document, for queries by containment.
std::string status_document(const RecordType& type, const void* record);

}  // namespace pizza
