// SPDX-License-Identifier: Apache-2.0
// A small invented city and an hour or two of one of the scenarios, for tests: runs in a fraction of a second.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include "app/composition/simulated_city/datasets.h"
#include "app/composition/simulated_city/simulated_city.h"

namespace pizza::test {

struct SmallCity {
  std::uint64_t seed = 1;
  std::int64_t orders = 80;
  std::int32_t riders = 14;
  std::int32_t territories = 2;
  std::int64_t hours = 1;
  std::function<void(sim::Scenario&)> change = [](sim::Scenario&) {};
};

inline std::shared_ptr<const maps::RoadMap> small_map() {
  static const auto map = load_city("Testwick", {"Testwick", 1'500, 3}).value();
  return map;
}

inline std::shared_ptr<const sim::CityModel> small_model(const SmallCity& wanted) {
  sim::Scenario scenario = load_scenario("friday-rush").value();
  scenario.territories = wanted.territories;
  scenario.restaurants.count = 6;
  scenario.restaurants.junctions_each = 20;
  sim::open_for_hours(scenario, wanted.hours);
  wanted.change(scenario);
  // As many restaurants as the scenario says, however many orders are wished for.
  scenario.demand.scale_permille = static_cast<std::int32_t>(std::max<std::int64_t>(
      wanted.orders * 1'000 * 1'000 / std::max<std::int64_t>(sim::expected_orders(scenario) * 1'000, 1), 1));
  auto plan = sim::plan_city(scenario, small_map(), wanted.seed, {wanted.orders, wanted.riders});
  if (!plan) throw std::runtime_error(plan.problem().detail);
  return lay_out(std::move(scenario), std::move(plan).value(), wanted.seed);
}

// To the end, or until nothing is open.
inline void run_to_the_end(SimulatedCity& city) {
  const sim::Scenario& scenario = city.model().scenario;
  for (Instant at = scenario.begins; at < scenario.ends();) {
    at = at + minutes(5);
    city.run_until(at);
    if (at >= scenario.closes() && city.quiet()) return;
  }
}

template <class T>
std::vector<T> all_of(const sim::Territory& territory) {
  std::vector<T> records;
  territory.store().scan(record_type<T>(),
                         [&](std::uint64_t, const void* record) { records.push_back(*static_cast<const T*>(record)); });
  return records;
}

template <class T>
std::vector<T> all_of(const SimulatedCity& city) {
  std::vector<T> records;
  for (const auto& territory : city.territories())
    for (T& record : all_of<T>(*territory)) records.push_back(std::move(record));
  return records;
}

}  // namespace pizza::test
