// SPDX-License-Identifier: Apache-2.0
#include "connectors/sqlite/sqlite_store.h"

#include <algorithm>
#include <stdexcept>

#include "connectors/memory/unique_values.h"
#include "connectors/sqlite/migration.h"

namespace pizza {

namespace {

constexpr std::string_view outbox_sequence = "outbox";
constexpr std::uint64_t key_limit = std::uint64_t{1} << 63;

}  // namespace

SqliteStore::SqliteStore(const std::string& path, std::span<const RecordType* const> types, SqliteOptions options)
    : database_(path, options.durability == Durability::Full),
      options_(options),
      sweep_at_(options.records_held),
      types_(types.begin(), types.end()) {
  Transaction transaction(database_);
  migrate(database_, types);
  database_.run(
      "CREATE TABLE IF NOT EXISTS outbox (sequence INTEGER PRIMARY KEY, event TEXT NOT NULL, aggregate INTEGER NOT "
      "NULL, at INTEGER NOT NULL, bytes TEXT NOT NULL)");
  database_.run("CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID");
  transaction.commit();
  for (const RecordType* type : types) {
    if (type->number >= tables_.size()) tables_.resize(type->number + 1);
    if (tables_[type->number]) throw std::logic_error("two types of one number: " + std::string(type->schema->name));
    tables_[type->number] = std::make_unique<CachedTable>(database_, *type);
  }
  put_outbox_ = std::make_unique<Statement>(database_, "INSERT INTO outbox VALUES (?, ?, ?, ?, ?)");
  drop_outbox_ = std::make_unique<Statement>(database_, "DELETE FROM outbox WHERE sequence = ?");
  put_sequence_ = std::make_unique<Statement>(database_, "INSERT OR REPLACE INTO sequences VALUES (?, ?)");
  load_outbox();
  load_sequences();
}

void SqliteStore::load_outbox() {
  Statement rows(database_, "SELECT sequence, event, aggregate, at, bytes FROM outbox ORDER BY sequence");
  const Reading reading(rows);
  while (rows.step()) {
    const auto sequence = static_cast<std::uint64_t>(rows.integer(0));
    outbox_[sequence] = {{sequence, std::string(rows.text(1)), static_cast<std::uint64_t>(rows.integer(2)),
                          Instant{rows.integer(3)}, std::string(rows.text(4))},
                         true};
    next_sequence_ = sequence + 1;
  }
}

void SqliteStore::load_sequences() {
  std::map<std::string, std::uint64_t, std::less<>> saved;
  Statement rows(database_, "SELECT name, next FROM sequences");
  const Reading reading(rows);
  while (rows.step()) saved[std::string(rows.text(0))] = static_cast<std::uint64_t>(rows.integer(1));
  for (const RecordType* type : types_) {
    const auto found = saved.find(type->schema->name);
    CachedTable& of = *tables_[type->number];
    if (found != saved.end()) of.next_key = of.saved_next_key = std::max(of.next_key, found->second);
  }
  const auto found = saved.find(outbox_sequence);
  if (found != saved.end()) next_sequence_ = std::max(next_sequence_, found->second);
  saved_sequence_ = next_sequence_;
}

CachedTable& SqliteStore::table(const RecordType& type) {
  if (type.number >= tables_.size() || !tables_[type.number])
    throw std::logic_error("the store was opened without " + std::string(type.schema->name));
  return *tables_[type.number];
}

const void* SqliteStore::find(const RecordType& type, std::uint64_t key, Arena&) {
  return table(type).find(key);
}

void SqliteStore::find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                             std::vector<std::uint64_t>& keys) {
  keys.clear();
  table(type).find_equal(static_cast<std::size_t>(index), value, limit, keys);
}

void SqliteStore::find_range(const RecordType& type, int index, std::int64_t first, std::int64_t last,
                             std::size_t limit, std::vector<std::uint64_t>& keys) {
  keys.clear();
  table(type).find_range(static_cast<std::size_t>(index), first, last, limit, keys);
}

void SqliteStore::find_inside(const RecordType& type, int index, GeoPoint south_west, GeoPoint north_east,
                              std::size_t limit, std::vector<std::uint64_t>& keys) {
  keys.clear();
  table(type).find_inside(static_cast<std::size_t>(index), south_west, north_east, limit, keys);
}

CommitOutcome SqliteStore::commit(const Commit& commit) {
  if (!versions_hold(commit) || !unique_free(commit)) return CommitOutcome::Conflict;
  for (std::size_t i = 0; i < commit.changes.size(); ++i) {
    const Change& change = commit.changes[i];
    if (change.record != nullptr) {
      table(*change.type).put(change.key, stored_[i], change.record);
    } else if (stored_[i] != nullptr) {
      table(*change.type).erase(change.key, stored_[i]);
    }
  }
  apply_outbox(commit);
  forget_unused();
  return CommitOutcome::Committed;
}

