// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/postgres_table.h"

#include <algorithm>
#include <limits>

#include "connectors/postgres/gathered_rows.h"
#include "connectors/postgres/partitions.h"
#include "connectors/relational/row.h"
#include "core/ports/arena.h"

namespace pizza {

namespace {

constexpr std::size_t page_rows = 2'000;

std::int64_t as_limit(std::size_t limit) {
  return static_cast<std::int64_t>(
      std::min<std::size_t>(limit, static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())));
}

}  // namespace

PostgresTable::PostgresTable(Databases& databases, TableLayout layout)
    : databases_(databases),
      layout_(std::move(layout)),
      user_(*layout_.type, layout_.user),
      month_(*layout_.type, layout_.month) {
  const std::string& table = layout_.table;
  const std::string& key = layout_.key;
  std::string select;
  for (const FieldColumns& field : layout_.fields) {
    for (const Column& column : field.columns) {
      select +=
          (select.empty() ? "SELECT " : ", ") + sql_name(column.name) + (column.type == CellType::Json ? "::text" : "");
      cell_types_.push_back(column.type);
    }
  }
  select += " FROM " + table;
  load_ = databases.declare(select + " WHERE " + key + " = $1");
  load_all_ = databases.declare(select + " WHERE " + key + " = ANY($1::bigint[])");
  page_ = databases.declare(select + " WHERE " + key + " > $1 ORDER BY " + key + " LIMIT " + std::to_string(page_rows));
  erase_ = databases.declare("DELETE FROM " + table + " WHERE " + key + " = ANY($1::bigint[])");
  count_ = databases.declare("SELECT count(*) FROM " + table);
  highest_ = databases.declare("SELECT max(" + key + ") FROM " + table);
  declare_write();
  for (const IndexedField& indexed : layout_.type->indexes) prepare_index(indexed);
  for (std::size_t i = 0; i < this->databases(); ++i) gathered_.push_back(std::make_unique<Gathered>(cell_types_));
}

PostgresTable::~PostgresTable() = default;

void PostgresTable::declare_write() {
  std::string names, arrays, values, updates;
  int parameter = 0;
  const auto add = [&](const std::string& name, CellType type, bool key) {
    const std::string column = sql_name(name), place = std::to_string(++parameter);
    const char* array = type == CellType::Integer ? "bigint" : type == CellType::Bytes ? "bytea" : "text";
    names += (names.empty() ? "" : ", ") + column;
    arrays += (arrays.empty() ? "$" : ", $") + place + "::" + array + "[]";
    values += (values.empty() ? "" : ", ") + column + (type == CellType::Json ? "::jsonb" : "");
    if (!key) updates += (updates.empty() ? "" : ", ") + column + " = excluded." + column;
  };
  for (const FieldColumns& field : layout_.fields)
    for (const Column& column : field.columns)
      add(column.name, column.type, field.field->key || field.field == layout_.month);
  if (layout_.status_document) {
    add("status_document", CellType::Json, false);
    cell_types_.push_back(CellType::Json);
  }
  const std::string conflict =
      layout_.month != nullptr ? layout_.key + ", " + layout_.column(*layout_.month) : layout_.key;
  write_ = databases_.declare("INSERT INTO " + layout_.table + " (" + names + ") SELECT " + values + " FROM unnest(" +
                              arrays + ") AS r (" + names + ") ON CONFLICT (" + conflict + ") DO " +
                              (updates.empty() ? "NOTHING" : "UPDATE SET " + updates));
}

void PostgresTable::prepare_index(const IndexedField& indexed) {
  const FieldColumns& field = layout_.fields[indexed.field - 1U];
  const std::string& key = layout_.key;
  const std::string column = sql_name(field.columns.front().name);
  IndexStatements made;
  if (indexed.index == Index::Geo) {
    const std::string lon = sql_name(field.columns.at(1).name);
    made.inside = databases_.declare("SELECT " + key + " FROM " + layout_.table + " WHERE point(" + lon + ", " +
                                     column + ") <@ box(point($1::bigint, $2::bigint), point($3::bigint, $4::bigint))");
  } else if (indexed.index != Index::FullText) {
    // OFFSET 0: found by the index and then sorted, never by walking along the keys until enough have the value.
    const char* type = field.layout == Layout::Text ? "text" : "bigint";
    made.equal =
        databases_.declare("SELECT " + key + " FROM (SELECT " + key + " FROM " + layout_.table + " WHERE " + column +
                           " = $1::" + type + " OFFSET 0) AS found ORDER BY " + key + " LIMIT $2::bigint");
    if (indexed.index == Index::Ordered && field.layout == Layout::Scalar) {
      made.has_range = true;
      made.range = databases_.declare("SELECT " + column + ", " + key + " FROM " + layout_.table + " WHERE " + column +
                                      " BETWEEN $1::bigint AND $2::bigint ORDER BY " + column + ", " + key +
                                      " LIMIT $3::bigint");
    }
  }
  indexes_.push_back(made);
}

