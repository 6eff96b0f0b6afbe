// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "connectors/memory/field_index.h"
#include "connectors/relational/table_backend.h"

namespace pizza {

// A table's records in memory: those that the database does not have yet ("dirty"), and those that were read lately.
// Look-ups see the database with the dirty records laid over it. "File" stands for the database's table, whatever it
// is.
class CachedTable {
 public:
  CachedTable(std::unique_ptr<TableBackend> file, const RecordType& type);
  CachedTable(const CachedTable&) = delete;
  CachedTable& operator=(const CachedTable&) = delete;
  ~CachedTable();

  // The record, from memory or else from the file; null when there is none. Stays where it is until `forget_unused`.
  void* find(std::uint64_t key);
  // Moves a new state in. `stored` is what `find` gave.
  void put(std::uint64_t key, void* stored, void* record);
  void erase(std::uint64_t key, void* stored);

  void find_equal(std::size_t index, const IndexValue& value, std::size_t limit, std::vector<std::uint64_t>& keys);
  void find_range(std::size_t index, std::int64_t first, std::int64_t last, std::size_t limit,
                  std::vector<std::uint64_t>& keys);
  void find_inside(std::size_t index, GeoPoint south_west, GeoPoint north_east, std::size_t limit,
                   std::vector<std::uint64_t>& keys);
  void scan(const std::function<void(std::uint64_t key, const void* record)>& visit);
  std::size_t count();

  // Two steps to the file, inside the caller's transaction: first every old row that could stand in a new one's way
  // goes, then the dirty records are written. `written` tells that the transaction is through; until then nothing here
  // has changed, and all of it can be done again.
  void write_erased();
  void write_dirty();
  void written();
  bool dirty() const { return !dirty_.empty(); }
  std::size_t waiting() const { return dirty_.size(); }
  // A transaction may have gone through without an answer: whatever is dirty may be in the file, and stays dirty.
  void maybe_written();

  // Rows left the file without being erased here.
  void recount() { count_.reset(); }

  // Drops clean records that nobody asked for since the last call.
  void forget_unused();
  std::size_t held() const { return entries_.size(); }
  TableBackend& backend() { return *file_; }

  std::uint64_t next_key = 1;
  std::uint64_t saved_next_key = 1;  // as the file would have it when it is opened
  bool unique = false;               // has a unique index

 private:
  struct Entry {
    void* record = nullptr;  // null: erased, or not there
    bool dirty = false;
    bool in_file = false;
    bool used = true;
    bool moved = false;  // the file has it at another place
  };

  void* make_record();
  void drop_record(void* record);
  void mark_dirty(std::uint64_t key, Entry& entry);
  void index_dirty(std::uint64_t key, const void* record, bool add);
  void fresh_indexes();
  // The dirty keys, ascending, each once.
  const std::vector<std::uint64_t>& sorted_dirty();
  bool is_dirty(std::uint64_t key) const;
  std::size_t widened(std::size_t limit) const;

  const RecordType& type_;
  std::unique_ptr<TableBackend> file_;
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::vector<std::uint64_t> dirty_;
  std::vector<FieldIndex> dirty_indexes_;
  bool places_;
  std::uint64_t highest_in_file_;
  std::optional<std::size_t> count_;
};

}  // namespace pizza
