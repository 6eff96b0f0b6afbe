// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "connectors/relational/columns.h"
#include "connectors/relational/table_backend.h"
#include "connectors/sqlite/database.h"
#include "core/model/record_type.h"

namespace pizza {

inline constexpr Dialect sqlite_dialect{"INTEGER", "TEXT", "TEXT", "TEXT", "INTEGER PRIMARY KEY"};

// One table of a SQLite file.
class TableFile final : public TableBackend {
 public:
  // The table exists and fits the type.
  TableFile(Database& database, const RecordType& type);

  bool load(std::uint64_t key, void* record) override;
  void write(const void* record) override;
  void erase(std::uint64_t key) override;

  void find_equal(std::size_t index, const IndexValue& value, std::size_t limit,
                  std::vector<std::uint64_t>& keys) override;
  void find_range(std::size_t index, std::int64_t first, std::int64_t last, std::size_t limit,
                  std::vector<FoundKey>& found) override;
  void find_inside(std::size_t index, GeoPoint south_west, GeoPoint north_east,
                   std::vector<std::uint64_t>& keys) override;
  void scan(const std::function<void(std::uint64_t key, const std::function<void(void*)>& read)>& visit) override;
  std::size_t count() override;
  std::uint64_t highest_key() override;

  const RecordType& type() const { return type_; }

 private:
  struct IndexFile {
    const FieldColumns* field;
    std::unique_ptr<Statement> equal, range, inside, put_place, drop_place;
  };
  void prepare_index(const IndexedField& indexed);
  void read_row(Statement& statement, void* record);

  Database& database_;
  const RecordType& type_;
  std::vector<FieldColumns> fields_;
  std::unique_ptr<Statement> load_, write_, erase_, scan_, count_, highest_;
  std::vector<IndexFile> indexes_;
};

// Its name within the file.
std::string geo_table_name(const Schema& schema, const FieldSchema& field);

}  // namespace pizza
