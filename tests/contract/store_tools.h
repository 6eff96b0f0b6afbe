// SPDX-License-Identifier: Apache-2.0
// Short words for what store tests do all the time, and the list of stores that keep the contract.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/ports/store.h"
#include "tests/contract/samples.h"

namespace pizza {

using samples::Note;
using samples::note_type;
using samples::Sample;
using samples::sample;
using samples::sample_type;

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
using Keys = std::vector<std::uint64_t>;

// One implementation, as the contract sees it. Each object is one shard of its own, empty at first.
class StoreMaker {
 public:
  virtual ~StoreMaker() = default;
  virtual Store& store() = 0;
  // Whether records outlive the process: only then do the two calls below mean anything.
  virtual bool durable() const { return false; }
  virtual void close_and_open() {}
  // As if the process had been killed now: what was not flushed is gone.
  virtual void kill_and_open() {}
};

struct StoreKind {
  const char* name;
  std::function<std::unique_ptr<StoreMaker>()> make;
  std::string missing = {};  // why it cannot be had here; empty: it can
};
const std::vector<StoreKind>& store_kinds();

// One commit, put together by hand. The records stay here, as a unit of work keeps them.
class Batch {
 public:
  template <class T>
  Batch& put(const RecordType& type, T record, std::uint32_t expected) {
    record.version = {expected + 1};
    auto owned = std::make_shared<T>(std::move(record));
    changes_.push_back({&type, type.key(owned.get()), owned.get(), {expected}});
    records_.push_back(std::move(owned));
    return *this;
  }
  Batch& insert(Sample record) { return put(sample_type(), std::move(record), 0); }
  Batch& edit(Sample record) {
    const std::uint32_t expected = record.version.value;
    return put(sample_type(), std::move(record), expected);
  }
  Batch& erase(const RecordType& type, std::uint64_t key, std::uint32_t expected) {
    changes_.push_back({&type, key, nullptr, {expected}});
    return *this;
  }
  Batch& send(std::uint64_t sequence, std::string event) {
    outbox_.push_back({sequence,
                       std::move(event),
                       sequence + 100,
                       {static_cast<std::int64_t>(sequence) * 1000},
                       std::string("by\0tes", 6)});
    return *this;
  }
  Batch& consume(std::uint64_t sequence) {
    consumed_.push_back(sequence);
    return *this;
  }
  CommitOutcome commit(Store& store) { return store.commit({changes_, outbox_, consumed_}); }

 private:
  std::vector<std::shared_ptr<void>> records_;
  std::vector<Change> changes_;
  std::vector<OutboxRow> outbox_;
  std::vector<std::uint64_t> consumed_;
};

template <class T>
std::optional<T> get(Store& store, const RecordType& type, std::uint64_t key) {
  Arena arena;
  const void* found = store.find(type, key, arena);
  return found == nullptr ? std::nullopt : std::optional<T>(*static_cast<const T*>(found));
}
inline std::optional<Sample> get(Store& store, std::uint64_t key) {
  return get<Sample>(store, sample_type(), key);
}

template <auto Member, class Value>
Keys equal(Store& store, const Value& value, std::size_t limit = no_limit) {
  Keys keys{999};  // a store starts afresh, whatever the list held
  store.find_equal(sample_type(), samples::index_of<Member>(), index_value(value), limit, keys);
  return keys;
}
template <auto Member>
Keys range(Store& store, std::int64_t first, std::int64_t last, std::size_t limit = no_limit) {
  Keys keys{999};
  store.find_range(sample_type(), samples::index_of<Member>(), first, last, limit, keys);
  return keys;
}
template <auto Member>
Keys inside(Store& store, GeoPoint south_west, GeoPoint north_east, std::size_t limit = no_limit) {
  Keys keys{999};
  store.find_inside(sample_type(), samples::index_of<Member>(), south_west, north_east, limit, keys);
  return keys;
}
inline Keys scanned(Store& store, const RecordType& type) {
  Keys keys;
  store.scan(type, [&](std::uint64_t key, const void*) { keys.push_back(key); });
  return keys;
}
inline Keys waiting(Store& store) {
  Keys keys;
  for (const OutboxRow& row : store.unconsumed(no_limit)) keys.push_back(row.sequence);
  return keys;
}

}  // namespace pizza
