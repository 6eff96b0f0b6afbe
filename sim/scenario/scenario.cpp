// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario.h"

namespace pizza::sim {

namespace {

constexpr std::int64_t hour = 3'600'000;

}  // namespace

std::int64_t curve_sum(const Scenario& scenario) {
  const auto& curve = scenario.demand.orders_per_hour;
  std::int64_t order_ms = 0;
  for (std::int64_t at = 0, i = 0; at < scenario.open_for.ms; at += hour, ++i) {
    const std::int64_t part = std::min(hour, scenario.open_for.ms - at);
    order_ms += curve[static_cast<std::size_t>(i) % curve.size()] * part;
  }
  return order_ms;
}

void open_for_hours(Scenario& scenario, std::int64_t count) {
  const Duration wanted = hours(count);
  if (wanted > scenario.open_for) {
    for (Shift& shift : scenario.riders.shifts) {
      shift.from = shift.from * wanted.ms / scenario.open_for.ms;
      shift.to = shift.to * wanted.ms / scenario.open_for.ms;
    }
  }
  scenario.open_for = wanted;
}

std::int64_t expected_orders(const Scenario& scenario) {
  return curve_sum(scenario) / hour * scenario.demand.scale_permille / 1'000 * scenario.weather.demand_permille / 1'000;
}

}  // namespace pizza::sim
