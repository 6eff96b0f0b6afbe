// SPDX-License-Identifier: Apache-2.0
// Plane geometry of a city's plan. Only + - * / and square roots of doubles, which IEEE 754 rounds the same everywhere;
// nothing of the mathematics library.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pizza::maps {

// Metres east and north of the city's middle.
struct Vec {
  double x = 0, y = 0;

  friend constexpr Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y}; }
  friend constexpr Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y}; }
  friend constexpr Vec operator*(Vec a, double k) { return {a.x * k, a.y * k}; }
  friend constexpr bool operator==(const Vec&, const Vec&) = default;
};

constexpr double dot(Vec a, Vec b) {
  return a.x * b.x + a.y * b.y;
}
constexpr double cross(Vec a, Vec b) {
  return a.x * b.y - a.y * b.x;
}
inline double length(Vec a) {
  return std::sqrt(dot(a, a));
}
constexpr Vec left_of(Vec a) {
  return {-a.y, a.x};
}
inline Vec unit(Vec a) {
  const double size = length(a);
  return size > 0 ? a * (1 / size) : Vec{1, 0};
}
constexpr Vec mix(Vec a, Vec b, double share) {
  return a + (b - a) * share;
}

inline double distance_to_segment(Vec p, Vec a, Vec b) {
  const Vec along = b - a;
  const double square = dot(along, along);
  double share = square > 0 ? dot(p - a, along) / square : 0;
  share = share < 0 ? 0 : share > 1 ? 1 : share;
  return length(p - mix(a, b, share));
}

// Even-odd; the border may go either way.
inline bool inside(std::span<const Vec> polygon, Vec p) {
  bool in = false;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const Vec a = polygon[i];
    const Vec b = polygon[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

struct Crossing {
  double along;  // share of the first segment
  double at;     // share of the second
};

inline std::optional<Crossing> crossing(Vec a, Vec b, Vec c, Vec d) {
  const double turn = cross(b - a, d - c);
  if (turn == 0) return std::nullopt;
  const Crossing found{cross(c - a, d - c) / turn, cross(c - a, b - a) / turn};
  if (found.along < 0 || found.along > 1 || found.at < 0 || found.at > 1) return std::nullopt;
  return found;
}

// The point at `turns` of the full circle (any number), counter-clockwise from east.
Vec on_circle(double turns);

// Bends a plan of straight lines into one that has grown: a smooth shift of every place, by up to some 400 m over
// kilometres. Neighbours stay neighbours, so nothing that did not cross before crosses after.
class Warp {
 public:
  explicit Warp(std::uint64_t seed) : seed_(seed) {}
  Vec operator()(Vec p) const;

 private:
  double noise(double x, double y, std::uint64_t layer) const;
  std::uint64_t seed_;
};

}  // namespace pizza::maps
