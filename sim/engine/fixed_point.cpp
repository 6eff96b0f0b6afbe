// SPDX-License-Identifier: Apache-2.0
// Logarithm, power and root of integers. libm may differ in the last bit between machines; these cannot.
#include <array>
#include <bit>

#include "sim/engine/random.h"

namespace pizza::sim::fixed {
namespace {

using Wide = unsigned __int128;

constexpr int kTableBits = 8;
constexpr std::size_t kTableSize = std::size_t{1} << kTableBits;
constexpr std::uint64_t kOneQ62 = std::uint64_t{1} << 62;
constexpr std::int64_t kSaturated = std::int64_t{1} << 62;

// Bit by bit: floor(sqrt(x)) for x < 2^126.
constexpr std::uint64_t wide_root(Wide x) {
  std::uint64_t root = 0;
  for (int bit = 62; bit >= 0; --bit) {
    const std::uint64_t trial = root | std::uint64_t{1} << bit;
    if (static_cast<Wide>(trial) * trial <= x) root = trial;
  }
  return root;
}

// log2(1 + i/256) in units of 2^-32: squaring doubles a logarithm, so each squaring yields its next bit.
constexpr std::array<std::uint64_t, kTableSize + 1> make_log2_table() {
  std::array<std::uint64_t, kTableSize + 1> table{};
  for (std::size_t i = 0; i < kTableSize; ++i) {
    std::uint64_t x = kOneQ62 + (static_cast<std::uint64_t>(i) << (62 - kTableBits));
    std::uint64_t bits = 0;
    for (int bit = 0; bit < 33; ++bit) {
      const Wide square = static_cast<Wide>(x) * x >> 62;
      const bool carry = square >= Wide{2} * kOneQ62;
      x = static_cast<std::uint64_t>(carry ? square >> 1 : square);
      bits = bits << 1 | (carry ? 1U : 0U);
    }
    table[i] = (bits + 1) >> 1;
  }
  table[kTableSize] = std::uint64_t{1} << 32;
  return table;
}

// 2^(i/256) in units of 2^-62: products of the repeated square roots of 2.
constexpr std::array<std::uint64_t, kTableSize + 1> make_exp2_table() {
  std::array<std::uint64_t, kTableBits> roots{};  // 2^(1/2), 2^(1/4), … 2^(1/256)
  std::uint64_t root = 2 * kOneQ62;
  for (std::uint64_t& r : roots) {
    root = wide_root(static_cast<Wide>(root) << 62);
    r = root;
  }
  std::array<std::uint64_t, kTableSize + 1> table{};
  for (std::size_t i = 0; i < kTableSize; ++i) {
    Wide product = kOneQ62;
    for (int bit = 0; bit < kTableBits; ++bit) {
      if ((i >> (kTableBits - 1 - bit) & 1) != 0) product = product * roots[static_cast<std::size_t>(bit)] >> 62;
    }
    table[i] = static_cast<std::uint64_t>(product);
  }
  table[kTableSize] = 2 * kOneQ62;
  return table;
}

constexpr auto kLog2 = make_log2_table();
constexpr auto kExp2 = make_exp2_table();

// The table's value at `index` plus `fraction` / 2^bits of the way to the next.
std::uint64_t interpolate(const std::array<std::uint64_t, kTableSize + 1>& table, std::size_t index,
                          std::uint64_t fraction, int bits) {
  const Wide rise = static_cast<Wide>(table[index + 1] - table[index]) * fraction;
  return table[index] + static_cast<std::uint64_t>(rise >> bits);
}

}  // namespace

std::uint64_t log2_q32(std::uint64_t x) {
  const int leading = std::countl_zero(x);
  const std::uint64_t mantissa = x << leading << 1;  // the bits below the leading one, from the top
  constexpr int kRest = 64 - kTableBits;
  const std::uint64_t fraction = (mantissa & ((std::uint64_t{1} << kRest) - 1)) >> (kRest - 32);
  return (static_cast<std::uint64_t>(63 - leading) << 32) +
         interpolate(kLog2, static_cast<std::size_t>(mantissa >> kRest), fraction, 32);
}

std::int64_t scaled_exp2(std::int64_t scale, std::int64_t x_q32) {
  const std::int64_t whole = x_q32 >> 32;
  const auto part = static_cast<std::uint64_t>(x_q32) & 0xFFFF'FFFF;
  constexpr int kRest = 32 - kTableBits;
  const std::uint64_t power =
      interpolate(kExp2, static_cast<std::size_t>(part >> kRest), part & ((std::uint64_t{1} << kRest) - 1), kRest);
  const std::int64_t shift = 62 - whole;  // result = scale * power / 2^shift
  if (scale == 0 || shift > 126) return 0;
  const Wide product = static_cast<Wide>(scale) * power;
  if (shift <= 0) return kSaturated;  // whole >= 62 and scale >= 1
  const Wide rounded = (product + (Wide{1} << (shift - 1))) >> shift;
  return rounded > static_cast<Wide>(kSaturated) ? kSaturated : static_cast<std::int64_t>(rounded);
}

std::uint64_t square_root(std::uint64_t x) {
  std::uint64_t root = 0;
  std::uint64_t rest = x;
  // Digit by digit in base two, from the highest power of four not above x.
  std::uint64_t bit = x == 0 ? 0 : std::uint64_t{1} << ((63 - std::countl_zero(x)) & ~1);
  for (; bit != 0; bit >>= 2) {
    const std::uint64_t trial = root + bit;
    root >>= 1;
    if (rest >= trial) {
      rest -= trial;
      root += bit;
    }
  }
  return root;
}

}  // namespace pizza::sim::fixed
