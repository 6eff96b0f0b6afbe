// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "connectors/postgres/cold_storage.h"
#include "connectors/postgres/databases.h"
#include "connectors/postgres/table_layout.h"
#include "connectors/relational/table_backend.h"
#include "core/topology/partitions.h"

namespace pizza {

// One table of a realm, in its home database or spread over all by the user. What is written and erased is gathered by
// column, and sent as one statement a database for all rows that go and one for all that come.
class PostgresTable final : public TableBackend {
 public:
  // The table exists and fits the layout in every database that may hold its rows.
  PostgresTable(Databases& databases, TableLayout layout);
  ~PostgresTable() override;

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
  std::uint64_t place_of(const void* record) const override;
  bool has_places() const override { return layout_.month != nullptr || spread(); }

  // Those of the records that the databases have, in one round trip a database; the record is the callee's to look at.
  void load_all(std::span<const std::uint64_t> keys,
                const std::function<void(std::uint64_t key, const void* record)>& visit);

  const TableLayout& layout() const { return layout_; }
  // In the pipeline of a database's connection: what was gathered for it.
  bool gathered(std::size_t database) const;
  void send(std::size_t database);
  // Forgets what was gathered; `durable`: because it is written.
  void forget_gathered(bool durable);
  // The partitions that a database has; `send` makes those that are missing.
  void set_months(std::size_t database, std::set<Month> months);
  const std::set<Month>& months(std::size_t database) const;
  std::set<Month> all_months() const;

  // Where records are looked for by key that the database has no more. `erased`: those that are gone for good.
  void set_cold_storage(const ColdStorage& storage, std::set<std::uint64_t> erased);
  bool is_erased_in_cold(std::uint64_t key) const { return erased_in_cold_.contains(key); }
  // Whether a row of the month was written or any erased since it was watched.
  void watch_month(std::optional<Month> month);
  bool watched_month_changed() const { return watched_changed_; }
  // A month's rows with keys above `after`, ascending, at most `limit`; how many there were.
  std::size_t read_month(Month month, std::uint64_t after, std::size_t limit,
                         const std::function<void(std::uint64_t key, const void* record)>& visit);
  // Keys of records whose instant is before `limit_of_age`.
  std::vector<std::uint64_t> born_before(const FieldSchema& birth, Instant limit_of_age, std::size_t limit);

 private:
  class Gathered;
  struct Reading;
  struct IndexStatements {
    PostgresConnection::StatementId equal = 0, range = 0, inside = 0;
    bool has_range = false;
  };
  bool spread() const { return layout_.user != nullptr && databases_.size() > 1; }
  std::size_t databases() const { return spread() ? databases_.size() : 1; }
  void prepare_index(const IndexedField& indexed);
  void declare_write();
  bool load_cold(std::uint64_t key, void* record) const;
  void send_erased_in_cold();
  // Which databases to ask for an indexed value: one where the user is named.
  std::pair<std::size_t, std::size_t> asked(std::size_t index, const IndexValue& value) const;
  void read_row(const PostgresRows& rows, int row, void* record) const;

  Databases& databases_;
  TableLayout layout_;
  FieldValue user_;
  FieldValue month_;
  std::vector<CellType> cell_types_;
  PostgresConnection::StatementId load_, load_all_, write_, erase_, page_, count_, highest_;
  std::vector<IndexStatements> indexes_;
  std::vector<std::unique_ptr<Gathered>> gathered_;  // by database
  const ColdStorage* cold_ = nullptr;
  std::set<std::uint64_t> erased_in_cold_, newly_erased_in_cold_, back_from_cold_;
  std::optional<Month> watched_;
  bool watched_changed_ = false;
};

}  // namespace pizza
