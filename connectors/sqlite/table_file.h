// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "connectors/sqlite/columns.h"
#include "connectors/sqlite/database.h"
#include "core/model/record_type.h"

namespace pizza {

// The part of an index look-up that a file can answer.
struct FoundKey {
  std::int64_t value;  // of the index, where the order needs it
  std::uint64_t key;
};

// One table of a SQLite file: what is written there, whatever still waits in memory. Throws StoreError.
class TableFile {
 public:
  // The table exists and fits the type.
  TableFile(Database& database, const RecordType& type);

  // Fills a constructed record; false when there is none.
  bool load(std::uint64_t key, void* record);
  void write(const void* record);
  void erase(std::uint64_t key);

  void find_equal(std::size_t index, const IndexValue& value, std::size_t limit, std::vector<std::uint64_t>& keys);
  void find_range(std::size_t index, std::int64_t first, std::int64_t last, std::size_t limit,
                  std::vector<FoundKey>& found);
  void find_inside(std::size_t index, GeoPoint south_west, GeoPoint north_east, std::vector<std::uint64_t>& keys);

  // Every row, ascending by key. `record` makes the record of a row; whoever does not want it does not pay for it.
  void scan(const std::function<void(std::uint64_t key, const std::function<void(void*)>& read)>& visit);
  std::size_t count();
  std::uint64_t highest_key();

  const RecordType& type() const { return type_; }

 private:
  struct IndexFile {
    const FieldColumns* field;
    std::unique_ptr<Statement> equal, range, inside, put_place, drop_place;
  };
  void prepare_index(const IndexedField& indexed);
  void read_row(const Statement& statement, void* record);

  Database& database_;
  const RecordType& type_;
  std::vector<FieldColumns> fields_;
  std::unique_ptr<Statement> load_, write_, erase_, scan_, count_, highest_;
  std::vector<IndexFile> indexes_;
};

// Names within the file.
std::string index_name(const Schema& schema, const FieldSchema& field);
std::string geo_table_name(const Schema& schema, const FieldSchema& field);

}  // namespace pizza
