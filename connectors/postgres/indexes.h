// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "connectors/postgres/table_layout.h"

namespace pizza {

// The index that a field's description asks for, with its semicolon; empty where it asks for none. An optional field
// has a partial one.
std::string create_index_sql(const TableLayout& layout, const FieldColumns& field);

// Those that no description tells of: the orders' status document, a rider's deliveries by status, and that no rider
// has two shifts at once.
std::string named_indexes_sql(const TableLayout& layout);

}  // namespace pizza
