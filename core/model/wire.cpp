// SPDX-License-Identifier: Apache-2.0
#include "core/model/wire.h"

namespace pizza::wire {

bool Source::varint(std::uint64_t& value) {
  value = 0;
  for (std::size_t i = 0; i < left_.size() && i < 10; ++i) {
    const auto byte = static_cast<std::uint8_t>(left_[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << (7 * i);
    if (byte < 0x80) {
      left_.remove_prefix(i + 1);
      return true;
    }
  }
  left_ = {};
  return false;
}

bool Source::delimited(std::string_view& bytes) {
  std::uint64_t size = 0;
  if (!varint(size) || size > left_.size()) {
    left_ = {};
    return false;
  }
  bytes = left_.substr(0, size);
  left_.remove_prefix(size);
  return true;
}

bool Source::skip(WireType type) {
  std::uint64_t ignored = 0;
  std::string_view bytes;
  switch (type) {
    case WireType::Varint:
      return varint(ignored);
    case WireType::Delimited:
      return delimited(bytes);
    case WireType::Fixed64:
    case WireType::Fixed32: {
      const std::size_t size = type == WireType::Fixed64 ? 8 : 4;
      if (left_.size() < size) return false;
      left_.remove_prefix(size);
      return true;
    }
  }
  return false;
}

void close_delimited(std::string& out, std::size_t start) {
  std::uint64_t size = out.size() - start;
  char length[10];
  std::size_t n = 0;
  while (size >= 0x80) {
    length[n++] = static_cast<char>(size | 0x80);
    size >>= 7;
  }
  length[n++] = static_cast<char>(size);
  out.insert(start, length, n);
}

}  // namespace pizza::wire
