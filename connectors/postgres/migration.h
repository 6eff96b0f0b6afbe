// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "connectors/postgres/connection.h"
#include "connectors/postgres/table_layout.h"

namespace pizza {

// Brings a realm's tables in one database to the descriptions at hand, in one transaction of its own. The tables
// schema_versions and schema_fields in the realm's schema hold what they were last described as. A table that is new is
// created; a field that is new becomes a column, zero, empty or NULL in the records that are there; an index that is
// new is built, one no longer wanted dropped. A field that is gone or has become something else is refused with
// StoreError: its records would be lost.
void migrate(PostgresConnection& connection, std::uint32_t realm, std::span<const TableLayout> layouts);

// What all realms of a home database share, in the schema "pizza": who owns which realm, and how far its flushes are.
void create_shared_tables(PostgresConnection& home);

}  // namespace pizza
