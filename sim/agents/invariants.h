// SPDX-License-Identifier: Apache-2.0
// What must hold whatever happens, checked on the records and on the provider's own books.
#pragma once

#include <string>
#include <vector>

#include "core/ports/store.h"
#include "sim/agents/booked_provider.h"

namespace pizza::sim {

struct InvariantReport {
  std::uint64_t checked = 0;            // single checks made
  std::vector<std::string> violations;  // at most `most` of them are told
  std::uint64_t violated = 0;           // all of them

  static constexpr std::size_t most = 100;
  void expect(bool holds, const auto& what) {
    ++checked;
    if (holds) return;
    if (++violated <= most) violations.push_back(what());
  }
  void add(const InvariantReport& other);
};

// Cheap enough for every minute of a run: riders with their deliveries, kitchens with their capacity.
InvariantReport check_running(Store& store, const BookedProvider& provider, Currency currency, std::string_view where);

// When the run is over and has drained: all of them. `where` names the territory in the violations.
InvariantReport check_finished(Store& store, const BookedProvider& provider, Currency currency, std::string_view where);

}  // namespace pizza::sim