bool SqliteStore::versions_hold(const Commit& commit) {
  stored_.clear();
  for (const Change& change : commit.changes) {
    if (change.key >= key_limit) throw StoreError(database_.path(), "expected keys below 2^63");
    void* stored = table(*change.type).find(change.key);
    const Version found = stored != nullptr ? change.type->version(stored) : Version{};
    if (found != change.expected || (stored != nullptr && change.expected.value == 0)) return false;
    stored_.push_back(stored);
  }
  return true;
}

bool SqliteStore::unique_free(const Commit& commit) {
  bool any = false;
  for (const Change& change : commit.changes) any = any || table(*change.type).unique;
  return !any || unique_values_free(commit, [this](const RecordType& type, int index, const IndexValue& value) {
    find_equal(type, index, value, 1, holder_);
    return holder_.empty() ? 0 : holder_.front();
  });
}

void SqliteStore::apply_outbox(const Commit& commit) {
  for (const OutboxRow& row : commit.outbox) {
    outbox_[row.sequence] = {row, false};
    outbox_fresh_.push_back(row.sequence);
    next_sequence_ = std::max(next_sequence_, row.sequence + 1);
  }
  for (const std::uint64_t sequence : commit.consumed) {
    const auto found = outbox_.find(sequence);
    if (found == outbox_.end()) continue;
    if (found->second.in_file) consumed_in_file_.push_back(sequence);
    outbox_.erase(found);
  }
}

std::uint64_t SqliteStore::allocate(const RecordType& type) {
  return table(type).next_key++;
}

std::vector<OutboxRow> SqliteStore::unconsumed(std::size_t limit) {
  std::vector<OutboxRow> rows;
  for (auto entry = outbox_.begin(); entry != outbox_.end() && rows.size() < limit; ++entry)
    rows.push_back(entry->second.row);
  return rows;
}

void SqliteStore::scan(const RecordType& type,
                       const std::function<void(std::uint64_t key, const void* record)>& visit) {
  table(type).scan(visit);
}

std::size_t SqliteStore::count(const RecordType& type) {
  return table(type).count();
}

bool SqliteStore::anything_to_write() {
  if (!outbox_fresh_.empty() || !consumed_in_file_.empty() || next_sequence_ != saved_sequence_) return true;
  return std::any_of(types_.begin(), types_.end(), [this](const RecordType* type) {
    return table(*type).dirty() || table(*type).next_key != table(*type).saved_next_key;
  });
}

void SqliteStore::flush() {
  if (!anything_to_write()) return;
  Transaction transaction(database_);
  for (const RecordType* type : types_) {
    table(*type).write_erased();
    table(*type).write_dirty();
  }
  write_outbox();
  write_sequences();
  transaction.commit();
  for (const RecordType* type : types_) {
    table(*type).written();
    table(*type).saved_next_key = table(*type).next_key;
  }
  for (const std::uint64_t sequence : outbox_fresh_) {
    const auto found = outbox_.find(sequence);
    if (found != outbox_.end()) found->second.in_file = true;
  }
  outbox_fresh_.clear();
  consumed_in_file_.clear();
  saved_sequence_ = next_sequence_;
}

void SqliteStore::write_outbox() {
  for (const std::uint64_t sequence : consumed_in_file_)
    drop_outbox_->bind(0, static_cast<std::int64_t>(sequence)).run();
  for (const std::uint64_t sequence : outbox_fresh_) {
    const auto found = outbox_.find(sequence);
    if (found == outbox_.end()) continue;
    const OutboxRow& row = found->second.row;
    put_outbox_->bind(0, static_cast<std::int64_t>(sequence)).bind(1, std::string_view(row.event));
    put_outbox_->bind(2, static_cast<std::int64_t>(row.aggregate)).bind(3, row.at.ms);
    put_outbox_->bind(4, std::string_view(row.bytes)).run();
  }
}

// A key is used up once it was given, even if nothing came of it: what it was used for may be known outside.
void SqliteStore::write_sequences() {
  for (const RecordType* type : types_) {
    const CachedTable& of = table(*type);
    if (of.next_key == of.saved_next_key) continue;
    put_sequence_->bind(0, type->schema->name).bind(1, static_cast<std::int64_t>(of.next_key)).run();
  }
  if (next_sequence_ != saved_sequence_)
    put_sequence_->bind(0, outbox_sequence).bind(1, static_cast<std::int64_t>(next_sequence_)).run();
}

std::size_t SqliteStore::held() const {
  std::size_t records = 0;
  for (const auto& table : tables_) records += table ? table->held() : 0;
  return records;
}

// The first time over, a record loses its mark; the second time, if it was not used since, its place. The next sweep
// comes when half as many again are held, so that sweeping stays cheap while much is dirty.
void SqliteStore::forget_unused() {
  if (held() <= sweep_at_) return;
  for (const auto& table : tables_)
    if (table) table->forget_unused();
  sweep_at_ = std::max(options_.records_held, held() + options_.records_held / 2);
}

}  // namespace pizza
