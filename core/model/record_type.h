// SPDX-License-Identifier: Apache-2.0
// A record's type without the type: what the Store port and its implementations handle. One object a type, made from
// the description, so that core/ is compiled once and a store never sees a template.
#pragma once

#include <new>
#include <span>
#include <string>
#include <string_view>

#include "core/model/schema_of.h"
#include "core/model/wire.h"

namespace pizza {

// What an index sees of a record. `text` points into the record.
struct IndexValue {
  bool present = false;
  std::int64_t number = 0;
  std::string_view text;
  GeoPoint place;

  static IndexValue of(std::int64_t n) { return {true, n, {}, {}}; }
  static IndexValue of(std::string_view t) { return {true, 0, t, {}}; }
  static IndexValue of(GeoPoint p) { return {true, 0, {}, p}; }
  friend bool operator==(const IndexValue&, const IndexValue&) = default;
};

struct IndexedField {
  std::uint16_t field;
  Index index;
  IndexValue (*value)(const void* record);
};

struct RecordType {
  std::size_t number;  // in the catalogue
  const Schema* schema;
  std::size_t size;
  std::size_t alignment;
  std::vector<IndexedField> indexes;

  void (*construct)(void* to);
  void (*copy)(void* to, const void* from);  // constructs
  void (*assign)(void* to, void* from);      // moves into a constructed record
  void (*destroy)(void* record);
  std::uint64_t (*key)(const void* record);
  Version& (*version)(void* record);
  void (*encode)(const void* record, std::string& out);
  bool (*decode)(std::string_view bytes, void* record);
  void (*write)(const void* record, ValueWriter& writer);
  void (*read)(void* record, ValueReader& reader);

  // Position in `indexes` of a field by its number, or -1.
  int index_position(std::uint16_t field) const {
    for (std::size_t i = 0; i < indexes.size(); ++i)
      if (indexes[i].field == field) return static_cast<int>(i);
    return -1;
  }
};

template <class T>
IndexValue index_value(const T& value) {
  if constexpr (IsOptional<T>::value) {
    return value ? index_value(*value) : IndexValue{};
  } else if constexpr (Scalar<T>) {
    return IndexValue::of(to_integer(value));
  } else if constexpr (std::is_same_v<T, std::string>) {
    return IndexValue::of(std::string_view(value));
  } else if constexpr (std::is_same_v<T, GeoPoint>) {
    return IndexValue::of(value);
  } else {
    return {};
  }
}

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

template <Described T>
std::uint64_t key_of(const T& value) {
  std::uint64_t found = 0;
  for_each_field<T>([&](const auto& part, std::uint16_t) {
    using Part = std::remove_cvref_t<decltype(part)>;
    if constexpr (Scalar<typename Part::Type>) {
      if (part.role == PartRole::Key) found = static_cast<std::uint64_t>(to_integer(value.*Part::member));
    }
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

// A record's place in core/model/catalogue.h. A record that is not named there does not link.
template <class T>
std::size_t record_number();

template <Described T>
const RecordType& record_type() {
  static const RecordType type = make_record_type<T>(record_number<T>());
  return type;
}

}  // namespace pizza
