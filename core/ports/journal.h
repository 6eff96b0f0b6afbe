// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/ports/event.h"

namespace pizza {

// Hears every commit, with its events in order, after the store has taken it. The fold of what it hears is the state.
class JournalSink {
 public:
  virtual ~JournalSink() = default;
  virtual void committed(Instant at, std::span<const EventHolder> events) = 0;
};

}  // namespace pizza
