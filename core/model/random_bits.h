// SPDX-License-Identifier: Apache-2.0
// Pseudo-random bits as pure functions of integers: the same on every machine. Not for secrets.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace pizza {

// Mixes 64 bits so that every input bit can change every output bit (finaliser of SplitMix64, Steele et al. 2014).
constexpr std::uint64_t mix_bits(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

// xoshiro256** 1.0 (Blackman and Vigna 2018, public domain), seeded by SplitMix64. Period 2^256 - 1.
class RandomBits {
 public:
  constexpr explicit RandomBits(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
      word = mix_bits(seed);
      seed += 0x9e3779b97f4a7c15;
    }
  }

  constexpr std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // Uniform in [0, bound); bound in [1, 2^32]. Biased by less than bound / 2^32 (multiply and shift).
  constexpr std::uint32_t below(std::uint64_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
  }

  // Uniform in [first, last], both included; last - first < 2^32.
  constexpr std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
  }

  // True `permille` times of a thousand.
  constexpr bool chance(std::uint32_t permille) { return below(1000) < permille; }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace pizza
