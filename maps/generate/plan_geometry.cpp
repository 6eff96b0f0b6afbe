// SPDX-License-Identifier: Apache-2.0
#include "maps/generate/plan_geometry.h"

#include <array>

#include "core/model/geo_point.h"
#include "core/model/random_bits.h"

namespace pizza::maps {

namespace {

// Floor as an integer, for numbers far below 2^53.
std::int64_t floor_of(double x) {
  const auto cut = static_cast<std::int64_t>(x);
  return x < static_cast<double>(cut) ? cut - 1 : cut;
}

// Cosine of an angle in millionths of a turn, by the polynomial of latitudes: quarter by quarter.
double cosine(std::int64_t millionths) {
  millionths = ((millionths % 1'000'000) + 1'000'000) % 1'000'000;
  if (millionths > 500'000) millionths = 1'000'000 - millionths;
  const bool negative = millionths > 250'000;
  if (negative) millionths = 500'000 - millionths;
  const auto value = static_cast<double>(cos_latitude_q30(static_cast<std::int32_t>(millionths * 3'600))) / (1 << 30);
  return negative ? -value : value;
}

struct Wave {
  double length;  // m
  double swing;   // m
};
constexpr std::array<Wave, 3> waves = {{{3'100, 330}, {950, 62}, {260, 9}}};

}  // namespace

Vec on_circle(double turns) {
  const std::int64_t millionths = floor_of(turns * 1e6);
  return {cosine(millionths), cosine(millionths - 250'000)};
}

// Value noise in -1..1: random values on a square lattice, blended by 3t^2 - 2t^3.
double Warp::noise(double x, double y, std::uint64_t layer) const {
  const std::int64_t column = floor_of(x);
  const std::int64_t row = floor_of(y);
  const auto corner = [&](std::int64_t dx, std::int64_t dy) {
    const auto cell = static_cast<std::uint64_t>(column + dx) * 0x9e3779b97f4a7c15 ^
                      static_cast<std::uint64_t>(row + dy) * 0xc2b2ae3d27d4eb4f;
    return static_cast<double>(mix_bits(cell ^ mix_bits(seed_ + layer)) >> 40) / (1 << 23) - 1;
  };
  const auto smooth = [](double t) { return t * t * (3 - 2 * t); };
  const double u = smooth(x - static_cast<double>(column));
  const double v = smooth(y - static_cast<double>(row));
  const double low = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * u;
  const double high = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * u;
  return low + (high - low) * v;
}

Vec Warp::operator()(Vec p) const {
  Vec moved = p;
  std::uint64_t layer = 0;
  for (const Wave& wave : waves) {
    moved.x += wave.swing * noise(p.x / wave.length, p.y / wave.length, layer);
    moved.y += wave.swing * noise(p.x / wave.length + 0.5, p.y / wave.length + 0.5, layer + 1);
    layer += 2;
  }
  return moved;
}

}  // namespace pizza::maps
