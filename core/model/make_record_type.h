// SPDX-License-Identifier: Apache-2.0
// Makes a record's type object from its description. Costly to compile: included where type objects are made, and
// nowhere else.
#pragma once

#include "core/model/record_type.h"
#include "core/model/schema_of.h"
#include "core/model/wire.h"

namespace pizza {

template <Described T>
std::vector<IndexedField> indexed_fields() {
  std::vector<IndexedField> found;
  for_each_field<T>([&](const auto& part, std::uint16_t number) {
    using Part = std::remove_cvref_t<decltype(part)>;
    if (part.index == Index::None) return;
    found.push_back({number, part.index,
                     [](const void* record) { return index_value(static_cast<const T*>(record)->*Part::member); }});
  });
  return found;
}

// The type object of any described struct with a `Version version`. `number` is its place among the types of one store.
template <Described T>
RecordType make_record_type(std::size_t number) {
  return RecordType{
      .number = number,
      .schema = &schema_of<T>(),
      .size = sizeof(T),
      .alignment = alignof(T),
      .indexes = indexed_fields<T>(),
      .construct = [](void* to) { new (to) T(); },
      .copy = [](void* to, const void* from) { new (to) T(*static_cast<const T*>(from)); },
      .assign = [](void* to, void* from) { *static_cast<T*>(to) = std::move(*static_cast<T*>(from)); },
      .destroy = [](void* record) { static_cast<T*>(record)->~T(); },
      .key = [](const void* record) { return key_of(*static_cast<const T*>(record)); },
      .version = [](void* record) -> Version& { return static_cast<T*>(record)->version; },
      .encode = [](const void* record, std::string& out) { wire::encode(*static_cast<const T*>(record), out); },
      .decode = [](std::string_view bytes, void* record) { return wire::decode(bytes, *static_cast<T*>(record)); },
      .write = [](const void* record, ValueWriter& writer) { write_fields(*static_cast<const T*>(record), writer); },
      .read = [](void* record, ValueReader& reader) { read_fields(*static_cast<T*>(record), reader); },
  };
}

}  // namespace pizza
