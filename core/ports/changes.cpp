// SPDX-License-Identifier: Apache-2.0
#include "core/ports/changes.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace pizza {

namespace {

[[noreturn]] void refuse(const char* what, const RecordType& type, std::uint64_t key) {
  throw std::logic_error(std::string(what) + " " + std::string(type.schema->name) + " " + std::to_string(key));
}

}  // namespace

Changes::Entry* Changes::entry(const RecordType& type, std::uint64_t key) {
  if (entries_.size() <= few) {
    for (Entry& candidate : entries_)
      if (candidate.key == key && candidate.type == &type) return &candidate;
    return nullptr;
  }
  for (; placed_ < entries_.size(); ++placed_)
    places_.emplace(Place{entries_[placed_].type, entries_[placed_].key}, placed_);
  const auto place = places_.find(Place{&type, key});
  return place == places_.end() ? nullptr : &entries_[place->second];
}

void* Changes::own_copy(const RecordType& type, const void* from) {
  void* copy = arena_.allocate(type.size, type.alignment);
  if (from == nullptr) {
    type.construct(copy);
  } else {
    type.copy(copy, from);
  }
  arena_.on_clear(copy, type.destroy);
  return copy;
}

const void* Changes::find(const RecordType& type, std::uint64_t key) {
  if (const Entry* known = entry(type, key)) {
    if (known->state == State::Erased) return nullptr;
    return known->record != nullptr ? known->record : known->read;
  }
  const void* found = store_->find(type, key, arena_);
  if (found != nullptr) entries_.push_back({&type, key, found, nullptr, {}, State::Read});
  return found;
}

void* Changes::begin_insert(const RecordType& type, std::uint64_t key) {
  if (Entry* known = entry(type, key)) {
    if (known->state != State::Erased) refuse("already there:", type, key);
    known->record = own_copy(type, nullptr);
    known->state = known->expected.value == 0 ? State::Inserted : State::Edited;
    return known->record;
  }
  if (store_->find(type, key, arena_) != nullptr) refuse("already there:", type, key);
  entries_.push_back({&type, key, nullptr, own_copy(type, nullptr), {}, State::Inserted});
  return entries_.back().record;
}

void* Changes::edit(const RecordType& type, std::uint64_t key) {
  if (entry(type, key) == nullptr && find(type, key) == nullptr) refuse("not there:", type, key);
  Entry* known = entry(type, key);
  if (known->state == State::Erased) refuse("erased:", type, key);
  if (known->state == State::Read) {
    known->record = own_copy(type, known->read);
    known->expected = type.version(known->record);
    known->state = State::Edited;
  }
  return known->record;
}

void Changes::erase(const RecordType& type, std::uint64_t key) {
  edit(type, key);
  entry(type, key)->state = State::Erased;
}

void Changes::find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                         std::vector<std::uint64_t>& keys) {
  keys.clear();
  std::size_t ours = 0;
  for (const Entry& entry : entries_) ours += entry.type == &type && entry.state != State::Read;
  const std::size_t wanted = limit > std::numeric_limits<std::size_t>::max() - ours ? limit : limit + ours;
  store_->find_equal(type, index, value, wanted, keys);
  if (ours != 0) {
    for (const Entry& entry : entries_) {
      if (entry.type != &type || entry.state == State::Read) continue;
      std::erase(keys, entry.key);
      if (entry.state != State::Erased && type.indexes[static_cast<std::size_t>(index)].value(entry.record) == value)
        keys.push_back(entry.key);
    }
    std::sort(keys.begin(), keys.end());
  }
  if (keys.size() > limit) keys.resize(limit);
}

std::span<Change> Changes::prepare() {
  prepared_.clear();
  for (Entry& entry : entries_) {
    if (entry.state == State::Read) continue;
    if (entry.state == State::Erased) {
      if (entry.expected.value != 0) prepared_.push_back({entry.type, entry.key, nullptr, entry.expected});
      continue;
    }
    entry.type->version(entry.record) = Version{entry.expected.value + 1};
    prepared_.push_back({entry.type, entry.key, entry.record, entry.expected});
  }
  return prepared_;
}

void Changes::reset() {
  entries_.clear();
  if (placed_ != 0) places_.clear();
  placed_ = 0;
  prepared_.clear();
  arena_.clear();
}

}  // namespace pizza
