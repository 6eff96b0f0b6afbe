// SPDX-License-Identifier: Apache-2.0
// The figures of a run, read from the records when it is over (or at any moment before).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/agents/territory.h"

namespace pizza::sim {

struct Spread {
  std::int64_t count = 0;
  std::int64_t mean_ms = 0;
  std::int64_t p50_ms = 0, p90_ms = 0, p99_ms = 0;  // nearest rank
};
Spread spread_of(std::vector<std::int64_t>& values);  // sorts them

struct RunFigures {
  std::int64_t placed = 0, delivered = 0, cancelled = 0, rejected = 0, failed = 0, open = 0;
  Spread click_to_door;
  Spread ready_to_pickup;
  std::int64_t late = 0;  // delivered after the promise
  std::int64_t riders = 0;
  RiderTally rider_tally;
  CustomerTally customer_tally;
  Money charged, refunded;      // captured, and given back
  std::int64_t ledger_sum = 0;  // of all entries, minor units
  Money rider_cost;             // hours online at the scenario's rate
  std::uint64_t events = 0;     // recorded by the business
  std::uint64_t steps = 0;      // served by the engines
  std::uint64_t sagas_for_people = 0;
  GuestTally guest_tally;
  DeskTally desk_tally;
  OperationsTally operations_tally;
  FlowCount flows;
  std::map<std::string_view, ServiceTally> services;  // by name: what each was asked, and what it said happened
};

RunFigures figures_of(std::span<const std::unique_ptr<Territory>> territories);

}  // namespace pizza::sim
