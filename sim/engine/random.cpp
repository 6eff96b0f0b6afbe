// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/random.h"

namespace pizza::sim {
namespace {

using Wide = unsigned __int128;

constexpr std::uint64_t kLn2Q32 = 2'977'044'472;    // ln 2 in units of 2^-32
constexpr std::uint64_t kLog2eQ32 = 6'196'328'019;  // 1 / ln 2 in units of 2^-32
constexpr int kNormalBits = 28;                     // standard_normal counts in 2^-28

// -ln(x / 2^bits) in units of 2^-32, for 1 <= x <= 2^bits.
std::uint64_t minus_ln_q32(std::uint64_t x, unsigned bits) {
  const std::uint64_t log2 = (static_cast<std::uint64_t>(bits) << 32) - fixed::log2_q32(x);
  return static_cast<std::uint64_t>(static_cast<Wide>(log2) * kLn2Q32 >> 32);
}

// x / 2^bits, rounded half away from zero.
std::int64_t rounded_shift(__int128 x, int bits) {
  const Wide half = Wide{1} << (bits - 1);
  const Wide magnitude = (static_cast<Wide>(x < 0 ? -x : x) + half) >> bits;
  return x < 0 ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
}

}  // namespace

std::array<std::uint64_t, 2> philox(std::array<std::uint64_t, 2> counter, std::uint64_t key) {
  constexpr std::uint64_t kMultiplier = 0xD2B74407B1CE6E93;
  constexpr std::uint64_t kWeyl = 0x9E3779B97F4A7C15;
  for (int round = 0; round < 10; ++round) {
    const Wide product = static_cast<Wide>(counter[0]) * kMultiplier;
    counter = {static_cast<std::uint64_t>(product >> 64) ^ key ^ counter[1], static_cast<std::uint64_t>(product)};
    key += kWeyl;
  }
  return counter;
}

std::uint64_t RandomStream::next() {
  const std::uint64_t position = position_++;
  if (position % 2 != 0) return second_;
  const auto block = philox({position / 2, stream_}, seed_);
  second_ = block[1];
  return block[0];
}

void RandomStream::seek(std::uint64_t position) {
  position_ = position - position % 2;
  if (position % 2 != 0) next();
}

std::uint64_t RandomStream::below(std::uint64_t bound) {
  Wide product = static_cast<Wide>(next()) * bound;
  if (static_cast<std::uint64_t>(product) < bound) {
    const std::uint64_t threshold = (0 - bound) % bound;
    while (static_cast<std::uint64_t>(product) < threshold) product = static_cast<Wide>(next()) * bound;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

std::int64_t RandomStream::between(std::int64_t first, std::int64_t last) {
  const std::uint64_t count = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1;
  const std::uint64_t offset = count == 0 ? next() : below(count);  // 0: the whole range of 64 bits
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + offset);
}

Duration RandomStream::exponential(Duration mean) {
  const std::uint64_t gap_q32 = minus_ln_q32(next() | 1, 64);
  return {rounded_shift(static_cast<__int128>(mean.ms) * static_cast<__int128>(gap_q32), 32)};
}

// Marsaglia's polar method: a point (v1, v2) uniform in the unit circle, s = v1^2 + v2^2, z = v1 sqrt(-2 ln(s) / s).
// Its other half is thrown away, so that a draw leaves nothing behind.
std::int64_t RandomStream::standard_normal() {
  while (true) {
    const std::uint64_t bits = next();
    // Odd numbers between -2^31 and 2^31: symmetric, never 0.
    const auto v1 = static_cast<std::int64_t>(bits >> 33) * 2 + 1 - (std::int64_t{1} << 31);
    const auto v2 = static_cast<std::int64_t>((bits & 0xFFFF'FFFF) >> 1) * 2 + 1 - (std::int64_t{1} << 31);
    const std::uint64_t s = static_cast<std::uint64_t>(v1 * v1) + static_cast<std::uint64_t>(v2 * v2);
    if (s > std::uint64_t{1} << 62) continue;
    const Wide twice_minus_ln_q56 = static_cast<Wide>(minus_ln_q32(s, 62)) << 25;
    const auto z_squared_q56 = static_cast<std::uint64_t>(static_cast<Wide>(v1 * v1) * twice_minus_ln_q56 / s);
    const auto z = static_cast<std::int64_t>(fixed::square_root(z_squared_q56));
    return v1 < 0 ? -z : z;
  }
}

std::int64_t RandomStream::normal(std::int64_t mean, std::int64_t deviation) {
  return mean + rounded_shift(static_cast<__int128>(standard_normal()) * deviation, kNormalBits);
}

std::int64_t RandomStream::lognormal(std::int64_t median, std::uint32_t sigma_permille) {
  const __int128 exponent = static_cast<__int128>(standard_normal()) * sigma_permille * kLog2eQ32;
  return fixed::scaled_exp2(median, rounded_shift(exponent / 1000, kNormalBits));
}

std::size_t RandomStream::weighted(std::span<const std::uint32_t> weights) {
  std::uint64_t total = 0;
  for (const std::uint32_t weight : weights) total += weight;
  if (total == 0) return weights.size();
  std::uint64_t rest = below(total);
  std::size_t index = 0;
  while (rest >= weights[index]) rest -= weights[index++];
  return index;
}

}  // namespace pizza::sim
