// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "connectors/sqlite/database.h"
#include "core/model/record_type.h"

namespace pizza {

// Brings a file to the descriptions at hand, within the caller's transaction. The tables schema_versions and
// schema_fields hold what the file was last described as. A table that is new is created; a field that is new becomes a
// column, zero, empty or NULL in the records that are there; an index that is new is built, one no longer wanted
// dropped. A field that is gone or has become something else is refused with StoreError: its records would be lost.
void migrate(Database& database, std::span<const RecordType* const> types);

}  // namespace pizza
