// SPDX-License-Identifier: Apache-2.0
#include "connectors/relational/cached_table.h"

#include <algorithm>
#include <limits>
#include <new>

namespace pizza {

namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

void sort_and_cut(std::vector<std::uint64_t>& keys, std::size_t limit) {
  std::sort(keys.begin(), keys.end());
  if (keys.size() > limit) keys.resize(limit);
}

}  // namespace

CachedTable::CachedTable(std::unique_ptr<TableBackend> file, const RecordType& type)
    : type_(type), file_(std::move(file)), places_(file_->has_places()), highest_in_file_(file_->highest_key()) {
  next_key = saved_next_key = highest_in_file_ + 1;
  for (const IndexedField& field : type.indexes) unique = unique || field.index == Index::Unique;
  fresh_indexes();
}

CachedTable::~CachedTable() {
  for (auto& [key, entry] : entries_) drop_record(entry.record);
}

void* CachedTable::make_record() {
  void* record = ::operator new (type_.size, std::align_val_t{type_.alignment});
  type_.construct(record);
  return record;
}

void CachedTable::drop_record(void* record) {
  if (record == nullptr) return;
  type_.destroy(record);
  ::operator delete (record, std::align_val_t{type_.alignment});
}

void* CachedTable::find(std::uint64_t key) {
  const auto found = entries_.find(key);
  if (found != entries_.end()) {
    found->second.used = true;
    return found->second.record;
  }
  if (key > highest_in_file_) return nullptr;
  void* record = make_record();
  try {
    if (!file_->load(key, record)) {
      drop_record(record);
      // Nobody else writes here: what is not there is not asked for again. Much is looked for that most have not.
      entries_.emplace(key, Entry{});
      return nullptr;
    }
  } catch (...) {
    drop_record(record);
    throw;
  }
  entries_.emplace(key, Entry{record, false, true, true, false});
  return record;
}

void CachedTable::put(std::uint64_t key, void* stored, void* record) {
  Entry& entry = entries_[key];
  if (stored == nullptr) {
    entry.record = make_record();
    if (count_) ++*count_;
    next_key = std::max(next_key, key + 1);
  } else {
    if (places_ && entry.in_file && !entry.moved) entry.moved = file_->place_of(stored) != file_->place_of(record);
    if (entry.dirty) index_dirty(key, stored, false);
  }
  type_.assign(entry.record, record);
  mark_dirty(key, entry);
  index_dirty(key, entry.record, true);
}

void CachedTable::erase(std::uint64_t key, void* stored) {
  Entry& entry = entries_[key];
  if (entry.dirty) index_dirty(key, stored, false);
  drop_record(stored);
  entry.record = nullptr;
  entry.moved = places_;  // a record that takes the key may have another place
  mark_dirty(key, entry);
  if (count_) --*count_;
}

void CachedTable::mark_dirty(std::uint64_t key, Entry& entry) {
  entry.used = true;
  if (entry.dirty) return;
  entry.dirty = true;
  dirty_.push_back(key);
}

void CachedTable::index_dirty(std::uint64_t key, const void* record, bool add) {
  for (std::size_t i = 0; i < dirty_indexes_.size(); ++i) {
    const IndexValue value = type_.indexes[i].value(record);
    add ? dirty_indexes_[i].add(value, key) : dirty_indexes_[i].remove(value, key);
  }
}

void CachedTable::fresh_indexes() {
  dirty_indexes_.clear();
  for (const IndexedField& field : type_.indexes) dirty_indexes_.emplace_back(*type_.schema, field);
}

const std::vector<std::uint64_t>& CachedTable::sorted_dirty() {
  std::sort(dirty_.begin(), dirty_.end());
  return dirty_;
}

bool CachedTable::is_dirty(std::uint64_t key) const {
  const auto found = entries_.find(key);
  return found != entries_.end() && found->second.dirty;
}

// As many of the file's rows as it takes to have `limit` left when the dirty ones are gone.
std::size_t CachedTable::widened(std::size_t limit) const {
  return limit > no_limit - dirty_.size() ? no_limit : limit + dirty_.size();
}

void CachedTable::find_equal(std::size_t index, const IndexValue& value, std::size_t limit,
                             std::vector<std::uint64_t>& keys) {
  if (highest_in_file_ != 0) file_->find_equal(index, value, widened(limit), keys);
  std::erase_if(keys, [this](std::uint64_t key) { return is_dirty(key); });
  dirty_indexes_[index].find_equal(value, limit, keys);
  sort_and_cut(keys, limit);
}

