// SPDX-License-Identifier: Apache-2.0
#include "maps/map_format.h"

#include <bit>
#include <cstring>

namespace pizza::maps {

static_assert(std::endian::native == std::endian::little, "the .map format is read in place: little endian only");

std::uint64_t map_checksum(std::span<const std::byte> bytes) {
  constexpr std::uint64_t first = 0x9e3779b185ebca87;
  constexpr std::uint64_t second = 0xc2b2ae3d27d4eb4f;
  std::uint64_t hash = bytes.size() * first;
  std::size_t at = 0;
  // Each step is a bijection of the running value, so a difference never gets lost.
  const auto take = [&](std::uint64_t word) { hash = std::rotl(hash ^ (word * first), 31) * second; };
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    take(word);
  }
  std::uint64_t rest = 0;
  if (at < bytes.size()) std::memcpy(&rest, bytes.data() + at, bytes.size() - at);
  take(rest);
  return hash ^ (hash >> 29);
}

}  // namespace pizza::maps
