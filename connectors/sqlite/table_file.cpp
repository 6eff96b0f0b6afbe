// SPDX-License-Identifier: Apache-2.0
#include "connectors/sqlite/table_file.h"

#include <algorithm>

#include "connectors/relational/row.h"

namespace pizza {

namespace {

class StatementCells final : public CellSink, public CellSource {
 public:
  explicit StatementCells(Statement& statement) : statement_(statement) {}
  void put(int column, std::int64_t value) override { statement_.bind(column, value); }
  void put(int column, std::string_view value) override { statement_.bind(column, value); }
  bool is_null(int column) const override { return statement_.is_null(column); }
  std::int64_t integer(int column) const override { return statement_.integer(column); }
  std::string_view text(int column) const override { return statement_.text(column); }

 private:
  Statement& statement_;
};

std::string upsert(const std::string& table, const std::string& key, const std::vector<FieldColumns>& fields) {
  std::string values, updates;
  for (const FieldColumns& field : fields) {
    for (const Column& column : field.columns) {
      values += values.empty() ? "?" : ", ?";
      if (!field.field->key)
        updates += (updates.empty() ? "" : ", ") + sql_name(column.name) + " = excluded." + sql_name(column.name);
    }
  }
  return "INSERT INTO " + table + " (" + column_list(fields) + ") VALUES (" + values + ") ON CONFLICT (" + key +
         ") DO " + (updates.empty() ? "NOTHING" : "UPDATE SET " + updates);
}

std::int64_t as_limit(std::size_t limit) {
  return static_cast<std::int64_t>(
      std::min<std::size_t>(limit, static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())));
}

}  // namespace

std::string geo_table_name(const Schema& schema, const FieldSchema& field) {
  return std::string(schema.name) + "_" + std::string(field.name) + "_geo";
}

TableFile::TableFile(Database& database, const RecordType& type)
    : database_(database), type_(type), fields_(columns_of(*type.schema, sqlite_dialect)) {
  const Schema& schema = *type.schema;
  const std::string table = sql_name(schema.name);
  const std::string key = sql_name(schema.fields[schema.key_field - 1U].name);
  const std::string select = "SELECT " + column_list(fields_) + " FROM " + table;
  load_ = std::make_unique<Statement>(database, select + " WHERE " + key + " = ?");
  write_ = std::make_unique<Statement>(database, upsert(table, key, fields_));
  erase_ = std::make_unique<Statement>(database, "DELETE FROM " + table + " WHERE " + key + " = ?");
  scan_ = std::make_unique<Statement>(database, select + " ORDER BY " + key);
  count_ = std::make_unique<Statement>(database, "SELECT count(*) FROM " + table);
  highest_ = std::make_unique<Statement>(database, "SELECT max(" + key + ") FROM " + table);
  for (const IndexedField& indexed : type.indexes) prepare_index(indexed);
}

void TableFile::prepare_index(const IndexedField& indexed) {
  const Schema& schema = *type_.schema;
  const FieldColumns& field = fields_[indexed.field - 1U];
  const std::string key = sql_name(schema.fields[schema.key_field - 1U].name);
  const std::string column = sql_name(field.columns.front().name);
  IndexFile made{&field, nullptr, nullptr, nullptr, nullptr, nullptr};
  if (indexed.index == Index::Geo) {
    const std::string places = sql_name(geo_table_name(schema, *field.field));
    made.inside = std::make_unique<Statement>(
        database_, "SELECT id FROM " + places + " WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?");
    made.put_place = std::make_unique<Statement>(
        database_, "INSERT OR REPLACE INTO " + places + " (id, south, north, west, east) VALUES (?1, ?2, ?2, ?3, ?3)");
    made.drop_place = std::make_unique<Statement>(database_, "DELETE FROM " + places + " WHERE id = ?");
  } else if (indexed.index != Index::FullText) {
    const std::string from = " FROM " + sql_name(schema.name) + " WHERE " + column;
    made.equal = std::make_unique<Statement>(database_, "SELECT " + key + from + " = ? ORDER BY " + key + " LIMIT ?");
    if (indexed.index == Index::Ordered && field.layout == Layout::Scalar)
      made.range =
          std::make_unique<Statement>(database_, "SELECT " + column + ", " + key + from + " BETWEEN ? AND ? ORDER BY " +
                                                     column + ", " + key + " LIMIT ?");
  }
  indexes_.push_back(std::move(made));
}