void CachedTable::find_range(std::size_t index, std::int64_t first, std::int64_t last, std::size_t limit,
                             std::vector<std::uint64_t>& keys) {
  std::vector<FoundKey> found;
  file_->find_range(index, first, last, widened(limit), found);
  std::erase_if(found, [this](const FoundKey& one) { return is_dirty(one.key); });
  dirty_indexes_[index].find_range(first, last, limit, keys);
  for (const std::uint64_t key : keys)
    found.push_back({type_.indexes[index].value(entries_.at(key).record).number, key});
  std::sort(found.begin(), found.end(), [](const FoundKey& a, const FoundKey& b) {
    return a.value != b.value ? a.value < b.value : a.key < b.key;
  });
  keys.clear();
  for (std::size_t i = 0; i < found.size() && i < limit; ++i) keys.push_back(found[i].key);
}

void CachedTable::find_inside(std::size_t index, GeoPoint south_west, GeoPoint north_east, std::size_t limit,
                              std::vector<std::uint64_t>& keys) {
  std::vector<std::uint64_t> near;
  dirty_indexes_[index].candidates_inside(south_west, north_east, near);
  file_->find_inside(index, south_west, north_east, keys);
  std::erase_if(keys, [this](std::uint64_t key) { return is_dirty(key); });
  for (const std::uint64_t key : near) {
    const GeoPoint place = type_.indexes[index].value(entries_.at(key).record).place;
    if (place.lat >= south_west.lat && place.lat <= north_east.lat && place.lon >= south_west.lon &&
        place.lon <= north_east.lon)
      keys.push_back(key);
  }
  sort_and_cut(keys, limit);
}

void CachedTable::scan(const std::function<void(std::uint64_t key, const void* record)>& visit) {
  const std::vector<std::uint64_t> dirty = sorted_dirty();
  auto next = dirty.begin();
  const auto visit_dirty_below = [&](std::uint64_t limit, bool inclusive) {
    for (; next != dirty.end() && (*next < limit || (inclusive && *next == limit)); ++next)
      if (void* record = entries_.at(*next).record) visit(*next, record);
  };
  file_->scan([&](std::uint64_t key, const std::function<void(void*)>& read) {
    visit_dirty_below(key, false);
    const auto held = entries_.find(key);
    if (held != entries_.end()) {
      if (!held->second.dirty && held->second.record != nullptr) visit(key, held->second.record);
      return;
    }
    const auto drop = [this](void* record) { drop_record(record); };
    const std::unique_ptr<void, decltype(drop)> record(make_record(), drop);
    read(record.get());
    visit(key, record.get());
  });
  visit_dirty_below(std::numeric_limits<std::uint64_t>::max(), true);
}

std::size_t CachedTable::count() {
  if (!count_) {
    count_ = file_->count();
    for (const std::uint64_t key : dirty_) {
      const Entry& entry = entries_.at(key);
      if (entry.in_file && entry.record == nullptr) --*count_;
      if (!entry.in_file && entry.record != nullptr) ++*count_;
    }
  }
  return *count_;
}

void CachedTable::write_erased() {
  for (const std::uint64_t key : sorted_dirty()) {
    const Entry& entry = entries_.at(key);
    if (entry.in_file && (unique || entry.moved || entry.record == nullptr)) file_->erase(key);
  }
}

void CachedTable::write_dirty() {
  for (const std::uint64_t key : sorted_dirty())
    if (const void* record = entries_.at(key).record) file_->write(record);
}

void CachedTable::written() {
  for (const std::uint64_t key : dirty_) {
    const auto found = entries_.find(key);
    if (found->second.record == nullptr) {
      entries_.erase(found);
      continue;
    }
    found->second.dirty = false;
    found->second.moved = false;
    found->second.in_file = true;
    highest_in_file_ = std::max(highest_in_file_, key);
  }
  dirty_.clear();
  fresh_indexes();
}

void CachedTable::maybe_written() {
  for (const std::uint64_t key : dirty_) {
    Entry& entry = entries_.at(key);
    entry.in_file = true;
    highest_in_file_ = std::max(highest_in_file_, key);
  }
  count_.reset();
}

void CachedTable::forget_unused() {
  for (auto held = entries_.begin(); held != entries_.end();) {
    Entry& entry = held->second;
    if (entry.dirty || entry.used) {
      entry.used = false;
      ++held;
      continue;
    }
    drop_record(entry.record);
    held = entries_.erase(held);
  }
}

}  // namespace pizza
