// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

// A hand-moved world in memory, with its shop open.
struct ShopWorld : HandWorld {
  ShopWorld() : HandWorld(store, bus) { cast = open_shop(); }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;
};

}  // namespace pizza::test