void PostgresTable::read_row(const PostgresRows& rows, int row, void* record) const {
  const ResultCells cells(rows, row, cell_types_);
  RowReader reader(cells, layout_.schema(), layout_.fields);
  layout_.type->read(record, reader);
  if (reader.problem())
    throw StoreError(databases_.home().place(), "expected " + std::string(layout_.schema().name) + " " +
                                                    std::to_string(layout_.type->key(record)) +
                                                    " as described, found otherwise in " + reader.problem()->field +
                                                    ": " + reader.problem()->detail);
}

bool PostgresTable::load(std::uint64_t key, void* record) {
  Parameters parameters;
  parameters.add(key);
  std::size_t first = 0, last = databases() - 1;
  if (layout_.user != nullptr && layout_.user->key) first = last = databases_.of_user(key);
  for (std::size_t i = first; i <= last; ++i) {
    const PostgresRows rows = databases_.at(i).query(load_, parameters);
    if (rows.rows() == 0) continue;
    read_row(rows, 0, record);
    return true;
  }
  return cold_ != nullptr && load_cold(key, record);
}

void PostgresTable::load_all(std::span<const std::uint64_t> keys,
                             const std::function<void(std::uint64_t key, const void* record)>& visit) {
  if (keys.empty()) return;
  ArrayParameter wanted(PostgresType::Integer);
  for (const std::uint64_t key : keys) wanted.add(static_cast<std::int64_t>(key));
  const RecordType& type = *layout_.type;
  Arena arena;
  for (std::size_t i = 0; i < databases(); ++i) {
    const PostgresRows rows = databases_.at(i).query(load_all_, Parameters().add(wanted));
    for (int row = 0; row < rows.rows(); ++row) {
      void* record = arena.allocate(type.size, type.alignment);
      type.construct(record);
      arena.on_clear(record, type.destroy);
      read_row(rows, row, record);
      visit(type.key(record), record);
    }
    arena.clear();
  }
}

std::uint64_t PostgresTable::place_of(const void* record) const {
  std::uint64_t place = 0;
  if (spread()) place = databases_.of_user(static_cast<std::uint64_t>(user_.of(record)));
  if (layout_.month == nullptr) return place;
  // The instant itself: it is part of the primary key.
  return place ^ (static_cast<std::uint64_t>(month_.of(record)) << 12);
}

void PostgresTable::write(const void* record) {
  std::size_t database = 0;
  if (spread()) {
    const auto user = static_cast<std::uint64_t>(user_.of(record));
    databases_.note_write(user);
    database = databases_.of_user(user);
  }
  Gathered& gathered = *gathered_[database];
  if (layout_.month != nullptr) {
    const Month month = Month::of({month_.of(record)});
    gathered.need(month);
    watched_changed_ = watched_changed_ || month == watched_;
  }
  if (!erased_in_cold_.empty() && erased_in_cold_.contains(layout_.type->key(record)))
    back_from_cold_.insert(layout_.type->key(record));
  RowBatch& batch = gathered.batch();
  batch.begin_row();
  RowWriter writer(batch, layout_.fields);
  layout_.type->write(record, writer);
  if (layout_.status_document)
    batch.put(static_cast<int>(cell_types_.size()) - 1, status_document(*layout_.type, record));
  batch.end_row();
}

void PostgresTable::erase(std::uint64_t key) {
  watched_changed_ = true;
  if (cold_ != nullptr && cold_->may_hold(layout_.schema().name, key)) newly_erased_in_cold_.insert(key);
  std::size_t first = 0, last = databases() - 1;
  if (layout_.user != nullptr && layout_.user->key) first = last = databases_.of_user(key);
  for (std::size_t i = first; i <= last; ++i) gathered_[i]->erased.add(static_cast<std::int64_t>(key));
}

bool PostgresTable::gathered(std::size_t database) const {
  if (database == 0 && !(newly_erased_in_cold_.empty() && back_from_cold_.empty())) return true;
  return database < gathered_.size() && !gathered_[database]->empty();
}

void PostgresTable::send(std::size_t database) {
  Gathered& gathered = *gathered_[database];
  PostgresConnection& connection = databases_.at(database);
  Parameters parameters;
  if (database == 0) send_erased_in_cold();
  for (const Month& month : gathered.new_months) connection.send(create_partition_sql(layout_, month));
  if (gathered.erased.size() > 0) {
    parameters.add(gathered.erased);
    connection.send(erase_, parameters);
  }
  for (const RowBatch& batch : gathered.batches) {
    parameters.clear();
    for (const ArrayParameter& column : batch.columns()) parameters.add(column);
    connection.send(write_, parameters);
  }
  if (!gathered.batches.empty()) connection.flush_pipeline();
}

