// SPDX-License-Identifier: Apache-2.0
#include "core/ports/unit_of_work.h"

#include "core/ports/telemetry.h"

namespace pizza {

void UnitOfWork::take(const EventType& type, void* event) {
  events_.emplace_back(type, event);
  const WorkSpan span(around_.telemetry, type.service);
  type.fold(changes_, event);
}

void UnitOfWork::after_commit(Effect effect) {
  effects_.push_back(std::move(effect));
}

}  // namespace pizza
