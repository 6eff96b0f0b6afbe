// SPDX-License-Identifier: Apache-2.0
// Where one shard's records live. One thread at a time; a world with many shards has many stores.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/model/instant.h"
#include "core/model/record_type.h"
#include "core/ports/arena.h"

namespace pizza {

struct Change {
  const RecordType* type = nullptr;
  std::uint64_t key = 0;
  void* record = nullptr;  // the new state, which the store may move from; null erases
  Version expected;        // the version that was read; 0 = the record must not exist yet
};

// An event on its way out, committed with the changes that it tells of and kept until it is consumed.
struct OutboxRow {
  std::uint64_t sequence = 0;   // rising with each row of the shard
  std::string event;            // its name in the catalogue of events
  std::uint64_t aggregate = 0;  // the order (or other subject) that it belongs to
  Instant at;
  std::string bytes;  // pizza::wire encoding
};

struct Commit {
  std::span<Change> changes;
  std::span<const OutboxRow> outbox;        // empty in worlds whose bus needs no memory of its own
  std::span<const std::uint64_t> consumed;  // rows of the outbox whose effects this commit holds
};

enum class CommitOutcome : std::uint8_t { Committed, Conflict };

class Store {
 public:
  virtual ~Store() = default;

  // The record, or null. It is valid until the next commit or until `arena` is cleared, whichever comes first.
  virtual const void* find(const RecordType& type, std::uint64_t key, Arena& arena) = 0;

  // Keys of the records whose field `index` (a position in type.indexes) equals `value`, ascending; at most `limit`.
  // Hash, Ordered and Unique.
  virtual void find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                          std::vector<std::uint64_t>& keys) = 0;
  // Keys with first <= value <= last, ascending by (value, key). Ordered only.
  virtual void find_range(const RecordType& type, int index, std::int64_t first, std::int64_t last, std::size_t limit,
                          std::vector<std::uint64_t>& keys) = 0;
  // Keys of the records inside a box (inclusive), ascending. Geo only.
  virtual void find_inside(const RecordType& type, int index, GeoPoint south_west, GeoPoint north_east,
                           std::size_t limit, std::vector<std::uint64_t>& keys) = 0;

  // All of it or nothing. Conflict: a record's version is not the expected one, or a unique value is taken.
  virtual CommitOutcome commit(const Commit& commit) = 0;

  // The next free key of a table, from 1; never given twice, not even after a crash. May leave gaps.
  virtual std::uint64_t allocate(const RecordType& type) = 0;
  virtual std::uint64_t allocate_outbox_sequence() = 0;

  // Rows of the outbox that nobody has consumed, ascending by sequence.
  virtual std::vector<OutboxRow> unconsumed(std::size_t limit) = 0;
  // True where rows must be given to `commit` because events would not outlive the process otherwise.
  virtual bool keeps_outbox() const = 0;

  // Every record of a table, ascending by key.
  virtual void scan(const RecordType& type,
                    const std::function<void(std::uint64_t key, const void* record)>& visit) = 0;
  virtual std::size_t count(const RecordType& type) = 0;

  // Returns when everything committed so far outlives a crash. Many commits share one flush; nothing may be promised
  // to the outside before it.
  virtual void flush() = 0;
};

}  // namespace pizza
