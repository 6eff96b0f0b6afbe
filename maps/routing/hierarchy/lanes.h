// SPDX-License-Identifier: Apache-2.0
// Loops over times, eight at once where the processor can. All integers: the same results everywhere. Arrays have
// lane_count more elements than are counted: whole lanes are read, and written back as they were.
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
inline constexpr std::uint32_t lane_count = 8;

// Both directions of one connection, in ms.
struct BothWays {
  std::int32_t up, down;
  friend bool operator==(const BothWays&, const BothWays&) = default;
};

[[gnu::always_inline]] inline void load_lanes(Lanes& lanes, const std::int32_t* from) {
  std::memcpy(&lanes, from, sizeof lanes);
}
[[gnu::always_inline]] inline void store_lanes(std::int32_t* to, const Lanes& lanes) {
  std::memcpy(to, &lanes, sizeof lanes);
}

// to = min(to, now) in the first `count` lanes.
[[gnu::always_inline]] inline void lower_some(Lanes& to, const Lanes& now, std::uint32_t count) {
  constexpr Lanes numbers = {0, 1, 2, 3, 4, 5, 6, 7};
  const Lanes limit = static_cast<std::int32_t>(count) - Lanes{};
  to = ((numbers < limit) & (now < to)) ? now : to;
}

// to[i] = min(to[i], add[i] + plus); no sum may overflow.
[[gnu::always_inline]] inline void lower_to_sums(std::int32_t* to, const std::int32_t* add, std::int32_t plus,
                                                 std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; i += lane_count) {
    Lanes now, sum;
    load_lanes(now, to + i);
    load_lanes(sum, add + i);
    sum += plus;
    lower_some(now, sum, count - i);
    store_lanes(to + i, now);
  }
}

// The least a[i] + b[i], or `most` if that is less. Reads no more than `count`.
[[gnu::always_inline]] inline std::int32_t least_sum(const std::int32_t* a, const std::int32_t* b, std::uint32_t count,
                                                     std::int32_t most) {
  Lanes least = most - Lanes{};
  std::uint32_t i = 0;
  for (; i + lane_count <= count; i += lane_count) {
    Lanes x, y;
    load_lanes(x, a + i);
    load_lanes(y, b + i);
    x += y;
    least = x < least ? x : least;
  }
  for (std::uint32_t k = 0; k < lane_count; ++k) most = std::min(most, static_cast<std::int32_t>(least[k]));
  for (; i < count; ++i) most = std::min(most, a[i] + b[i]);
  return most;
}

}  // namespace pizza::maps
