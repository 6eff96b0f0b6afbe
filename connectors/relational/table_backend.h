// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/model/record_type.h"

namespace pizza {

// The part of an index look-up that a database can answer.
struct FoundKey {
  std::int64_t value;  // of the index, where the order needs it
  std::uint64_t key;
};

// One table of a database: what is written there, whatever still waits in memory. Throws StoreError.
class TableBackend {
 public:
  virtual ~TableBackend() = default;

  // Fills a constructed record; false when there is none.
  virtual bool load(std::uint64_t key, void* record) = 0;

  // Both inside the transaction of a flush, erasures first. They may be gathered and sent later in that transaction.
  virtual void write(const void* record) = 0;
  virtual void erase(std::uint64_t key) = 0;

  virtual void find_equal(std::size_t index, const IndexValue& value, std::size_t limit,
                          std::vector<std::uint64_t>& keys) = 0;
  virtual void find_range(std::size_t index, std::int64_t first, std::int64_t last, std::size_t limit,
                          std::vector<FoundKey>& found) = 0;
  virtual void find_inside(std::size_t index, GeoPoint south_west, GeoPoint north_east,
                           std::vector<std::uint64_t>& keys) = 0;

  // Every row, ascending by key; `read` fills a constructed record with it, and whoever does not want it does not pay
  // for it.
  virtual void scan(const std::function<void(std::uint64_t key, const std::function<void(void*)>& read)>& visit) = 0;
  virtual std::size_t count() = 0;
  virtual std::uint64_t highest_key() = 0;  // 0: the table is empty

  // Where a record is within the table: a record whose place changes is erased at the old one when it is written.
  virtual std::uint64_t place_of(const void* record) const {
    static_cast<void>(record);
    return 0;
  }
  virtual bool has_places() const { return false; }
};

}  // namespace pizza
