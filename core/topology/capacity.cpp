// SPDX-License-Identifier: Apache-2.0
#include "core/topology/capacity.h"

#include <algorithm>

namespace pizza {

namespace {

constexpr std::int64_t days_a_year = 365;

std::int64_t rounded_up(std::int64_t amount, std::int64_t unit) {
  return (amount + unit - 1) / std::max<std::int64_t>(1, unit);
}

}  // namespace

std::vector<EntitySize> capacity_plan(const Demand& demand, const RowBytes& bytes, const ShardLimits& limits) {
  const auto entity = [&](std::string_view name, std::int64_t rows, std::int64_t per_day, std::int64_t row) {
    EntitySize size;
    size.entity = name;
    size.rows = rows;
    size.rows_per_day = per_day;
    size.bytes = rows * row;
    size.bytes_per_day = per_day * row;
    size.bytes_per_year = size.bytes_per_day * days_a_year;
    size.peak_writes_per_s = rounded_up(per_day * demand.peak_per_mille, 86'400'000);
    size.shards = std::max({std::int64_t{1}, rounded_up(size.bytes, limits.bytes),
                            rounded_up(size.peak_writes_per_s, limits.writes_per_s)});
    return size;
  };
  const std::int64_t positions_per_hour = demand.concurrent_deliveries * (3'600 / demand.position_every_s);
  std::vector<EntitySize> plan;
  plan.push_back(entity("orders", demand.orders_per_day * days_a_year, demand.orders_per_day, bytes.order));
  plan.push_back(entity("users", demand.users, 0, bytes.user));
  plan.push_back(entity("restaurants", demand.restaurants, 0, bytes.restaurant));
  plan.push_back(entity("menu_items", demand.restaurants * demand.menu_items_per_restaurant, 0, bytes.menu_item));
  plan.push_back(entity("positions", positions_per_hour, positions_per_hour * 24, bytes.position));
  plan.push_back(entity("payments", demand.payments_per_day * days_a_year, demand.payments_per_day, bytes.payment));
  plan.push_back(entity("reviews", demand.reviews, 0, bytes.review));
  return plan;
}

}  // namespace pizza
