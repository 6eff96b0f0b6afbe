// SPDX-License-Identifier: Apache-2.0
#include "core/topology/geohash.h"

#include <algorithm>

namespace pizza {

namespace {

constexpr std::string_view alphabet = "0123456789bcdefghjkmnpqrstuvwxyz";
constexpr std::int64_t half_lat = 900'000'000;  // 1e-7 degree
constexpr std::int64_t half_lon = 1'800'000'000;

struct Grid {
  int lat_bits;
  int lon_bits;
};
// Bits go to longitude and latitude in turn, longitude first.
constexpr Grid grid_of(int length) {
  return {length * 5 / 2, (length * 5 + 1) / 2};
}

// Rows and columns from the south-west, in [0, 2^bits).
struct Place {
  std::int64_t row;
  std::int64_t column;
};

std::int64_t cell_index(std::int64_t value, std::int64_t half, int bits) {
  const std::int64_t cells = std::int64_t{1} << bits;
  return std::clamp<std::int64_t>(((value + half) << bits) / (2 * half), 0, cells - 1);
}

// The least value of a cell: the smallest one whose index is this one.
std::int32_t cell_begin(std::int64_t index, std::int64_t half, int bits) {
  return static_cast<std::int32_t>(((index * 2 * half + (std::int64_t{1} << bits) - 1) >> bits) - half);
}

Place place_of(GeoPoint point, Grid grid) {
  return {cell_index(point.lat, half_lat, grid.lat_bits), cell_index(point.lon, half_lon, grid.lon_bits)};
}

std::uint64_t interleave(Place place, int length) {
  const Grid grid = grid_of(length);
  std::uint64_t bits = 0;
  int lat = grid.lat_bits, lon = grid.lon_bits;
  for (int i = 0; i < length * 5; ++i) {
    const bool column = i % 2 == 0;
    const std::int64_t bit = column ? place.column >> --lon & 1 : place.row >> --lat & 1;
    bits = bits << 1 | static_cast<std::uint64_t>(bit);
  }
  return bits;
}

std::string text_of(Place place, int length) {
  const std::uint64_t bits = interleave(place, length);
  std::string hash;
  for (int i = length - 1; i >= 0; --i) hash.push_back(alphabet[bits >> (5 * i) & 31]);
  return hash;
}

std::optional<Place> parse(std::string_view hash) {
  if (hash.empty() || hash.size() > 12) return std::nullopt;
  Place place{0, 0};
  int at = 0;
  for (const char c : hash) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    for (int i = 4; i >= 0; --i, ++at) {
      std::int64_t& side = at % 2 == 0 ? place.column : place.row;
      side = side << 1 | static_cast<std::int64_t>(value >> i & 1);
    }
  }
  return place;
}

}  // namespace

std::string geohash(GeoPoint place, int length) {
  length = std::clamp(length, 1, 12);
  return text_of(place_of(place, grid_of(length)), length);
}

std::uint64_t geohash_bits(GeoPoint place, int length) {
  length = std::clamp(length, 1, 12);
  return interleave(place_of(place, grid_of(length)), length);
}

std::optional<GeoCell> geohash_cell(std::string_view hash) {
  const auto place = parse(hash);
  if (!place) return std::nullopt;
  const Grid grid = grid_of(static_cast<int>(hash.size()));
  GeoCell cell;
  cell.south_west = {cell_begin(place->row, half_lat, grid.lat_bits),
                     cell_begin(place->column, half_lon, grid.lon_bits)};
  cell.north_east = {cell_begin(place->row + 1, half_lat, grid.lat_bits),
                     cell_begin(place->column + 1, half_lon, grid.lon_bits)};
  return cell;
}

std::vector<std::string> geohash_neighbours(std::string_view hash) {
  const auto place = parse(hash);
  if (!place) return {};
  const int length = static_cast<int>(hash.size());
  const Grid grid = grid_of(length);
  const std::int64_t rows = std::int64_t{1} << grid.lat_bits, columns = std::int64_t{1} << grid.lon_bits;
  constexpr std::pair<int, int> around[]{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
  std::vector<std::string> found;
  for (const auto& [north, east] : around) {
    const std::int64_t row = place->row + north;
    if (row < 0 || row >= rows) continue;
    found.push_back(text_of({row, (place->column + east + columns) % columns}, length));
  }
  return found;
}

std::vector<std::string> geohash_cover(GeoPoint south_west, GeoPoint north_east, int length, std::size_t most) {
  length = std::clamp(length, 1, 12);
  if (north_east.lat < south_west.lat || north_east.lon < south_west.lon) return {};
  const Place first = place_of(south_west, grid_of(length)), last = place_of(north_east, grid_of(length));
  const std::int64_t rows = last.row - first.row + 1, columns = last.column - first.column + 1;
  if (rows > static_cast<std::int64_t>(most) / columns) return {};
  std::vector<std::string> cells;
  for (std::int64_t row = first.row; row <= last.row; ++row)
    for (std::int64_t column = first.column; column <= last.column; ++column)
      cells.push_back(text_of({row, column}, length));
  return cells;
}

}  // namespace pizza
