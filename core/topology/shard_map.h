// SPDX-License-Identifier: Apache-2.0
// Which shard a key lives on: by ranges (1–10M, 10–20M, …) or by hash. Both can be had for the same keys, compared, and
// turned into each other step by step.
//
// A hashed key falls into one of 16,384 slots, and a slot belongs to the shard that bids highest for it (rendezvous
// hashing: Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", 1998). So a shard more takes
// only what it gets, evenly from all, and a resharding is a list of slots.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace pizza {

enum class ShardRule : std::uint8_t { Range, Hash };

class ShardMap {
 public:
  static constexpr std::uint32_t slot_count = 16'384;
  static constexpr std::uint32_t max_shards = 4'096;

  // Keys 1..span on shard 0, the next span on shard 1, …; what is beyond on the last. span from 1, 1..4096 shards.
  static ShardMap by_range(std::uint64_t span, std::uint32_t shards);
  // `first_keys[i]` is the least key of shard i; rising, the first is 0 or 1.
  static ShardMap by_ranges(std::vector<std::uint64_t> first_keys);
  static ShardMap by_hash(std::uint32_t shards);

  std::uint32_t shard_of(std::uint64_t key) const;
  ShardRule rule() const { return rule_; }
  std::uint32_t shards() const { return shards_; }

  static std::uint32_t slot_of(std::uint64_t key);
  // Of a hashed map.
  std::uint32_t shard_of_slot(std::uint32_t slot) const { return slot_shards_[slot]; }
  // Of a map by ranges: the least key of each shard.
  std::span<const std::uint64_t> first_keys() const { return first_keys_; }

 private:
  ShardMap(ShardRule rule, std::uint32_t shards) : rule_(rule), shards_(shards) {}

  ShardRule rule_;
  std::uint32_t shards_;
  std::vector<std::uint64_t> first_keys_;   // by ranges
  std::vector<std::uint16_t> slot_shards_;  // by hash
};

// Keys of an interval whose slots are in another one go from a shard to another. All bounds are included.
struct ShardMove {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint64_t first_key = 0;
  std::uint64_t last_key = std::numeric_limits<std::uint64_t>::max();
  std::uint32_t first_slot = 0;
  std::uint32_t last_slot = ShardMap::slot_count - 1;

  bool takes(std::uint64_t key) const {
    const std::uint32_t slot = ShardMap::slot_of(key);
    return key >= first_key && key <= last_key && slot >= first_slot && slot <= last_slot;
  }
  friend bool operator==(const ShardMove&, const ShardMove&) = default;
};

// What has to move so that `before` becomes `after`: no key is in two moves, and a key that is in none stays. Ordered
// by key and slot; each move can be done on its own, with reads going to the old shard until it is done.
std::vector<ShardMove> resharding_plan(const ShardMap& before, const ShardMap& after);

// Where a key is while a plan is under way and its first `done` moves are done.
std::uint32_t shard_during(const ShardMap& before, std::span<const ShardMove> plan, std::size_t done,
                           std::uint64_t key);

// How evenly keys 1..keys are spread: for a screen and for comparing the two rules.
struct ShardSpread {
  std::vector<std::uint64_t> keys;  // by shard, exact for ranges, estimated by slots for hashes
  std::uint64_t fullest = 0;
  std::uint64_t emptiest = 0;
};
ShardSpread spread_of(const ShardMap& map, std::uint64_t keys);

// How many of keys 1..keys a plan moves; exact for ranges, by the share of slots for hashes.
std::uint64_t moved_keys(std::span<const ShardMove> plan, std::uint64_t keys);

}  // namespace pizza
