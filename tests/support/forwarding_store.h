// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ports/store.h"

namespace pizza::test {

// Another store's face, for a test or a measurement to change one thing of it.
class ForwardingStore : public Store {
 public:
  explicit ForwardingStore(Store& store) : store_(store) {}
  const void* find(const RecordType& type, std::uint64_t key, Arena& arena) override {
    return store_.find(type, key, arena);
  }
  void find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                  std::vector<std::uint64_t>& keys) override {
    store_.find_equal(type, index, value, limit, keys);
  }
  void find_range(const RecordType& type, int index, std::int64_t first, std::int64_t last, std::size_t limit,
                  std::vector<std::uint64_t>& keys) override {
    store_.find_range(type, index, first, last, limit, keys);
  }
  void find_inside(const RecordType& type, int index, GeoPoint south_west, GeoPoint north_east, std::size_t limit,
                   std::vector<std::uint64_t>& keys) override {
    store_.find_inside(type, index, south_west, north_east, limit, keys);
  }
  CommitOutcome commit(const Commit& commit) override { return store_.commit(commit); }
  std::uint64_t allocate(const RecordType& type) override { return store_.allocate(type); }
  std::uint64_t allocate_outbox_sequence() override { return store_.allocate_outbox_sequence(); }
  std::vector<OutboxRow> unconsumed(std::size_t limit) override { return store_.unconsumed(limit); }
  bool keeps_outbox() const override { return store_.keeps_outbox(); }
  void scan(const RecordType& type, const std::function<void(std::uint64_t, const void*)>& visit) override {
    store_.scan(type, visit);
  }
  std::size_t count(const RecordType& type) override { return store_.count(type); }
  void flush() override { store_.flush(); }

 private:
  Store& store_;
};

}  // namespace pizza::test
