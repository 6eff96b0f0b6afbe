// SPDX-License-Identifier: Apache-2.0
// What the stores over relational databases have in common: commits are checked and applied in memory, `flush` brings
// everything since the last one to the database at once.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "connectors/relational/cached_table.h"
#include "core/ports/store.h"

namespace pizza {

// Look-ups see everything committed. Index::FullText is not asked here. Keys are below 2^63. What cannot be read
// throws StoreError, and leaves everything as it was.
class CachedStore : public Store {
 public:
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

 protected:
  struct OutboxEntry {
    OutboxRow row;
    bool in_file = false;
  };
  // Who takes a row out of the outbox.
  enum class OutboxRule : std::uint8_t {
    Consumed,   // the commit that consumes it; one that is consumed before the flush never reaches the database
    Published,  // the relay, once it is published; consuming raises `consumed_through_` only
  };

  // `place` names the database in errors. No two types share a number.
  CachedStore(std::string place, std::span<const RecordType* const> types, std::size_t records_held,
              OutboxRule rule = OutboxRule::Consumed);

  void add_table(const RecordType& type, std::unique_ptr<TableBackend> backend);
  CachedTable& table(const RecordType& type);
  const std::vector<const RecordType*>& types() const { return types_; }
  const std::string& place() const { return place_; }

  // As the database has them; called once, after the tables are there.
  void restore_outbox(OutboxRow row);
  void restore_sequence(std::string_view name, std::uint64_t next);

  bool anything_to_write();
  // Every sequence that moved: visit(name, next).
  void each_moved_sequence(const std::function<void(std::string_view name, std::uint64_t next)>& visit);
  // Rows that the flush at hand has to take out, and those that it has to write.
  const std::vector<std::uint64_t>& outgoing() const { return outgoing_; }
  void each_fresh_row(const std::function<void(const OutboxRow& row)>& visit);
  // The flush is through.
  void flushed();
  // The flush may be through or not: everything is written again by the next.
  void maybe_flushed();

  std::map<std::uint64_t, OutboxEntry> outbox_;
  std::vector<std::uint64_t> outgoing_;
  std::uint64_t consumed_through_ = 0;
  std::uint64_t saved_consumed_through_ = 0;

 private:
  bool versions_hold(const Commit& commit);
  bool unique_free(const Commit& commit);
  void apply_outbox(const Commit& commit);
  std::size_t held() const;
  void forget_unused();

  std::string place_;
  OutboxRule rule_;
  std::size_t records_held_;
  std::size_t sweep_at_;
  std::vector<const RecordType*> types_;
  std::vector<std::unique_ptr<CachedTable>> tables_;  // by RecordType::number
  std::vector<void*> stored_;                         // of the commit at hand: the present record of each change
  std::vector<std::uint64_t> holder_;
  std::vector<std::uint64_t> fresh_;  // rows that came since the last flush, consumed ones among them
  std::uint64_t next_sequence_ = 1;
  std::uint64_t saved_sequence_ = 1;
};

}  // namespace pizza
