// SPDX-License-Identifier: Apache-2.0
// Geohashes: a place as a short text, so that places nearby mostly share their beginning. Tracking is spread by them.
// Source: G. Niemeyer, geohash.org (2008); the alphabet is theirs. All in integers: each cell's bounds are the same on
// every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/geo_point.h"

namespace pizza {

struct GeoCell {
  GeoPoint south_west;  // included
  GeoPoint north_east;  // where the next cells begin
  GeoPoint centre() const {
    return {static_cast<std::int32_t>((std::int64_t{south_west.lat} + north_east.lat) / 2),
            static_cast<std::int32_t>((std::int64_t{south_west.lon} + north_east.lon) / 2)};
  }
  bool contains(GeoPoint p) const {
    return p.lat >= south_west.lat && p.lon >= south_west.lon && p.lat < north_east.lat && p.lon < north_east.lon;
  }
};

// 1 to 12 characters: cells of 5,000 km (1), 39 km × 20 km (4), 1.2 km × 0.6 km (6), 4 cm (12).
std::string geohash(GeoPoint place, int length);
// Nothing for a text that is none: empty, longer than 12, or with a character outside the alphabet.
std::optional<GeoCell> geohash_cell(std::string_view hash);
// The same as a number, five bits a character: for sharding.
std::uint64_t geohash_bits(GeoPoint place, int length);
// The cells around, clockwise from the north; fewer at a pole, across the date line at ±180°.
std::vector<std::string> geohash_neighbours(std::string_view hash);
// Cells of this length that cover a box, row by row from the south-west; nothing when they would be more than `most`.
std::vector<std::string> geohash_cover(GeoPoint south_west, GeoPoint north_east, int length, std::size_t most);

}  // namespace pizza
