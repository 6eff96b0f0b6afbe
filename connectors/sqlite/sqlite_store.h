// SPDX-License-Identifier: Apache-2.0
// A shard in one SQLite file: the store of the embedded world.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "connectors/sqlite/cached_table.h"
#include "connectors/sqlite/database.h"
#include "core/ports/store.h"

namespace pizza {

enum class Durability : std::uint8_t {
  Full,    // a flush survives a loss of power
  Normal,  // a flush survives the death of the process; a loss of power may undo the last ones, never a part of one
};

struct SqliteOptions {
  Durability durability = Durability::Full;
  std::size_t records_held = 100'000;  // clean records in memory before those not in use are dropped
};

// Commits change records in memory; `flush` writes each changed record once, in one transaction. So a process that dies
// finds the state of its last flush, whole. Look-ups see everything committed. Outbox rows that are consumed before the
// flush never reach the file. Index::FullText is not kept. Keys are below 2^63.
// Throws StoreError, with the file and what is wrong; after a failed flush nothing is lost, it can be tried again.
class SqliteStore : public Store {
 public:
  // Creates the file or brings it to the descriptions (connectors/sqlite/migration.h). No two types share a number.
  SqliteStore(const std::string& path, std::span<const RecordType* const> types, SqliteOptions options = {});

  const void* find(const RecordType& type, std::uint64_t key, Arena& arena) override;
  void find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                  std::vector<std::uint64_t>& keys) override;
  void find_range(const RecordType& type, int index, std::int64_t first, std::int64_t last, std::size_t limit,
                  std::vector<std::uint64_t>& keys) override;
  void find_inside(const RecordType& type, int index, GeoPoint south_west, GeoPoint north_east, std::size_t limit,
                   std::vector<std::uint64_t>& keys) override;

  CommitOutcome commit(const Commit& commit) override;

  std::uint64_t allocate(const RecordType& type) override;
  std::uint64_t allocate_outbox_sequence() override { return next_sequence_++; }
  std::vector<OutboxRow> unconsumed(std::size_t limit) override;
  bool keeps_outbox() const override { return true; }

  void scan(const RecordType& type, const std::function<void(std::uint64_t key, const void* record)>& visit) override;
  std::size_t count(const RecordType& type) override;
  void flush() override;

 private:
  struct OutboxEntry {
    OutboxRow row;
    bool in_file = false;
  };

  CachedTable& table(const RecordType& type);
  void load_outbox();
  void load_sequences();
  bool versions_hold(const Commit& commit);
  bool unique_free(const Commit& commit);
  void apply_outbox(const Commit& commit);
  void write_outbox();
  void write_sequences();
  bool anything_to_write();
  std::size_t held() const;
  void forget_unused();

  Database database_;
  SqliteOptions options_;
  std::size_t sweep_at_;
  std::vector<const RecordType*> types_;
  std::vector<std::unique_ptr<CachedTable>> tables_;  // by RecordType::number
  std::vector<void*> stored_;                         // of the commit at hand: the present record of each change
  std::vector<std::uint64_t> holder_;
  std::map<std::uint64_t, OutboxEntry> outbox_;
  std::vector<std::uint64_t> outbox_fresh_;      // rows that came since the last flush, consumed ones among them
  std::vector<std::uint64_t> consumed_in_file_;  // rows that the next flush takes out
  std::uint64_t next_sequence_ = 1;
  std::uint64_t saved_sequence_ = 1;
  std::unique_ptr<Statement> put_outbox_, drop_outbox_, put_sequence_;
};

}  // namespace pizza
