// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/saga.h"
#include "core/services/event_type_of.h"

namespace pizza {

// The saga stands somewhere new; carries all of its record.
struct SagaMoved {
  static constexpr std::string_view service = "saga";
  OrderSaga saga;
  std::uint64_t aggregate() const { return saga.order.value; }
  static constexpr auto description() { return record("SagaMoved", field<&SagaMoved::saga>("saga")); }
};

void fold(Changes& changes, const SagaMoved& event);

using SagaEvents = TypeList<SagaMoved>;

}  // namespace pizza
