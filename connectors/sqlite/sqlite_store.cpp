// SPDX-License-Identifier: Apache-2.0
#include "connectors/sqlite/sqlite_store.h"

#include "connectors/sqlite/migration.h"
#include "connectors/sqlite/table_file.h"

namespace pizza {

SqliteStore::SqliteStore(const std::string& path, std::span<const RecordType* const> types, SqliteOptions options)
    : OpenDatabase{{path, options.durability == Durability::Full}}, CachedStore(path, types, options.records_held) {
  Transaction transaction(database_);
  migrate(database_, types);
  database_.run(
      "CREATE TABLE IF NOT EXISTS outbox (sequence INTEGER PRIMARY KEY, event TEXT NOT NULL, aggregate INTEGER NOT "
      "NULL, at INTEGER NOT NULL, bytes TEXT NOT NULL)");
  database_.run("CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID");
  transaction.commit();
  for (const RecordType* type : types) add_table(*type, std::make_unique<TableFile>(database_, *type));
  put_outbox_ = std::make_unique<Statement>(database_, "INSERT INTO outbox VALUES (?, ?, ?, ?, ?)");
  drop_outbox_ = std::make_unique<Statement>(database_, "DELETE FROM outbox WHERE sequence = ?");
  put_sequence_ = std::make_unique<Statement>(database_, "INSERT OR REPLACE INTO sequences VALUES (?, ?)");
  load_outbox();
  load_sequences();
}

void SqliteStore::load_outbox() {
  Statement rows(database_, "SELECT sequence, event, aggregate, at, bytes FROM outbox ORDER BY sequence");
  const Reading reading(rows);
  while (rows.step())
    restore_outbox({static_cast<std::uint64_t>(rows.integer(0)), std::string(rows.text(1)),
                    static_cast<std::uint64_t>(rows.integer(2)), Instant{rows.integer(3)}, std::string(rows.text(4))});
}

void SqliteStore::load_sequences() {
  Statement rows(database_, "SELECT name, next FROM sequences");
  const Reading reading(rows);
  while (rows.step()) restore_sequence(rows.text(0), static_cast<std::uint64_t>(rows.integer(1)));
}

void SqliteStore::flush() {
  if (!anything_to_write()) return;
  Transaction transaction(database_);
  for (const RecordType* type : types()) {
    table(*type).write_erased();
    table(*type).write_dirty();
  }
  write_outbox();
  write_sequences();
  transaction.commit();
  flushed();
}

void SqliteStore::write_outbox() {
  for (const std::uint64_t sequence : outgoing()) drop_outbox_->bind(0, static_cast<std::int64_t>(sequence)).run();
  each_fresh_row([this](const OutboxRow& row) {
    put_outbox_->bind(0, static_cast<std::int64_t>(row.sequence)).bind(1, std::string_view(row.event));
    put_outbox_->bind(2, static_cast<std::int64_t>(row.aggregate)).bind(3, row.at.ms);
    put_outbox_->bind(4, std::string_view(row.bytes)).run();
  });
}

void SqliteStore::write_sequences() {
  each_moved_sequence([this](std::string_view name, std::uint64_t next) {
    put_sequence_->bind(0, name).bind(1, static_cast<std::int64_t>(next)).run();
  });
}

}  // namespace pizza
