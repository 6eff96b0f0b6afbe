// SPDX-License-Identifier: Apache-2.0
// Bytes of a described type, in Protobuf's encoding: a field's tag is its place in the description, unsigned scalars
// are varints, signed ones zigzag varints, texts and structures are length-delimited, lists are repeated.
// Zero and empty values are left out; an optional that is present is always written. Unknown tags are skipped when
// read, so a journal outlives a new field. Equal values give equal bytes: the state hash rests on that.
// Source: protobuf.dev, "Encoding".
#pragma once

#include <string>
#include <string_view>

#include "core/model/describe.h"

namespace pizza::wire {

enum class WireType : std::uint8_t { Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5 };

inline void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

constexpr std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// Takes bytes from the front of a view. Every call checks; after a failure all further calls fail.
class Source {
 public:
  explicit Source(std::string_view bytes) : left_(bytes) {}
  bool empty() const { return left_.empty(); }
  bool varint(std::uint64_t& value);
  bool delimited(std::string_view& bytes);
  bool skip(WireType type);

 private:
  std::string_view left_;
};

// Ends a nested value that was begun at `start`: its length goes in front of it.
void close_delimited(std::string& out, std::size_t start);

template <class T>
constexpr bool is_signed_scalar() {
  if constexpr (std::is_integral_v<T>) return std::is_signed_v<T> && !std::is_same_v<T, bool>;
  return std::is_same_v<T, Instant> || std::is_same_v<T, Duration>;
}

template <Described T>
void encode(const T& value, std::string& out);
template <Described T>
bool decode(std::string_view bytes, T& value);

template <class T>
void encode_field(std::uint16_t tag, const T& value, std::string& out, bool always) {
  if constexpr (IsOptional<T>::value) {
    if (value) encode_field(tag, *value, out, true);
  } else if constexpr (Scalar<T>) {
    const std::int64_t number = to_integer(value);
    if (number == 0 && !always) return;
    put_varint(out, static_cast<std::uint64_t>(tag) << 3);
    put_varint(out, is_signed_scalar<T>() ? zigzag(number) : static_cast<std::uint64_t>(number));
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (value.empty() && !always) return;
    put_varint(out, static_cast<std::uint64_t>(tag) << 3 | static_cast<std::uint64_t>(WireType::Delimited));
    put_varint(out, value.size());
    out.append(value);
  } else if constexpr (IsList<T>::value) {
    for (const auto& element : value) encode_field(tag, element, out, true);
  } else {
    const std::size_t before = out.size();
    put_varint(out, static_cast<std::uint64_t>(tag) << 3 | static_cast<std::uint64_t>(WireType::Delimited));
    const std::size_t start = out.size();
    encode(value, out);
    if (out.size() == start && !always) {
      out.resize(before);
    } else {
      close_delimited(out, start);
    }
  }
}

template <Described T>
void encode(const T& value, std::string& out) {
  for_each_field<T>([&](const auto& part, std::uint16_t number) {
    encode_field(number, value.*(std::remove_cvref_t<decltype(part)>::member), out, false);
  });
}

// Position in lists of fixed size while one message is read.
struct ListCursor {
  std::uint16_t tag = 0;
  std::size_t next = 0;
};

template <class T>
bool decode_field(Source& source, WireType type, T& value, std::size_t index_in_list) {
  if constexpr (IsOptional<T>::value) {
    if (!value) value.emplace();
    return decode_field(source, type, *value, index_in_list);
  } else if constexpr (Scalar<T>) {
    std::uint64_t raw = 0;
    if (type != WireType::Varint || !source.varint(raw)) return false;
    value = from_integer<T>(is_signed_scalar<T>() ? unzigzag(raw) : static_cast<std::int64_t>(raw));
    return true;
  } else if constexpr (std::is_same_v<T, std::string>) {
    std::string_view bytes;
    if (type != WireType::Delimited || !source.delimited(bytes)) return false;
    value.assign(bytes);
    return true;
  } else if constexpr (IsList<T>::value) {
    if constexpr (requires { value.emplace_back(); }) {
      return decode_field(source, type, value.emplace_back(), 0);
    } else {
      return index_in_list < value.size() && decode_field(source, type, value[index_in_list], 0);
    }
  } else {
    std::string_view bytes;
    return type == WireType::Delimited && source.delimited(bytes) && decode(bytes, value);
  }
}

// What a field is when the bytes do not name it: zero, not what the struct's initialiser says.
template <class T>
void clear(T& value) {
  if constexpr (Described<T>) {
    for_each_field<T>(
        [&](const auto& part, std::uint16_t) { clear(value.*(std::remove_cvref_t<decltype(part)>::member)); });
  } else if constexpr (IsList<T>::value && !requires { value.emplace_back(); }) {
    for (auto& element : value) clear(element);
  } else {
    value = T{};
  }
}

// False when the bytes are no whole message of this type; `value` is then unspecified.
template <Described T>
bool decode(std::string_view bytes, T& value) {
  clear(value);
  Source source(bytes);
  ListCursor cursor;
  while (!source.empty()) {
    std::uint64_t tag = 0;
    if (!source.varint(tag)) return false;
    const auto number = static_cast<std::uint16_t>(tag >> 3);
    const auto type = static_cast<WireType>(tag & 7);
    cursor.next = cursor.tag == number ? cursor.next + 1 : 0;
    cursor.tag = number;
    bool known = false;
    bool good = true;
    for_each_field<T>([&](const auto& part, std::uint16_t candidate) {
      if (candidate != number) return;
      known = true;
      good = decode_field(source, type, value.*(std::remove_cvref_t<decltype(part)>::member), cursor.next);
    });
    if (!known) good = source.skip(type);
    if (!good) return false;
  }
  return true;
}

}  // namespace pizza::wire
