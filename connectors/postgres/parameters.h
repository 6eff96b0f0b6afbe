// SPDX-License-Identifier: Apache-2.0
// Values on their way to PostgreSQL, in its binary form.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pizza {

// PostgreSQL's numbers of its types.
enum class PostgresType : std::uint32_t { Bytes = 17, Integer = 20, Text = 25 };

// A one-dimensional array that grows; one a column makes a statement of many rows.
class ArrayParameter {
 public:
  explicit ArrayParameter(PostgresType element) : element_(element) { clear(); }

  void clear();
  void add(std::int64_t value);
  void add(std::string_view value);
  void add_null();
  std::uint32_t size() const { return size_; }
  PostgresType element() const { return element_; }
  // Valid until the next change.
  std::string_view bytes() const;

 private:
  void begin_element(std::int32_t length);

  PostgresType element_;
  std::uint32_t size_ = 0;
  bool nulls_ = false;
  mutable std::string bytes_;
};

// The parameters of one call. Arrays and texts are referred to: they live until the call is made.
class Parameters {
 public:
  Parameters& add(std::int64_t value);
  Parameters& add(std::uint64_t value) { return add(static_cast<std::int64_t>(value)); }
  Parameters& add(std::string_view value);
  Parameters& add(const ArrayParameter& array);
  void clear();

  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  Parameters& put(std::string_view bytes);

  std::deque<std::string> own_;  // stay where they are
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

std::int64_t big_endian(std::string_view eight_bytes);

// Text as PostgreSQL can hold it: it takes neither the character 0 nor bytes that are no UTF-8. Such a text is kept as
// U+FFFF and its bytes in hexadecimal; so is one that begins with U+FFFF itself.
std::string_view storable_text(std::string_view text, std::string& scratch);
void restore_text(std::string& text);
std::string_view restored_text(std::string_view text, std::string& scratch);

}  // namespace pizza
