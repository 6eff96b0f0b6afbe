// SPDX-License-Identifier: Apache-2.0
// A shard in memory: for simulations, tests, and as the hot part of stores that keep records elsewhere as well.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "connectors/memory/field_index.h"
#include "connectors/memory/record_table.h"
#include "core/ports/store.h"

namespace pizza {

// `find` gives the stored record itself, without a copy; a commit moves the new states in. Nothing outlives the
// process, and `flush` has nothing to do. Hash, Ordered, Unique and Geo indexes are kept; Index::FullText is ignored.
class MemoryStore : public Store {
 public:
  enum class Outbox : std::uint8_t { Dropped, Kept };

  explicit MemoryStore(Outbox outbox = Outbox::Dropped) : keeps_outbox_(outbox == Outbox::Kept) {}

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
  bool keeps_outbox() const override { return keeps_outbox_; }

  void scan(const RecordType& type, const std::function<void(std::uint64_t key, const void* record)>& visit) override;
  std::size_t count(const RecordType& type) override;
  void flush() override {}

 private:
  struct Table {
    explicit Table(const RecordType& type);
    RecordTable records;
    std::vector<FieldIndex> indexes;
    bool unique = false;
  };

  Table& table(const RecordType& type) {
    if (type.number < tables_.size() && tables_[type.number]) return *tables_[type.number];
    return make_table(type);
  }
  Table& make_table(const RecordType& type);
  bool versions_hold(const Commit& commit);
  bool unique_free(const Commit& commit);
  // Which indexes of the record get another entry: one bit each.
  std::uint64_t remove_outdated(const Change& change, Table& table, void* stored);
  void apply(const Change& change, Table& table, void* stored, std::uint64_t moved);

  std::vector<std::unique_ptr<Table>> tables_;  // by RecordType::number
  std::vector<void*> stored_;                   // of the commit at hand: the present record of each change
  std::vector<std::uint64_t> moved_;            // of the commit at hand, by change: what remove_outdated says
  std::vector<std::uint64_t> holder_;           // of the unique value looked at
  std::map<std::uint64_t, OutboxRow> outbox_;
  std::uint64_t next_sequence_ = 1;
  bool keeps_outbox_;
};

}  // namespace pizza
