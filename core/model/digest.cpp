// SPDX-License-Identifier: Apache-2.0
#include "core/model/digest.h"

namespace pizza {

namespace {

// Multiply two 64-bit words to 128 and fold: the mixing step of wyhash (public domain, Wang Yi).
std::uint64_t fold_multiply(std::uint64_t a, std::uint64_t b) {
  const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// Eight bytes, least significant first, on every machine.
std::uint64_t word_at(std::string_view bytes, std::size_t from) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8 && from + i < bytes.size(); ++i)
    word |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes[from + i])) << (8 * i);
  return word;
}

constexpr std::uint64_t prime_a = 0xA0761D6478BD642FULL;
constexpr std::uint64_t prime_b = 0xE7037ED1A0B428DBULL;
constexpr std::uint64_t prime_c = 0x8EBC6AF09C88C6E3ULL;

}  // namespace

std::uint64_t fingerprint(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t state = seed ^ prime_a;
  for (std::size_t at = 0; at < bytes.size(); at += 16)
    state = fold_multiply(word_at(bytes, at) ^ prime_b, word_at(bytes, at + 8) ^ state);
  return fold_multiply(state ^ prime_c, static_cast<std::uint64_t>(bytes.size()) ^ prime_b);
}

Digest digest_of(std::string_view domain, std::string_view bytes) {
  const std::uint64_t seed = fingerprint(domain);
  return {fingerprint(bytes, seed), fingerprint(bytes, ~seed)};
}

std::string Digest::hex() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t word : {high, low})
    for (int shift = 60; shift >= 0; shift -= 4) text.push_back(digits[(word >> shift) & 15]);
  return text;
}

}  // namespace pizza
