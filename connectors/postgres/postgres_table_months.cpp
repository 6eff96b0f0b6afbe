// SPDX-License-Identifier: Apache-2.0
// A table's months: partitions, cold storage, and what is left of time.
#include <algorithm>

#include "connectors/json/json_form.h"
#include "connectors/postgres/gathered_rows.h"
#include "connectors/postgres/partitions.h"
#include "connectors/postgres/postgres_table.h"

namespace pizza {

void PostgresTable::forget_gathered(bool durable) {
  for (const auto& gathered : gathered_) {
    if (durable) gathered->months.insert(gathered->new_months.begin(), gathered->new_months.end());
    gathered->clear();
  }
  if (durable) {
    for (const std::uint64_t key : back_from_cold_) erased_in_cold_.erase(key);
    erased_in_cold_.insert(newly_erased_in_cold_.begin(), newly_erased_in_cold_.end());
  }
  newly_erased_in_cold_.clear();
  back_from_cold_.clear();
}

void PostgresTable::set_months(std::size_t database, std::set<Month> months) {
  if (database < gathered_.size()) gathered_[database]->months = std::move(months);
}

const std::set<Month>& PostgresTable::months(std::size_t database) const {
  return gathered_[database]->months;
}

std::set<Month> PostgresTable::all_months() const {
  std::set<Month> all;
  for (const auto& gathered : gathered_) all.insert(gathered->months.begin(), gathered->months.end());
  return all;
}

void PostgresTable::set_cold_storage(const ColdStorage& storage, std::set<std::uint64_t> erased) {
  cold_ = &storage;
  erased_in_cold_ = std::move(erased);
}

void PostgresTable::watch_month(std::optional<Month> month) {
  watched_ = month;
  watched_changed_ = false;
}

bool PostgresTable::load_cold(std::uint64_t key, void* record) const {
  const std::string_view name = layout_.schema().name;
  if (!cold_->may_hold(name, key) || erased_in_cold_.contains(key)) return false;
  const std::optional<std::string> line = cold_->find(name, key);
  if (!line) return false;
  const Result<Json> json = parse_json(*line);
  const Outcome read = json ? from_json(json.value(), *layout_.type, record, JsonForm::Raw) : Outcome(json.problem());
  if (!read)
    throw StoreError(cold_->folder().string(), "expected " + std::string(name) + " " + std::to_string(key) +
                                                   " as described, found otherwise in " + read.problem().field + ": " +
                                                   read.problem().detail);
  return true;
}

void PostgresTable::send_erased_in_cold() {
  PostgresConnection& home = databases_.home();
  const auto send = [&](const std::string& sql, const std::set<std::uint64_t>& keys) {
    for (const std::uint64_t key : keys)
      home.send(sql + " ('" + std::string(layout_.schema().name) + "', " + std::to_string(key) + ")" +
                (sql.starts_with("INSERT") ? " ON CONFLICT DO NOTHING" : ""));
  };
  send("INSERT INTO " + layout_.prefix + "cold_erased VALUES", newly_erased_in_cold_);
  send("DELETE FROM " + layout_.prefix + "cold_erased WHERE (record, key) =", back_from_cold_);
}

std::size_t PostgresTable::read_month(Month month, std::uint64_t after, std::size_t limit,
                                      const std::function<void(std::uint64_t key, const void* record)>& visit) {
  struct Found {
    std::uint64_t key;
    const PostgresRows* rows;
    int row;
  };
  std::vector<PostgresRows> pages(databases());
  std::vector<Found> found;
  const int key_column = layout_.fields[layout_.schema().key_field - 1U].first;
  std::string columns;
  for (const FieldColumns& field : layout_.fields)
    for (const Column& column : field.columns)
      columns +=
          (columns.empty() ? "" : ", ") + sql_name(column.name) + (column.type == CellType::Json ? "::text" : "");
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!months(i).contains(month)) continue;
    pages[i] = databases_.at(i).query("SELECT " + columns + " FROM " + partition_table(layout_, month) + " WHERE " +
                                          layout_.key + " > $1::bigint ORDER BY " + layout_.key + " LIMIT $2::bigint",
                                      Parameters().add(after).add(static_cast<std::int64_t>(limit)));
    for (int row = 0; row < pages[i].rows(); ++row)
      found.push_back({static_cast<std::uint64_t>(pages[i].integer(row, key_column)), &pages[i], row});
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.key < b.key; });
  if (found.size() > limit) found.resize(limit);
  for (const Found& one : found) {
    std::vector<std::max_align_t> room(layout_.type->size / sizeof(std::max_align_t) + 1);
    layout_.type->construct(room.data());
    const std::unique_ptr<void, void (*)(void*)> record(room.data(), layout_.type->destroy);
    read_row(*one.rows, one.row, record.get());
    visit(one.key, record.get());
  }
  return found.size();
}

std::vector<std::uint64_t> PostgresTable::born_before(const FieldSchema& birth, Instant limit_of_age,
                                                      std::size_t limit) {
  std::vector<std::uint64_t> keys;
  for (std::size_t i = 0; i < databases(); ++i) {
    const PostgresRows rows =
        databases_.at(i).query("SELECT " + layout_.key + " FROM " + layout_.table + " WHERE " + layout_.column(birth) +
                                   " < $1::bigint LIMIT $2::bigint",
                               Parameters().add(limit_of_age.ms).add(static_cast<std::int64_t>(limit)));
    for (int row = 0; row < rows.rows(); ++row) keys.push_back(static_cast<std::uint64_t>(rows.integer(row, 0)));
  }
  std::sort(keys.begin(), keys.end());
  if (keys.size() > limit) keys.resize(limit);
  return keys;
}

}  // namespace pizza
