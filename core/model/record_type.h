// SPDX-License-Identifier: Apache-2.0
// A record's type without the type: what the Store port and its implementations handle. One object a type, made from
// the description, so that core/ is compiled once and a store never sees a template.
#pragma once

#include <new>
#include <span>
#include <string>
#include <string_view>

#include "core/model/describe.h"

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

// The one type object of a kept record. Made in core/model/record_types.cpp, for all that core/model/catalogue.h names;
// a record that is not named there does not link. Whoever only finds, keeps or scans records compiles no encoders.
template <Described T>
const RecordType& record_type();

}  // namespace pizza
