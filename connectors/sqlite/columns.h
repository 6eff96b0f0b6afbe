// SPDX-License-Identifier: Apache-2.0
// Which columns a described record has. Scalars and texts are a column each; a flat structure (money, a place) is
// spread over columns field_member; other structures and lists are one column of JSON in its raw form.
#pragma once

#include <string>
#include <vector>

#include "core/model/schema.h"

namespace pizza {

enum class Layout : std::uint8_t { Scalar, Text, Spread, Json };

struct Column {
  std::string name;
  std::string definition;  // type, NULL or not, default
};

struct FieldColumns {
  const FieldSchema* field;
  Layout layout;
  int first = 0;  // position among the table's columns
  std::vector<Column> columns;
  std::string shape;  // what must not change as long as there are records: "optional spread minor integer, …"
};

std::vector<FieldColumns> columns_of(const Schema& schema);

}  // namespace pizza
