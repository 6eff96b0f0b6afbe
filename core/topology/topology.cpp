// SPDX-License-Identifier: Apache-2.0
#include "core/topology/topology.h"

#include "core/model/schema_of.h"

#include <algorithm>

#include "core/model/schema_of.h"

namespace pizza {

namespace {

template <std::size_t N>
bool among(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Names that places and first instants have in the descriptions.
constexpr std::array<std::string_view, 4> place_names{"place", "drop", "position", "pickup"};
constexpr std::array<std::string_view, 11> instant_names{"placed_at",  "made_at",      "opened_at",    "written_at",
                                                         "at",         "requested_at", "queued_at",    "registered_at",
                                                         "created_at", "asked_at",     "authorized_at"};
// Tables that live with their order's user, and do not name the user.
constexpr std::array<std::string_view, 5> with_the_order{"baskets", "order_sagas", "refunds", "ledger_entries",
                                                         "remembered_requests"};

// Looks at the outermost fields only, and at the coordinates of places among them.
class FactReader : public ValueWriter {
 public:
  LifeFacts facts;

  void integer(const FieldSchema& field, std::int64_t value) override {
    if (depth_ == 1 && in_place_) {
      (field.name == "lat" ? point_.lat : point_.lon) = static_cast<std::int32_t>(value);
      return;
    }
    if (depth_ != 0) return;
    const auto number = static_cast<std::uint64_t>(value);
    if (field.name == "user_id") facts.user = {number};
    if (field.name == "restaurant_id") facts.restaurant = {number};
    if (field.kind == Kind::Instant && !facts.made_at && among(field.name, instant_names)) facts.made_at = {value};
  }
  void text(const FieldSchema&, std::string_view) override {}
  void absent(const FieldSchema&) override {}
  void begin_structure(const FieldSchema& field) override {
    in_place_ = depth_++ == 0 && among(field.name, place_names) && field.nested == &schema_of<GeoPoint>();
  }
  void end_structure(const FieldSchema&) override {
    --depth_;
    if (in_place_ && !facts.place) facts.place = point_;
    in_place_ = false;
  }
  void begin_list(const FieldSchema&, std::size_t) override { ++depth_; }
  void end_list(const FieldSchema&) override { --depth_; }

 private:
  int depth_ = 0;
  bool in_place_ = false;
  GeoPoint point_;
};

}  // namespace

ShardFamily shard_family(const Schema& schema) {
  if (spread_of_table(schema.name) == Spread::OwnCountry) return ShardFamily::Tracking;
  if (among(schema.name, with_the_order)) return ShardFamily::User;
  const std::uint16_t number = schema.shard_field != 0 ? schema.shard_field : schema.key_field;
  if (number == 0) return ShardFamily::Global;
  const std::string_view name = schema.fields[number - 1].name;
  if (name == "user_id") return ShardFamily::User;
  return name == "restaurant_id" ? ShardFamily::Restaurant : ShardFamily::Global;
}

const FieldSchema* user_field(const Schema& schema) {
  const std::uint16_t number = schema.shard_field != 0 ? schema.shard_field : schema.key_field;
  if (number == 0 || shard_family(schema) != ShardFamily::User) return nullptr;
  const FieldSchema& field = schema.fields[number - 1];
  return field.name == "user_id" && !field.optional ? &field : nullptr;
}

const FieldSchema* birth_field(const Schema& schema) {
  for (const FieldSchema& field : schema.fields)
    if (field.kind == Kind::Instant && !field.optional && among(field.name, instant_names)) return &field;
  return nullptr;
}

Topology::Topology(ShardMap users, ShardMap restaurants, std::uint32_t tracking_shards, const RegionMap& regions)
    : users_(std::move(users)),
      restaurants_(std::move(restaurants)),
      tracking_(ShardMap::by_hash(tracking_shards)),
      regions_(&regions) {}

Topology Topology::usual() {
  return {ShardMap::by_range(10'000'000, 50), ShardMap::by_hash(16), 64, RegionMap::usual()};
}

std::uint32_t Topology::tracking_shard_of(GeoPoint place) const {
  return tracking_.shard_of(geohash_bits(place, tracking_cell));
}

Whereabouts Topology::where_lives(const RecordType& type, std::uint64_t key, const LifeFacts& facts,
                                  Instant now) const {
  const Schema& schema = *type.schema;
  Whereabouts found;
  const ShardFamily family = shard_family(schema);
  const std::string_view key_name =
      schema.key_field == 0 ? std::string_view() : schema.fields[schema.key_field - 1].name;
  switch (family) {
    case ShardFamily::User:
      found.shard = users_.shard_of(key_name == "user_id" ? key : facts.user.value);
      break;
    case ShardFamily::Restaurant:
      found.shard = restaurants_.shard_of(key_name == "restaurant_id" ? key : facts.restaurant.value);
      break;
    case ShardFamily::Tracking:
      found.shard = facts.place ? tracking_shard_of(*facts.place) : 0;
      break;
    case ShardFamily::Global:
      break;
  }
  const Spread spread = spread_of_table(schema.name);
  if (facts.place) {
    found.region = regions_->region_at(*facts.place);
    const Country* country = regions_->country_at(*facts.place);
    if (spread == Spread::OwnCountry && country != nullptr) found.country = country->code;
  }
  found.copies = regions_->homes(found.region, spread);
  found.partition = schema.name;
  if (facts.made_at) {
    found.partition = partition_name(schema, *facts.made_at);
    found.tier = partition_rule(schema).tier(Month::of(*facts.made_at), now);
  }
  return found;
}

Whereabouts Topology::where_lives(const RecordType& type, const void* record, const LifeFacts& more,
                                  Instant now) const {
  LifeFacts facts = facts_of(type, record);
  if (!facts.user) facts.user = more.user;
  if (!facts.restaurant) facts.restaurant = more.restaurant;
  if (!facts.place) facts.place = more.place;
  if (!facts.made_at) facts.made_at = more.made_at;
  return where_lives(type, type.key(record), facts, now);
}

LifeFacts facts_of(const RecordType& type, const void* record) {
  FactReader reader;
  type.write(record, reader);
  return reader.facts;
}

std::vector<TableFigures> table_figures(Store& store, std::span<const RecordType* const> types,
                                        const Topology& topology, Instant now) {
  std::vector<TableFigures> all;
  for (const RecordType* type : types) {
    TableFigures figures;
    figures.table = type->schema->name;
    figures.family = shard_family(*type->schema);
    figures.rows_by_shard.resize(figures.family == ShardFamily::User         ? topology.users().shards()
                                 : figures.family == ShardFamily::Restaurant ? topology.restaurants().shards()
                                 : figures.family == ShardFamily::Tracking   ? topology.tracking().shards()
                                                                             : 1);
    figures.rows_by_tier.resize(tier_names.size());
    std::string bytes;
    store.scan(*type, [&](std::uint64_t, const void* record) {
      const Whereabouts where = topology.where_lives(*type, record, {}, now);
      bytes.clear();
      type->encode(record, bytes);
      ++figures.rows;
      figures.bytes += bytes.size();
      ++figures.rows_by_shard[where.shard];
      ++figures.rows_by_tier[static_cast<std::size_t>(where.tier)];
    });
    all.push_back(std::move(figures));
  }
  return all;
}

}  // namespace pizza