std::pair<std::size_t, std::size_t> PostgresTable::asked(std::size_t index, const IndexValue& value) const {
  if (!spread()) return {0, 0};
  const IndexedField& indexed = layout_.type->indexes[index];
  if (layout_.user->number == indexed.field) {
    const std::size_t only = databases_.of_user(static_cast<std::uint64_t>(value.number));
    return {only, only};
  }
  return {0, databases() - 1};
}

void PostgresTable::find_equal(std::size_t index, const IndexValue& value, std::size_t limit,
                               std::vector<std::uint64_t>& keys) {
  const IndexedField& indexed = layout_.type->indexes[index];
  if (!value.present || indexed.index == Index::Geo || indexed.index == Index::FullText) return;
  std::string scratch;
  Parameters parameters;
  layout_.fields[indexed.field - 1U].layout == Layout::Text ? parameters.add(storable_text(value.text, scratch))
                                                            : parameters.add(value.number);
  parameters.add(as_limit(limit));
  const auto [first, last] = asked(index, value);
  for (std::size_t i = first; i <= last; ++i) {
    const PostgresRows rows = databases_.at(i).query(indexes_[index].equal, parameters);
    for (int row = 0; row < rows.rows(); ++row) keys.push_back(static_cast<std::uint64_t>(rows.integer(row, 0)));
  }
  if (first == last) return;
  std::sort(keys.begin(), keys.end());
  if (keys.size() > limit) keys.resize(limit);
}

void PostgresTable::find_range(std::size_t index, std::int64_t first, std::int64_t last, std::size_t limit,
                               std::vector<FoundKey>& found) {
  if (!indexes_[index].has_range) return;
  Parameters parameters;
  parameters.add(first).add(last).add(as_limit(limit));
  for (std::size_t i = 0; i < databases(); ++i) {
    const PostgresRows rows = databases_.at(i).query(indexes_[index].range, parameters);
    for (int row = 0; row < rows.rows(); ++row)
      found.push_back({rows.integer(row, 0), static_cast<std::uint64_t>(rows.integer(row, 1))});
  }
}

void PostgresTable::find_inside(std::size_t index, GeoPoint south_west, GeoPoint north_east,
                                std::vector<std::uint64_t>& keys) {
  if (layout_.type->indexes[index].index != Index::Geo) return;
  // A box turns itself the right way round; one that is the wrong way round holds nothing here.
  if (south_west.lat > north_east.lat || south_west.lon > north_east.lon) return;
  Parameters parameters;
  parameters.add(std::int64_t{south_west.lon}).add(std::int64_t{south_west.lat});
  parameters.add(std::int64_t{north_east.lon}).add(std::int64_t{north_east.lat});
  for (std::size_t i = 0; i < databases(); ++i) {
    const PostgresRows rows = databases_.at(i).query(indexes_[index].inside, parameters);
    for (int row = 0; row < rows.rows(); ++row) keys.push_back(static_cast<std::uint64_t>(rows.integer(row, 0)));
  }
}

void PostgresTable::scan(const std::function<void(std::uint64_t key, const std::function<void(void*)>& read)>& visit) {
  struct Page {
    PostgresRows rows;
    int next = 0;
    std::int64_t last = -1;
    bool done = false;
  };
  std::vector<Page> pages(databases());
  const int key_column = layout_.fields[layout_.schema().key_field - 1U].first;
  const auto turn = [&](std::size_t i) {
    Page& page = pages[i];
    if (page.done || page.next < page.rows.rows()) return;
    page.done = page.last >= 0 && page.rows.rows() < static_cast<int>(page_rows);
    if (page.done) return;
    Parameters parameters;
    parameters.add(page.last);
    page.rows = databases_.at(i).query(page_, parameters);
    page.next = 0;
    page.done = page.rows.rows() == 0;
    if (!page.done) page.last = page.rows.integer(page.rows.rows() - 1, key_column);
  };
  for (;;) {
    Page* least = nullptr;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      turn(i);
      Page& page = pages[i];
      if (page.done) continue;
      if (least == nullptr || page.rows.integer(page.next, key_column) < least->rows.integer(least->next, key_column))
        least = &page;
    }
    if (least == nullptr) return;
    const int row = least->next++;
    const std::function<void(void*)> read = [&](void* record) { read_row(least->rows, row, record); };
    visit(static_cast<std::uint64_t>(least->rows.integer(row, key_column)), read);
  }
}

std::size_t PostgresTable::count() {
  std::size_t rows = 0;
  for (std::size_t i = 0; i < databases(); ++i)
    rows += static_cast<std::size_t>(databases_.at(i).query(count_, {}).integer(0, 0));
  return rows;
}

std::uint64_t PostgresTable::highest_key() {
  std::uint64_t highest = cold_ != nullptr ? cold_->highest_key(layout_.schema().name) : 0;
  for (std::size_t i = 0; i < databases(); ++i) {
    const PostgresRows rows = databases_.at(i).query(highest_, {});
    if (!rows.is_null(0, 0)) highest = std::max(highest, static_cast<std::uint64_t>(rows.integer(0, 0)));
  }
  return highest;
}

}  // namespace pizza
