// SPDX-License-Identifier: Apache-2.0
// Time as integers. Nothing in core/ asks a wall clock; instants come in through the Clock port.
#pragma once

#include <compare>
#include <cstdint>

namespace pizza {

// A length of time in whole milliseconds. May be negative.
struct Duration {
  std::int64_t ms = 0;

  friend constexpr auto operator<=>(const Duration&, const Duration&) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.ms + b.ms}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.ms - b.ms}; }
  friend constexpr Duration operator*(Duration a, std::int64_t n) { return {a.ms * n}; }
  friend constexpr Duration operator/(Duration a, std::int64_t n) { return {a.ms / n}; }
};

constexpr Duration milliseconds(std::int64_t n) {
  return {n};
}
constexpr Duration seconds(std::int64_t n) {
  return {n * 1000};
}
constexpr Duration minutes(std::int64_t n) {
  return {n * 60'000};
}
constexpr Duration hours(std::int64_t n) {
  return {n * 3'600'000};
}
constexpr Duration days(std::int64_t n) {
  return {n * 86'400'000};
}

// A moment: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Instant {
  std::int64_t ms = 0;

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
  friend constexpr Instant operator+(Instant a, Duration d) { return {a.ms + d.ms}; }
  friend constexpr Instant operator-(Instant a, Duration d) { return {a.ms - d.ms}; }
  friend constexpr Duration operator-(Instant a, Instant b) { return {a.ms - b.ms}; }
};

}  // namespace pizza
