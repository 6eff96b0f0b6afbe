// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/parameters.h"

#include "connectors/json/utf8.h"

namespace pizza {

namespace {

constexpr std::string_view escape = "\xEF\xBF\xBF";  // U+FFFF
constexpr std::size_t header_size = 20;

void append_32(std::string& to, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) to += static_cast<char>(value >> shift & 0xFF);
}

void write_32(std::string& to, std::size_t at, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) to[at++] = static_cast<char>(value >> shift & 0xFF);
}

void append_64(std::string& to, std::int64_t value) {
  char bytes[8];
  auto bits = static_cast<std::uint64_t>(value);
  for (int i = 7; i >= 0; --i, bits >>= 8) bytes[i] = static_cast<char>(bits & 0xFF);
  to.append(bytes, 8);
}

int hex_value(char digit) {
  return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

}  // namespace

void ArrayParameter::clear() {
  bytes_.clear();
  size_ = 0;
  nulls_ = false;
  append_32(bytes_, 1);  // dimensions
  append_32(bytes_, 0);  // whether there are NULLs
  append_32(bytes_, static_cast<std::uint32_t>(element_));
  append_32(bytes_, 0);  // how many
  append_32(bytes_, 1);  // counted from
}

void ArrayParameter::begin_element(std::int32_t length) {
  append_32(bytes_, static_cast<std::uint32_t>(length));
  ++size_;
}

void ArrayParameter::add(std::int64_t value) {
  begin_element(8);
  append_64(bytes_, value);
}

void ArrayParameter::add(std::string_view value) {
  begin_element(static_cast<std::int32_t>(value.size()));
  bytes_ += value;
}

void ArrayParameter::add_null() {
  begin_element(-1);
  nulls_ = true;
}

std::string_view ArrayParameter::bytes() const {
  static_assert(header_size == 20);
  write_32(bytes_, 4, nulls_ ? 1 : 0);
  write_32(bytes_, 12, size_);
  return bytes_;
}

Parameters& Parameters::put(std::string_view bytes) {
  values_.push_back(bytes.data() != nullptr ? bytes.data() : "");  // a null pointer would be NULL
  lengths_.push_back(static_cast<int>(bytes.size()));
  formats_.push_back(1);
  return *this;
}

Parameters& Parameters::add(std::int64_t value) {
  own_.emplace_back();
  append_64(own_.back(), value);
  return put(own_.back());
}

Parameters& Parameters::add(std::string_view value) {
  return put(value);
}

Parameters& Parameters::add(const ArrayParameter& array) {
  return put(array.bytes());
}

void Parameters::clear() {
  own_.clear();
  values_.clear();
  lengths_.clear();
  formats_.clear();
}

std::int64_t big_endian(std::string_view eight_bytes) {
  std::uint64_t value = 0;
  for (const char byte : eight_bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

std::string_view storable_text(std::string_view text, std::string& scratch) {
  if (text.find('\0') == std::string_view::npos && !text.starts_with(escape) && is_utf8(text)) return text;
  scratch = escape;
  for (const char byte : text) {
    constexpr char digits[] = "0123456789abcdef";
    scratch += digits[static_cast<unsigned char>(byte) >> 4];
    scratch += digits[static_cast<unsigned char>(byte) & 15];
  }
  return scratch;
}

std::string_view restored_text(std::string_view text, std::string& scratch) {
  if (!text.starts_with(escape)) return text;
  scratch.clear();
  for (std::size_t i = escape.size(); i + 1 < text.size(); i += 2)
    scratch += static_cast<char>(hex_value(text[i]) << 4 | hex_value(text[i + 1]));
  return scratch;
}

void restore_text(std::string& text) {
  if (!text.starts_with(escape)) return;
  std::string restored;
  text = restored_text(text, restored);
}

}  // namespace pizza
