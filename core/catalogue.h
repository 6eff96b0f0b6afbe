// SPDX-License-Identifier: Apache-2.0
// Every record and every event of the business, by name, for those who must handle them all: journal, replay, stores
// that make their tables, digests, tools.
#pragma once

#include <span>
#include <string_view>

#include "core/model/record_type.h"
#include "core/ports/event.h"

namespace pizza {

// In the order of core/model/catalogue.h.
std::span<const RecordType* const> all_record_types();
// In the order in which they were added to the business.
std::span<const EventType* const> all_event_types();
// Null when there is no such event.
const EventType* event_type_by_name(std::string_view name);

}  // namespace pizza
