// SPDX-License-Identifier: Apache-2.0
#include "connectors/relational/cached_store.h"

#include <algorithm>
#include <stdexcept>

#include "connectors/memory/unique_values.h"
#include "connectors/relational/store_error.h"

namespace pizza {

namespace {

constexpr std::string_view outbox_sequence = "outbox";
constexpr std::uint64_t key_limit = std::uint64_t{1} << 63;

}  // namespace

CachedStore::CachedStore(std::string place, std::span<const RecordType* const> types, std::size_t records_held,
                         OutboxRule rule)
    : place_(std::move(place)),
      rule_(rule),
      records_held_(records_held),
      sweep_at_(records_held),
      types_(types.begin(), types.end()) {}

void CachedStore::add_table(const RecordType& type, std::unique_ptr<TableBackend> backend) {
  if (type.number >= tables_.size()) tables_.resize(type.number + 1);
  if (tables_[type.number]) throw std::logic_error("two types of one number: " + std::string(type.schema->name));
  tables_[type.number] = std::make_unique<CachedTable>(std::move(backend), type);
}

void CachedStore::restore_outbox(OutboxRow row) {
  const std::uint64_t sequence = row.sequence;
  outbox_[sequence] = {std::move(row), true};
  next_sequence_ = std::max(next_sequence_, sequence + 1);
}

void CachedStore::restore_sequence(std::string_view name, std::uint64_t next) {
  if (name == outbox_sequence) saved_sequence_ = next_sequence_ = std::max(next_sequence_, next);
  for (const RecordType* type : types_) {
    if (type->schema->name != name) continue;
    CachedTable& of = table(*type);
    of.next_key = of.saved_next_key = std::max(of.next_key, next);
  }
}

CachedTable& CachedStore::table(const RecordType& type) {
  if (type.number >= tables_.size() || !tables_[type.number])
    throw std::logic_error("the store was opened without " + std::string(type.schema->name));
  return *tables_[type.number];
}

const void* CachedStore::find(const RecordType& type, std::uint64_t key, Arena&) {
  return table(type).find(key);
}

void CachedStore::find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                             std::vector<std::uint64_t>& keys) {
  keys.clear();
  table(type).find_equal(static_cast<std::size_t>(index), value, limit, keys);
}

void CachedStore::find_range(const RecordType& type, int index, std::int64_t first, std::int64_t last,
                             std::size_t limit, std::vector<std::uint64_t>& keys) {
  keys.clear();
  table(type).find_range(static_cast<std::size_t>(index), first, last, limit, keys);
}

void CachedStore::find_inside(const RecordType& type, int index, GeoPoint south_west, GeoPoint north_east,
                              std::size_t limit, std::vector<std::uint64_t>& keys) {
  keys.clear();
  table(type).find_inside(static_cast<std::size_t>(index), south_west, north_east, limit, keys);
}