void TableFile::read_row(Statement& statement, void* record) {
  const StatementCells cells(statement);
  RowReader reader(cells, *type_.schema, fields_);
  type_.read(record, reader);
  if (reader.problem())
    throw StoreError(database_.path(), "expected " + std::string(type_.schema->name) + " " +
                                           std::to_string(type_.key(record)) + " as described, found otherwise in " +
                                           reader.problem()->field + ": " + reader.problem()->detail);
}

bool TableFile::load(std::uint64_t key, void* record) {
  const Reading reading(*load_);
  load_->bind(0, static_cast<std::int64_t>(key));
  if (!load_->step()) return false;
  read_row(*load_, record);
  return true;
}

void TableFile::write(const void* record) {
  StatementCells cells(*write_);
  RowWriter writer(cells, fields_);
  const Reading writing(*write_);
  type_.write(record, writer);
  write_->run();
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    if (!indexes_[i].put_place) continue;
    const IndexValue value = type_.indexes[i].value(record);
    const auto key = static_cast<std::int64_t>(type_.key(record));
    if (value.present) {
      indexes_[i].put_place->bind(0, key).bind(1, std::int64_t{value.place.lat}).bind(2, std::int64_t{value.place.lon});
      indexes_[i].put_place->run();
    } else {
      indexes_[i].drop_place->bind(0, key).run();
    }
  }
}

void TableFile::erase(std::uint64_t key) {
  erase_->bind(0, static_cast<std::int64_t>(key)).run();
  for (IndexFile& index : indexes_)
    if (index.drop_place) index.drop_place->bind(0, static_cast<std::int64_t>(key)).run();
}

void TableFile::find_equal(std::size_t index, const IndexValue& value, std::size_t limit,
                           std::vector<std::uint64_t>& keys) {
  if (!indexes_[index].equal || !value.present) return;
  Statement& statement = *indexes_[index].equal;
  const Reading reading(statement);
  indexes_[index].field->layout == Layout::Text ? statement.bind(0, value.text) : statement.bind(0, value.number);
  statement.bind(1, as_limit(limit));
  while (statement.step()) keys.push_back(static_cast<std::uint64_t>(statement.integer(0)));
}

void TableFile::find_range(std::size_t index, std::int64_t first, std::int64_t last, std::size_t limit,
                           std::vector<FoundKey>& found) {
  if (!indexes_[index].range) return;
  Statement& statement = *indexes_[index].range;
  const Reading reading(statement);
  statement.bind(0, first).bind(1, last).bind(2, as_limit(limit));
  while (statement.step()) found.push_back({statement.integer(0), static_cast<std::uint64_t>(statement.integer(1))});
}

void TableFile::find_inside(std::size_t index, GeoPoint south_west, GeoPoint north_east,
                            std::vector<std::uint64_t>& keys) {
  if (!indexes_[index].inside) return;
  Statement& statement = *indexes_[index].inside;
  const Reading reading(statement);
  statement.bind(0, std::int64_t{south_west.lat}).bind(1, std::int64_t{north_east.lat});
  statement.bind(2, std::int64_t{south_west.lon}).bind(3, std::int64_t{north_east.lon});
  while (statement.step()) keys.push_back(static_cast<std::uint64_t>(statement.integer(0)));
}

void TableFile::scan(const std::function<void(std::uint64_t key, const std::function<void(void*)>& read)>& visit) {
  const Reading reading(*scan_);
  const int key = fields_[type_.schema->key_field - 1U].first;
  const std::function<void(void*)> read = [this](void* record) { read_row(*scan_, record); };
  while (scan_->step()) visit(static_cast<std::uint64_t>(scan_->integer(key)), read);
}

std::size_t TableFile::count() {
  const Reading reading(*count_);
  return count_->step() ? static_cast<std::size_t>(count_->integer(0)) : 0;
}

std::uint64_t TableFile::highest_key() {
  const Reading reading(*highest_);
  return highest_->step() && !highest_->is_null(0) ? static_cast<std::uint64_t>(highest_->integer(0)) : 0;
}

}  // namespace pizza
