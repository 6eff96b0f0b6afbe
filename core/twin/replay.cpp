// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay.h"

#include <stdexcept>

namespace pizza {

Outcome Replay::apply(std::span<const EventHolder> events) {
  changes_.reset();
  try {
    for (const EventHolder& event : events) event.type().fold(changes_, event.get());
  } catch (const std::logic_error& fault) {
    changes_.reset();
    return problem(Status::Conflict, "replay.impossible", fault.what());
  }
  const std::span<Change> changes = changes_.prepare();
  const bool kept = changes.empty() || store_.commit({changes, {}, {}}) == CommitOutcome::Committed;
  changes_.reset();
  if (!kept) return problem(Status::Conflict, "replay.impossible", "a unique value is taken");
  return Done{};
}

}  // namespace pizza
