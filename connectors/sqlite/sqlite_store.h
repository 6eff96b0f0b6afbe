// SPDX-License-Identifier: Apache-2.0
// A shard in one SQLite file: the store of the embedded world.
#pragma once

#include <memory>

#include "connectors/relational/cached_store.h"
#include "connectors/sqlite/database.h"

namespace pizza {

enum class Durability : std::uint8_t {
  Full,    // a flush survives a loss of power
  Normal,  // a flush survives the death of the process; a loss of power may undo the last ones, never a part of one
};

struct SqliteOptions {
  Durability durability = Durability::Full;
  std::size_t records_held = 100'000;  // clean records in memory before those not in use are dropped
};

// Comes before the tables that are read from it, and goes after them.
struct OpenDatabase {
  Database database_;
};

// Commits change records in memory; `flush` writes each changed record once, in one transaction. So a process that dies
// finds the state of its last flush, whole. Look-ups see everything committed. Outbox rows that are consumed before the
// flush never reach the file. Index::FullText is not kept. Keys are below 2^63.
// Throws StoreError, with the file and what is wrong; after a failed flush nothing is lost, it can be tried again.
class SqliteStore : private OpenDatabase, public CachedStore {
 public:
  // Creates the file or brings it to the descriptions (connectors/sqlite/migration.h). No two types share a number.
  SqliteStore(const std::string& path, std::span<const RecordType* const> types, SqliteOptions options = {});

  void flush() override;

 private:
  void load_outbox();
  void load_sequences();
  void write_outbox();
  void write_sequences();

  std::unique_ptr<Statement> put_outbox_, drop_outbox_, put_sequence_;
};

}  // namespace pizza
