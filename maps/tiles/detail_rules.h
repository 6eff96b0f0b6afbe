// SPDX-License-Identifier: Apache-2.0
// What is worth showing at a level. A style may show less, never more.
#pragma once

#include <array>
#include <cstdint>

#include "maps/map_format.h"

namespace pizza::maps {

// The first level at which roads of a class are in a tile, by RoadClass.
inline constexpr std::array<std::int32_t, 16> road_from_level = {8,  8,  8,  10, 11, 12, 12, 13,
                                                                 14, 14, 15, 15, 15, 15, 15, 11};
// By AreaKind.
inline constexpr std::array<std::int32_t, 11> area_from_level = {8, 8, 8, 12, 10, 8, 8, 15, 13, 12, 14};
// By LineKind.
inline constexpr std::array<std::int32_t, 5> line_from_level = {8, 12, 11, 13, 13};
// By PlaceKind: shown from the first level to the second.
struct LevelRange {
  std::int32_t from, to;
};
inline constexpr std::array<LevelRange, 8> place_levels = {
    {{8, 14}, {8, 15}, {11, 16}, {12, 16}, {13, 16}, {14, 16}, {13, 16}, {11, 16}}};

// The first level at which a street of a class is named.
inline constexpr std::array<std::int32_t, 16> name_from_level = {10, 10, 11, 12, 13, 14, 14, 14,
                                                                 15, 15, 16, 16, 16, 16, 16, 16};

// Areas smaller than this along both sides are left out; in tile units (16 are a pixel at most).
inline constexpr std::int32_t least_area_extent = 16;
// How far a simplified line may lie beside the true one, in tile units.
constexpr std::int32_t simplify_tolerance(std::int32_t level) {
  return level >= 16 ? 1 : 5;
}

}  // namespace pizza::maps
