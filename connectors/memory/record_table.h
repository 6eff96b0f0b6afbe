// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "core/model/record_type.h"

namespace pizza {

// All records of one type, by key. Keys are mostly dense from 1, so a key is a place: a page of pointers, and the
// record in a slab of its own. Keys above `dense_limit` are rare and live in an ordinary map. Records do not move.
class RecordTable {
 public:
  explicit RecordTable(const RecordType& type);
  RecordTable(const RecordTable&) = delete;
  RecordTable& operator=(const RecordTable&) = delete;
  ~RecordTable();

  void* find(std::uint64_t key) const {
    const std::uint64_t page = key / page_keys;
    if (page < pages_.size()) return pages_[page] ? pages_[page]->records[key % page_keys] : nullptr;
    return key < dense_limit ? nullptr : find_sparse(key);
  }
  // A fresh default record under a key that is not taken.
  void* insert(std::uint64_t key);
  void erase(std::uint64_t key);

  std::size_t count() const { return count_; }
  // The next key that nobody has had, by allocation or by insertion.
  std::uint64_t allocate() { return next_key_++; }

  // Ascending by key.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t page = 0; page < pages_.size(); ++page) {
      if (!pages_[page]) continue;
      for (std::size_t i = 0; i < page_keys; ++i)
        if (pages_[page]->records[i] != nullptr) visit(page * page_keys + i, pages_[page]->records[i]);
    }
    for (const auto& [key, record] : sparse_) visit(key, record);
  }

 private:
  static constexpr std::uint64_t page_keys = 512;
  static constexpr std::uint64_t dense_limit = std::uint64_t{1} << 32;
  struct Page {
    std::array<void*, page_keys> records{};
    std::size_t used = 0;
  };

  void* find_sparse(std::uint64_t key) const;
  void* take_slot();

  const RecordType& type_;
  std::size_t stride_;
  std::size_t per_slab_;
  std::vector<std::unique_ptr<Page>> pages_;
  std::map<std::uint64_t, void*> sparse_;
  std::vector<std::unique_ptr<std::byte[]>> slabs_;
  std::size_t fresh_ = 0;  // slots of the last slab that were never used
  std::vector<void*> free_;
  std::size_t count_ = 0;
  std::uint64_t next_key_ = 1;
};

}  // namespace pizza
