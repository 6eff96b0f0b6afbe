// SPDX-License-Identifier: Apache-2.0
#include "core/topology/shard_map.h"

#include <algorithm>
#include <stdexcept>

#include "core/model/random_bits.h"

namespace pizza {

namespace {

constexpr std::uint64_t last_of_all = std::numeric_limits<std::uint64_t>::max();

void check_shards(std::uint32_t shards) {
  if (shards < 1 || shards > ShardMap::max_shards) throw std::invalid_argument("1 to 4096 shards");
}

// The share of keys 1..keys that lies in [first, last], times slots / all slots, rounded down.
std::uint64_t share_of(std::uint64_t first, std::uint64_t last, std::uint64_t slots, std::uint64_t keys) {
  first = std::max<std::uint64_t>(first, 1);
  last = std::min(last, keys);
  if (last < first) return 0;
  const std::uint64_t count = last - first + 1;
  return count / ShardMap::slot_count * slots + count % ShardMap::slot_count * slots / ShardMap::slot_count;
}

}  // namespace

ShardMap ShardMap::by_range(std::uint64_t span, std::uint32_t shards) {
  check_shards(shards);
  if (span < 1 || span > last_of_all / shards) throw std::invalid_argument("ranges of at least one key");
  std::vector<std::uint64_t> first_keys;
  for (std::uint32_t i = 0; i < shards; ++i) first_keys.push_back(1 + span * i);
  return by_ranges(std::move(first_keys));
}

ShardMap ShardMap::by_ranges(std::vector<std::uint64_t> first_keys) {
  check_shards(static_cast<std::uint32_t>(std::min<std::size_t>(first_keys.size(), max_shards + 1)));
  if (first_keys.front() > 1 ||
      std::adjacent_find(first_keys.begin(), first_keys.end(), std::greater_equal<>{}) != first_keys.end())
    throw std::invalid_argument("ranges rise, and the first begins with the first key");
  ShardMap map(ShardRule::Range, static_cast<std::uint32_t>(first_keys.size()));
  first_keys.front() = 0;
  map.first_keys_ = std::move(first_keys);
  return map;
}

ShardMap ShardMap::by_hash(std::uint32_t shards) {
  check_shards(shards);
  ShardMap map(ShardRule::Hash, shards);
  map.slot_shards_.resize(slot_count);
  for (std::uint32_t slot = 0; slot < slot_count; ++slot) {
    std::uint64_t highest = 0;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      const std::uint64_t bid = mix_bits(mix_bits(slot) ^ (std::uint64_t{shard} + 1) * 0x9e3779b97f4a7c15);
      if (shard != 0 && bid <= highest) continue;
      highest = bid;
      map.slot_shards_[slot] = static_cast<std::uint16_t>(shard);
    }
  }
  return map;
}

std::uint32_t ShardMap::slot_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(mix_bits(key) >> 50);
}

std::uint32_t ShardMap::shard_of(std::uint64_t key) const {
  if (rule_ == ShardRule::Hash) return slot_shards_[slot_of(key)];
  const auto after = std::upper_bound(first_keys_.begin(), first_keys_.end(), key);
  return static_cast<std::uint32_t>(after - first_keys_.begin() - 1);
}

std::vector<ShardMove> resharding_plan(const ShardMap& before, const ShardMap& after) {
  std::vector<std::uint64_t> cuts{0};
  for (const ShardMap* map : {&before, &after})
    cuts.insert(cuts.end(), map->first_keys().begin(), map->first_keys().end());
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  const bool by_slot = before.rule() == ShardRule::Hash || after.rule() == ShardRule::Hash;
  std::vector<ShardMove> plan;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const std::uint64_t first = cuts[i], last = i + 1 < cuts.size() ? cuts[i + 1] - 1 : last_of_all;
    const auto shard = [&](const ShardMap& map, std::uint32_t slot) {
      return map.rule() == ShardRule::Hash ? map.shard_of_slot(slot) : map.shard_of(first);
    };
    std::size_t began = plan.size();
    for (std::uint32_t slot = 0; slot < (by_slot ? ShardMap::slot_count : 1); ++slot) {
      const std::uint32_t from = shard(before, slot), to = shard(after, slot);
      if (from == to) continue;
      const std::uint32_t last_slot = by_slot ? slot : ShardMap::slot_count - 1;
      const bool goes_on =
          plan.size() > began && plan.back().from == from && plan.back().to == to && plan.back().last_slot + 1 == slot;
      if (goes_on) {
        plan.back().last_slot = last_slot;
      } else {
        plan.push_back({from, to, first, last, slot, last_slot});
      }
    }
  }
  return plan;
}

std::uint32_t shard_during(const ShardMap& before, std::span<const ShardMove> plan, std::size_t done,
                           std::uint64_t key) {
  for (const ShardMove& move : plan.first(std::min(done, plan.size())))
    if (move.takes(key)) return move.to;
  return before.shard_of(key);
}

ShardSpread spread_of(const ShardMap& map, std::uint64_t keys) {
  ShardSpread spread;
  spread.keys.resize(map.shards());
  if (map.rule() == ShardRule::Hash) {
    std::vector<std::uint64_t> owned(map.shards());
    for (std::uint32_t slot = 0; slot < ShardMap::slot_count; ++slot) ++owned[map.shard_of_slot(slot)];
    for (std::uint32_t i = 0; i < map.shards(); ++i) spread.keys[i] = share_of(1, keys, owned[i], keys);
  } else {
    const auto first_keys = map.first_keys();
    for (std::uint32_t i = 0; i < map.shards(); ++i) {
      const std::uint64_t last = i + 1 < map.shards() ? first_keys[i + 1] - 1 : last_of_all;
      spread.keys[i] = share_of(first_keys[i], last, ShardMap::slot_count, keys);
    }
  }
  const auto [least, most] = std::minmax_element(spread.keys.begin(), spread.keys.end());
  spread.emptiest = *least;
  spread.fullest = *most;
  return spread;
}

std::uint64_t moved_keys(std::span<const ShardMove> plan, std::uint64_t keys) {
  std::uint64_t moved = 0;
  for (const ShardMove& move : plan)
    moved += share_of(move.first_key, move.last_key, move.last_slot - move.first_slot + 1, keys);
  return moved;
}

}  // namespace pizza
