// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "core/ports/event.h"

namespace pizza {

// Carries committed events to whoever listens. An event is delivered at least once and, within one aggregate, in the
// order in which it was recorded; consumers make the effect happen once (the row is consumed in the effect's commit).
class EventBus {
 public:
  virtual ~EventBus() = default;
  virtual void publish(EventEnvelope event) = 0;
  // Takes the oldest event that waits, false when none does.
  virtual bool take(EventEnvelope& event) = 0;
  virtual std::size_t waiting() const = 0;
};

}  // namespace pizza
