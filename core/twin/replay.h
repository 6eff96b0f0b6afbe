// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/model/problem.h"
#include "core/ports/changes.h"
#include "core/ports/event.h"

namespace pizza {

// Builds a shard's state again by folding what was recorded, commit by commit, into an empty store. No command runs, no
// rule is asked: the fold of the events is the state, versions included.
class Replay {
 public:
  explicit Replay(Store& store) : changes_(store), store_(store) {}

  // The events of one commit, in order. Fails with "replay.impossible" where they do not follow from what came before
  // (a record is missing, or there already); the store is then as it was.
  Outcome apply(std::span<const EventHolder> events);

 private:
  Changes changes_;
  Store& store_;
};

}  // namespace pizza
