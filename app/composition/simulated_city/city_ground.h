// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/ports/event_bus.h"
#include "core/ports/store.h"

namespace pizza {

// Where a simulated city keeps its books and what carries its events. The city and its clock do not change with it:
// the clock of a territory moves on only when its bus has nothing more to give.
class CityGround {
 public:
  virtual ~CityGround() = default;
  // Once, before a city stands on it. Throws std::runtime_error where there is no room for a new city.
  virtual void begin(std::size_t territories, Instant now) = 0;
  virtual std::unique_ptr<Store> store(std::uint16_t territory) = 0;
  // `store` is the one given for this territory, and outlives the bus. `take` is false only when everything that was
  // published has been taken.
  virtual std::unique_ptr<EventBus> bus(std::uint16_t territory, Store& store) = 0;
};

}  // namespace pizza
