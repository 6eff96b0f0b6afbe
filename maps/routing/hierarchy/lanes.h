// SPDX-License-Identifier: Apache-2.0
// Loops over times, eight at once where the processor can. All integers: the same results everywhere.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

// A function marked PIZZA_LANES is compiled for AVX2; call it only where wide_lanes() holds.
#if defined(__x86_64__)
#define PIZZA_LANES [[gnu::target("avx2")]]
#else
#define PIZZA_LANES
#endif

namespace pizza::maps {

inline bool wide_lanes() {
#if defined(__x86_64__)
  static const bool wide = __builtin_cpu_supports("avx2") != 0;
  return wide;
#else
  return false;
#endif
}

using Lanes = std::int32_t __attribute__((vector_size(32)));
using HalfLanes = std::int32_t __attribute__((vector_size(16)));
inline constexpr std::uint32_t lane_count = 8;

// Both directions of one connection, in ms.
struct BothWays {
  std::int32_t up, down;
  friend bool operator==(const BothWays&, const BothWays&) = default;
};

// to[i].up = min(to[i].up, plus.up + add[i].up), and so down; no sum may overflow.
[[gnu::always_inline]] inline void lower_to_sums(BothWays* to, const BothWays* add, BothWays plus,
                                                 std::uint32_t count) {
  const Lanes wide_plus = {plus.up, plus.down, plus.up, plus.down, plus.up, plus.down, plus.up, plus.down};
  for (; count >= 4; count -= 4, to += 4, add += 4) {
    Lanes now, sum;
    std::memcpy(&now, to, sizeof now);
    std::memcpy(&sum, add, sizeof sum);
    sum += wide_plus;
    now = sum < now ? sum : now;
    std::memcpy(to, &now, sizeof now);
  }
  if ((count & 2) != 0) {
    const HalfLanes half_plus = {plus.up, plus.down, plus.up, plus.down};
    HalfLanes now, sum;
    std::memcpy(&now, to, sizeof now);
    std::memcpy(&sum, add, sizeof sum);
    sum += half_plus;
    now = sum < now ? sum : now;
    std::memcpy(to, &now, sizeof now);
    to += 2;
    add += 2;
  }
  if ((count & 1) != 0) *to = {std::min(to->up, plus.up + add->up), std::min(to->down, plus.down + add->down)};
}

// The least a[i] + b[i], or `most` if that is less.
[[gnu::always_inline]] inline std::int32_t least_sum(const std::int32_t* a, const std::int32_t* b, std::uint32_t count,
                                                     std::int32_t most) {
  Lanes least = most - Lanes{};
  std::uint32_t i = 0;
  for (; i + lane_count <= count; i += lane_count) {
    Lanes x, y;
    std::memcpy(&x, a + i, sizeof x);
    std::memcpy(&y, b + i, sizeof y);
    x += y;
    least = x < least ? x : least;
  }
  for (std::uint32_t k = 0; k < lane_count; ++k) most = std::min(most, static_cast<std::int32_t>(least[k]));
  for (; i < count; ++i) most = std::min(most, a[i] + b[i]);
  return most;
}

}  // namespace pizza::maps
