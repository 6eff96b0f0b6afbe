// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "connectors/postgres/connection.h"
#include "connectors/postgres/table_layout.h"
#include "core/topology/partitions.h"

namespace pizza {

// "orders_2026_11" within the realm's schema, as SQL takes it.
std::string partition_table(const TableLayout& layout, Month month);
// Nothing happens when it is there already.
std::string create_partition_sql(const TableLayout& layout, Month month);
// The months that a table has partitions for.
std::set<Month> partition_months(PostgresConnection& connection, const TableLayout& layout);

}  // namespace pizza