CommitOutcome CachedStore::commit(const Commit& commit) {
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

bool CachedStore::versions_hold(const Commit& commit) {
  stored_.clear();
  for (const Change& change : commit.changes) {
    if (change.key >= key_limit) throw StoreError(place_, "expected keys below 2^63");
    void* stored = table(*change.type).find(change.key);
    const Version found = stored != nullptr ? change.type->version(stored) : Version{};
    if (found != change.expected || (stored != nullptr && change.expected.value == 0)) return false;
    stored_.push_back(stored);
  }
  return true;
}

bool CachedStore::unique_free(const Commit& commit) {
  bool any = false;
  for (const Change& change : commit.changes) any = any || table(*change.type).unique;
  return !any || unique_values_free(commit, [this](const RecordType& type, int index, const IndexValue& value) {
    find_equal(type, index, value, 1, holder_);
    return holder_.empty() ? 0 : holder_.front();
  });
}

void CachedStore::apply_outbox(const Commit& commit) {
  for (const OutboxRow& row : commit.outbox) {
    outbox_[row.sequence] = {row, false};
    fresh_.push_back(row.sequence);
    next_sequence_ = std::max(next_sequence_, row.sequence + 1);
  }
  for (const std::uint64_t sequence : commit.consumed) {
    consumed_through_ = std::max(consumed_through_, sequence);
    if (rule_ == OutboxRule::Published) continue;
    const auto found = outbox_.find(sequence);
    if (found == outbox_.end()) continue;
    if (found->second.in_file) outgoing_.push_back(sequence);
    outbox_.erase(found);
  }
}

std::uint64_t CachedStore::allocate(const RecordType& type) {
  return table(type).next_key++;
}

std::vector<OutboxRow> CachedStore::unconsumed(std::size_t limit) {
  std::vector<OutboxRow> rows;
  auto entry = rule_ == OutboxRule::Published ? outbox_.upper_bound(consumed_through_) : outbox_.begin();
  for (; entry != outbox_.end() && rows.size() < limit; ++entry) rows.push_back(entry->second.row);
  return rows;
}

void CachedStore::scan(const RecordType& type,
                       const std::function<void(std::uint64_t key, const void* record)>& visit) {
  table(type).scan(visit);
}

std::size_t CachedStore::count(const RecordType& type) {
  return table(type).count();
}

bool CachedStore::anything_to_write() {
  if (!fresh_.empty() || !outgoing_.empty() || next_sequence_ != saved_sequence_ ||
      (rule_ == OutboxRule::Published && consumed_through_ != saved_consumed_through_))
    return true;
  return std::any_of(types_.begin(), types_.end(), [this](const RecordType* type) {
    return table(*type).dirty() || table(*type).next_key != table(*type).saved_next_key;
  });
}

// A key is used up once it was given, even if nothing came of it: what it was used for may be known outside.
void CachedStore::each_moved_sequence(const std::function<void(std::string_view, std::uint64_t)>& visit) {
  for (const RecordType* type : types_) {
    const CachedTable& of = table(*type);
    if (of.next_key != of.saved_next_key) visit(type->schema->name, of.next_key);
  }
  if (next_sequence_ != saved_sequence_) visit(outbox_sequence, next_sequence_);
}

void CachedStore::each_fresh_row(const std::function<void(const OutboxRow& row)>& visit) {
  for (const std::uint64_t sequence : fresh_) {
    const auto found = outbox_.find(sequence);
    if (found != outbox_.end()) visit(found->second.row);
  }
}

void CachedStore::flushed() {
  for (const RecordType* type : types_) {
    table(*type).written();
    table(*type).saved_next_key = table(*type).next_key;
  }
  for (const std::uint64_t sequence : fresh_) {
    const auto found = outbox_.find(sequence);
    if (found != outbox_.end()) found->second.in_file = true;
  }
  fresh_.clear();
  outgoing_.clear();
  saved_sequence_ = next_sequence_;
  saved_consumed_through_ = consumed_through_;
}

void CachedStore::maybe_flushed() {
  for (const RecordType* type : types_) table(*type).maybe_written();
  if (rule_ == OutboxRule::Published) return;
  for (const std::uint64_t sequence : fresh_) {
    const auto found = outbox_.find(sequence);
    if (found != outbox_.end()) {
      found->second.in_file = true;
    } else {
      outgoing_.push_back(sequence);
    }
  }
}

std::size_t CachedStore::held() const {
  std::size_t records = 0;
  for (const auto& table : tables_) records += table ? table->held() : 0;
  return records;
}

// The first time over, a record loses its mark; the second time, if it was not used since, its place. The next sweep
// comes when half as many again are held, so that sweeping stays cheap while much is dirty.
void CachedStore::forget_unused() {
  if (held() <= sweep_at_) return;
  for (const auto& table : tables_)
    if (table) table->forget_unused();
  sweep_at_ = std::max(records_held_, held() + records_held_ / 2);
}

}  // namespace pizza
