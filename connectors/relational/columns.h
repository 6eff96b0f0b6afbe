// SPDX-License-Identifier: Apache-2.0
// Which columns a described record has. Scalars and texts are a column each; a flat structure (money, a place) is
// spread over columns field_member; other structures and lists are one column of JSON in its raw form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/schema.h"

namespace pizza {

enum class Layout : std::uint8_t { Scalar, Text, Spread, Json };

enum class CellType : std::uint8_t { Integer, Text, Bytes, Json };

struct Column {
  std::string name;
  std::string definition;  // type, NULL or not, default
  CellType type = CellType::Integer;
};

// What a database calls its types. `key` is the whole definition of the key's column.
struct Dialect {
  const char* integer;  // of 64 bits
  const char* text;
  const char* bytes;
  const char* json;
  const char* key;
};

struct FieldColumns {
  const FieldSchema* field;
  Layout layout;
  int first = 0;  // position among the table's columns
  std::vector<Column> columns;
  std::string shape;  // what must not change as long as there are records: "optional spread minor integer, …"
};

std::vector<FieldColumns> columns_of(const Schema& schema, const Dialect& dialect);

// A name as SQL takes it, whatever it is made of.
std::string sql_name(std::string_view name);
std::string index_name(const Schema& schema, const FieldSchema& field);
// "a, b, c"
std::string column_list(const std::vector<FieldColumns>& fields);
// As it is remembered beside a record's shape: "none", "hash", "ordered", "unique", "full_text", "geo".
const char* index_word(const FieldSchema& field);

}  // namespace pizza
