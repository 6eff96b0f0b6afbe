// SPDX-License-Identifier: Apache-2.0
#include "connectors/memory/record_table.h"

#include <algorithm>

namespace pizza {

namespace {

constexpr std::size_t slab_bytes = 64 * 1024;

}  // namespace

RecordTable::RecordTable(const RecordType& type)
    : type_(type),
      stride_((type.size + type.alignment - 1) / type.alignment * type.alignment),
      per_slab_(std::max<std::size_t>(1, slab_bytes / stride_)) {}

RecordTable::~RecordTable() {
  for_each([this](std::uint64_t, void* record) { type_.destroy(record); });
}

void* RecordTable::insert(std::uint64_t key) {
  void* record = take_slot();
  type_.construct(record);
  if (key < dense_limit) {
    const std::uint64_t page = key / page_keys;
    if (page >= pages_.size()) pages_.resize(page + 1);
    if (!pages_[page]) pages_[page] = std::make_unique<Page>();
    pages_[page]->records[key % page_keys] = record;
    ++pages_[page]->used;
  } else {
    sparse_.emplace(key, record);
  }
  next_key_ = std::max(next_key_, key + 1);
  ++count_;
  return record;
}

void RecordTable::erase(std::uint64_t key) {
  void* record = find(key);
  type_.destroy(record);
  free_.push_back(record);
  --count_;
  if (key >= dense_limit) {
    sparse_.erase(key);
    return;
  }
  std::unique_ptr<Page>& page = pages_[key / page_keys];
  page->records[key % page_keys] = nullptr;
  if (--page->used == 0) page.reset();
}

void* RecordTable::find_sparse(std::uint64_t key) const {
  const auto found = sparse_.find(key);
  return found == sparse_.end() ? nullptr : found->second;
}

void* RecordTable::take_slot() {
  if (!free_.empty()) {
    void* slot = free_.back();
    free_.pop_back();
    return slot;
  }
  if (fresh_ == 0) {
    slabs_.push_back(std::make_unique_for_overwrite<std::byte[]>(stride_ * per_slab_));
    fresh_ = per_slab_;
  }
  return slabs_.back().get() + stride_ * (per_slab_ - fresh_--);
}

}  // namespace pizza
