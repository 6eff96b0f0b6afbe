// SPDX-License-Identifier: Apache-2.0
#include "connectors/memory/memory_store.h"

#include <algorithm>
#include <stdexcept>

#include "connectors/memory/unique_values.h"

namespace pizza {

namespace {

constexpr std::uint64_t all_indexes = ~std::uint64_t{0};

bool inside(GeoPoint place, GeoPoint south_west, GeoPoint north_east) {
  return place.lat >= south_west.lat && place.lat <= north_east.lat && place.lon >= south_west.lon &&
         place.lon <= north_east.lon;
}

}  // namespace

MemoryStore::Table::Table(const RecordType& type) : records(type) {
  if (type.indexes.size() > 64) throw std::logic_error("more than 64 indexes: " + std::string(type.schema->name));
  indexes.reserve(type.indexes.size());
  for (const IndexedField& field : type.indexes) {
    indexes.emplace_back(*type.schema, field);
    unique = unique || field.index == Index::Unique;
  }
}

MemoryStore::Table& MemoryStore::make_table(const RecordType& type) {
  if (type.number >= tables_.size()) tables_.resize(type.number + 1);
  tables_[type.number] = std::make_unique<Table>(type);
  return *tables_[type.number];
}

const void* MemoryStore::find(const RecordType& type, std::uint64_t key, Arena&) {
  return table(type).records.find(key);
}

void MemoryStore::find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                             std::vector<std::uint64_t>& keys) {
  keys.clear();
  table(type).indexes[static_cast<std::size_t>(index)].find_equal(value, limit, keys);
}

void MemoryStore::find_range(const RecordType& type, int index, std::int64_t first, std::int64_t last,
                             std::size_t limit, std::vector<std::uint64_t>& keys) {
  keys.clear();
  table(type).indexes[static_cast<std::size_t>(index)].find_range(first, last, limit, keys);
}

void MemoryStore::find_inside(const RecordType& type, int index, GeoPoint south_west, GeoPoint north_east,
                              std::size_t limit, std::vector<std::uint64_t>& keys) {
  keys.clear();
  Table& of = table(type);
  const auto position = static_cast<std::size_t>(index);
  of.indexes[position].candidates_inside(south_west, north_east, keys);
  std::erase_if(keys, [&](std::uint64_t key) {
    return !inside(type.indexes[position].value(of.records.find(key)).place, south_west, north_east);
  });
  std::sort(keys.begin(), keys.end());
  if (keys.size() > limit) keys.resize(limit);
}

CommitOutcome MemoryStore::commit(const Commit& commit) {
  if (!versions_hold(commit) || !unique_free(commit)) return CommitOutcome::Conflict;
  // All old values leave the indexes before a new one comes in: two records may swap a unique value.
  moved_.clear();
  for (std::size_t i = 0; i < commit.changes.size(); ++i)
    moved_.push_back(remove_outdated(commit.changes[i], *tables_[commit.changes[i].type->number], stored_[i]));
  for (std::size_t i = 0; i < commit.changes.size(); ++i)
    apply(commit.changes[i], *tables_[commit.changes[i].type->number], stored_[i], moved_[i]);
  if (keeps_outbox_) {
    for (const OutboxRow& row : commit.outbox) outbox_.emplace(row.sequence, row);
    for (const std::uint64_t sequence : commit.consumed) outbox_.erase(sequence);
  }
  return CommitOutcome::Committed;
}

bool MemoryStore::versions_hold(const Commit& commit) {
  stored_.clear();
  for (const Change& change : commit.changes) {
    void* stored = table(*change.type).records.find(change.key);
    const Version found = stored != nullptr ? change.type->version(stored) : Version{};
    if (found != change.expected || (stored != nullptr && change.expected.value == 0)) return false;
    stored_.push_back(stored);
  }
  return true;
}

bool MemoryStore::unique_free(const Commit& commit) {
  bool any = false;
  for (const Change& change : commit.changes) any = any || tables_[change.type->number]->unique;
  return !any || unique_values_free(commit, [this](const RecordType& type, int index, const IndexValue& value) {
    holder_.clear();
    tables_[type.number]->indexes[static_cast<std::size_t>(index)].find_equal(value, 1, holder_);
    return holder_.empty() ? 0 : holder_.front();
  });
}

std::uint64_t MemoryStore::remove_outdated(const Change& change, Table& table, void* stored) {
  if (stored == nullptr) return all_indexes;
  std::uint64_t moved = 0;
  for (std::size_t i = 0; i < table.indexes.size(); ++i) {
    const IndexValue old = change.type->indexes[i].value(stored);
    if (change.record != nullptr && change.type->indexes[i].value(change.record) == old) continue;
    table.indexes[i].remove(old, change.key);
    moved |= std::uint64_t{1} << i;
  }
  return moved;
}

void MemoryStore::apply(const Change& change, Table& table, void* stored, std::uint64_t moved) {
  const RecordType& type = *change.type;
  if (change.record == nullptr) {
    if (stored != nullptr) table.records.erase(change.key);
    return;
  }
  if (stored == nullptr) stored = table.records.insert(change.key);
  type.assign(stored, change.record);
  for (std::size_t i = 0; moved != 0 && i < table.indexes.size(); ++i, moved >>= 1)
    if ((moved & 1) != 0) table.indexes[i].add(type.indexes[i].value(stored), change.key);
}

std::uint64_t MemoryStore::allocate(const RecordType& type) {
  return table(type).records.allocate();
}

std::vector<OutboxRow> MemoryStore::unconsumed(std::size_t limit) {
  std::vector<OutboxRow> rows;
  for (auto row = outbox_.begin(); row != outbox_.end() && rows.size() < limit; ++row) rows.push_back(row->second);
  return rows;
}

void MemoryStore::scan(const RecordType& type,
                       const std::function<void(std::uint64_t key, const void* record)>& visit) {
  table(type).records.for_each([&](std::uint64_t key, const void* record) { visit(key, record); });
}

std::size_t MemoryStore::count(const RecordType& type) {
  return table(type).records.count();
}

}  // namespace pizza
