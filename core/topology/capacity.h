// SPDX-License-Identifier: Apache-2.0
// How much there is of everything, and how many shards it needs: the sizes of the design, from demand by arithmetic.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pizza {

// What the business is asked to bear. The defaults are the design's: 500M orders a day.
struct Demand {
  std::int64_t orders_per_day = 500'000'000;
  std::int64_t users = 500'000'000;
  std::int64_t restaurants = 50'000'000;
  std::int64_t menu_items_per_restaurant = 100;
  std::int64_t concurrent_deliveries = 10'000'000;
  std::int64_t position_every_s = 10;  // of a rider on the way
  std::int64_t payments_per_day = 100'000'000;
  std::int64_t reviews = 1'000'000'000;
  std::int64_t peak_per_mille = 3'000;  // the busiest second against the day's mean
};

// Bytes a row, indexes included: what the design's sizes come to. Measured ones may take their place.
struct RowBytes {
  std::int64_t order = 2'000;       // 1 TB a day of 500M orders
  std::int64_t user = 3'000;        // 1.5 TB of 500M
  std::int64_t restaurant = 5'000;  // 250 GB of 50M
  std::int64_t menu_item = 500;     // 2.5 TB of 5B
  std::int64_t position = 100;      // 360 GB an hour of 10M deliveries, one position in 10 s
  std::int64_t payment = 1'000;
  std::int64_t review = 1'000;
};

// What one shard bears comfortably.
struct ShardLimits {
  std::int64_t bytes = 2'000'000'000'000;
  std::int64_t writes_per_s = 1'500;  // durable orders, measured on two cores with PostgreSQL 15
};

struct EntitySize {
  std::string_view entity;
  std::int64_t rows = 0;          // in the store at any time
  std::int64_t rows_per_day = 0;  // that come anew
  std::int64_t bytes = 0;         // of `rows`
  std::int64_t bytes_per_day = 0;
  std::int64_t bytes_per_year = 0;
  std::int64_t peak_writes_per_s = 0;
  std::int64_t shards = 0;  // for the bytes or for the writes, whichever needs more
};

constexpr std::int64_t per_second(std::int64_t per_day) {
  return (per_day + 43'200) / 86'400;
}

// Orders, users, restaurants, menu items, positions, payments, reviews, in this order. Orders stay in the store for a
// year, positions for an hour.
std::vector<EntitySize> capacity_plan(const Demand& demand = {}, const RowBytes& bytes = {},
                                      const ShardLimits& limits = {});

// Bytes a hour of positions: the design's "360 GB/hour of tracking".
constexpr std::int64_t tracking_bytes_per_hour(const Demand& demand, const RowBytes& bytes) {
  return demand.concurrent_deliveries * (3'600 / demand.position_every_s) * bytes.position;
}

}  // namespace pizza
