// SPDX-License-Identifier: Apache-2.0
// From the compile-time description to the schema that connectors read, and the walks between the two.
#pragma once

#include "core/model/describe.h"

namespace pizza {

template <class T>
constexpr Kind kind_of() {
  if constexpr (std::is_same_v<T, bool>) {
    return Kind::Boolean;
  } else if constexpr (NamedEnum<T>) {
    return Kind::Enumeration;
  } else if constexpr (IsId<T>::value || std::is_same_v<T, Version> || std::is_enum_v<T>) {
    return Kind::Unsigned;
  } else if constexpr (std::is_integral_v<T>) {
    return std::is_unsigned_v<T> ? Kind::Unsigned : Kind::Integer;
  } else if constexpr (std::is_same_v<T, Instant>) {
    return Kind::Instant;
  } else if constexpr (std::is_same_v<T, Duration>) {
    return Kind::Duration;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return Kind::Text;
  } else if constexpr (IsList<T>::value) {
    return Kind::List;
  } else {
    static_assert(Described<T>, "a field is a scalar, a text, an optional, a list or a described structure");
    return Kind::Structure;
  }
}

template <Described T>
const Schema& schema_of();

template <class T>
FieldSchema field_schema(std::string_view name) {
  FieldSchema field;
  field.name = name;
  if constexpr (IsOptional<T>::value) {
    field = field_schema<typename T::value_type>(name);
    field.optional = true;
  } else {
    field.kind = kind_of<T>();
    if constexpr (NamedEnum<T>) field.value_names = names_of(T{});
    if constexpr (IsList<T>::value) {
      static const FieldSchema element = field_schema<typename T::value_type>("");
      field.element = &element;
    } else if constexpr (Described<T>) {
      field.nested = &schema_of<T>();
    }
  }
  return field;
}

template <Described T>
Schema make_schema() {
  constexpr auto description = describe<T>();
  Schema schema;
  schema.name = description.name;
  schema.flat = true;
  for_each_field<T>([&](const auto& part, std::uint16_t number) {
    using Part = std::remove_cvref_t<decltype(part)>;
    FieldSchema field = field_schema<typename Part::Type>(part.name);
    field.number = number;
    field.index = part.index;
    field.secrecy = part.secrecy;
    field.key = part.role == PartRole::Key;
    if constexpr (std::is_same_v<T, GeoPoint>) field.kind = Kind::Degrees;
    if (field.key) schema.key_field = number;
    if (field.optional || field.kind == Kind::Text || field.kind == Kind::List || field.kind == Kind::Structure)
      schema.flat = false;
    schema.fields.push_back(field);
  });
  description.parts.each([&](const auto& part) {
    using Part = std::remove_cvref_t<decltype(part)>;
    if constexpr (std::is_same_v<Part, KeepPart>) {
      schema.keep_for = part.how_long;
    } else if constexpr (!Part::is_field) {
      schema.shard_field = field_number<Part::member>();
    }
  });
  return schema;
}

template <Described T>
const Schema& schema_of() {
  static const Schema schema = make_schema<T>();
  return schema;
}

template <class T>
void write_value(const FieldSchema& field, const T& value, ValueWriter& writer);

template <Described T>
void write_fields(const T& value, ValueWriter& writer) {
  const Schema& schema = schema_of<T>();
  for_each_field<T>([&](const auto& part, std::uint16_t number) {
    write_value(schema.fields[number - 1], value.*(std::remove_cvref_t<decltype(part)>::member), writer);
  });
}

template <class T>
void write_value(const FieldSchema& field, const T& value, ValueWriter& writer) {
  if constexpr (IsOptional<T>::value) {
    value ? write_value(field, *value, writer) : writer.absent(field);
  } else if constexpr (Scalar<T>) {
    writer.integer(field, to_integer(value));
  } else if constexpr (std::is_same_v<T, std::string>) {
    writer.text(field, value);
  } else if constexpr (IsList<T>::value) {
    writer.begin_list(field, value.size());
    for (const auto& element : value) write_value(*field.element, element, writer);
    writer.end_list(field);
  } else {
    writer.begin_structure(field);
    write_fields(value, writer);
    writer.end_structure(field);
  }
}

template <class T>
bool read_value(const FieldSchema& field, T& value, ValueReader& reader);

template <Described T>
void read_fields(T& value, ValueReader& reader) {
  const Schema& schema = schema_of<T>();
  for_each_field<T>([&](const auto& part, std::uint16_t number) {
    read_value(schema.fields[number - 1], value.*(std::remove_cvref_t<decltype(part)>::member), reader);
  });
}

template <class T>
bool read_list(const FieldSchema& field, T& value, ValueReader& reader) {
  std::size_t size = 0;
  if (!reader.begin_list(field, size)) return false;
  if constexpr (requires { value.resize(size); }) {
    value.resize(size);
  }
  for (std::size_t i = 0; i < size && i < value.size(); ++i) {
    reader.begin_element(field, i);
    read_value(*field.element, value[i], reader);
  }
  reader.end_list(field);
  return true;
}

template <class T>
bool read_value(const FieldSchema& field, T& value, ValueReader& reader) {
  if constexpr (IsOptional<T>::value) {
    typename T::value_type inner{};
    const bool present = read_value(field, inner, reader);
    if (present) value = std::move(inner);
    return present;
  } else if constexpr (Scalar<T>) {
    std::int64_t number = 0;
    if (!reader.integer(field, number)) return false;
    value = from_integer<T>(number);
    return true;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return reader.text(field, value);
  } else if constexpr (IsList<T>::value) {
    return read_list(field, value, reader);
  } else {
    if (!reader.begin_structure(field)) return false;
    read_fields(value, reader);
    reader.end_structure(field);
    return true;
  }
}

}  // namespace pizza
