// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/schema_of.h"
#include "core/model/wire.h"
#include "core/services/event_type_of.h"

namespace pizza {

template <class E>
const EventType& event_type() {
  static const EventType type{
      .schema = &schema_of<E>(),
      .service = E::service,
      .create = []() -> void* { return new E(); },
      .destroy = [](void* event) { delete static_cast<E*>(event); },
      .aggregate = [](const void* event) { return static_cast<const E*>(event)->aggregate(); },
      .encode = [](const void* event, std::string& out) { wire::encode(*static_cast<const E*>(event), out); },
      .decode = [](std::string_view bytes, void* event) { return wire::decode(bytes, *static_cast<E*>(event)); },
      .write = [](const void* event, ValueWriter& writer) { write_fields(*static_cast<const E*>(event), writer); },
      .fold = [](Changes& changes, const void* event) { fold(changes, *static_cast<const E*>(event)); },
  };
  return type;
}

}  // namespace pizza
