// SPDX-License-Identifier: Apache-2.0
// Where does this record live: the one question that every world asks, answered from the record's description and a
// few facts about it.
#pragma once

#include <span>

#include "core/model/record_type.h"
#include "core/ports/store.h"
#include "core/topology/geohash.h"
#include "core/topology/partitions.h"
#include "core/topology/regions.h"
#include "core/topology/shard_map.h"

namespace pizza {

// By whose number a table is cut into shards.
enum class ShardFamily : std::uint8_t {
  User,        // users, and whatever belongs to one: orders, payments, tickets of the help desk
  Restaurant,  // restaurants and what is theirs, within their region
  Tracking,    // riders and deliveries: by city and geohash
  Global,      // everything else: small, on shard 0
};
inline constexpr std::array<std::string_view, 4> shard_family_names{"user", "restaurant", "tracking", "global"};
constexpr std::span<const std::string_view> names_of(ShardFamily) {
  return shard_family_names;
}
ShardFamily shard_family(const Schema& schema);

// The field that names the user whose shard a record is on: the shard key or the key itself. Null where a record does
// not tell, be it that it lives with its order's user or that users do not matter.
const FieldSchema* user_field(const Schema& schema);
// The instant at which a record came into being, where every record has it; null where none does.
const FieldSchema* birth_field(const Schema& schema);

// What the answer depends on; what is not known is left out. An order's basket, saga, refunds and ledger entries live
// with their order: `user` is the order's.
struct LifeFacts {
  UserId user;
  RestaurantId restaurant;
  std::optional<GeoPoint> place;  // of the restaurant, the rider or the door
  std::optional<Instant> made_at;
};

struct Whereabouts {
  std::size_t region = 0;
  std::string_view country;  // where copies must not leave it; else empty
  std::uint32_t shard = 0;
  std::string partition;  // the table, or its monthly part
  Tier tier = Tier::Hot;
  std::vector<std::size_t> copies;  // regions, the home first
};

class Topology {
 public:
  // Tracking is cut by cells of four characters (39 km × 20 km): a city is one to a few.
  static constexpr int tracking_cell = 4;

  Topology(ShardMap users, ShardMap restaurants, std::uint32_t tracking_shards, const RegionMap& regions);
  // The design's: users by ranges of 10M over 50 shards, 16 shards of restaurants a region, 64 of tracking.
  static Topology usual();

  Whereabouts where_lives(const RecordType& type, std::uint64_t key, const LifeFacts& facts, Instant now) const;
  // The facts are read off the record as far as it has them; those of `more` fill the gaps.
  Whereabouts where_lives(const RecordType& type, const void* record, const LifeFacts& more, Instant now) const;

  std::uint32_t shard_of(UserId user) const { return users_.shard_of(user.value); }
  std::uint32_t shard_of(RestaurantId restaurant) const { return restaurants_.shard_of(restaurant.value); }
  std::uint32_t tracking_shard_of(GeoPoint place) const;

  const ShardMap& users() const { return users_; }
  const ShardMap& restaurants() const { return restaurants_; }
  const ShardMap& tracking() const { return tracking_; }
  const RegionMap& regions() const { return *regions_; }

 private:
  ShardMap users_;
  ShardMap restaurants_;
  ShardMap tracking_;
  const RegionMap* regions_;
};

// What a record says of itself by the names of its fields: user_id, restaurant_id, place, drop, position, and the
// instant at which it came into being (placed_at, made_at, at, …).
LifeFacts facts_of(const RecordType& type, const void* record);

// A store as a screen shows it: how much of each table is on which shard.
struct TableFigures {
  std::string_view table;
  ShardFamily family = ShardFamily::Global;
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;  // in the wire format
  std::vector<std::uint64_t> rows_by_shard;
  std::vector<std::uint64_t> rows_by_tier;  // hot, hot and cold, cold, dropped
};
// Looks at every record: for tools, not for a screen's every frame. A record whose user or restaurant it does not tell
// counts for shard 0.
std::vector<TableFigures> table_figures(Store& store, std::span<const RecordType* const> types,
                                        const Topology& topology, Instant now);

}  // namespace pizza
