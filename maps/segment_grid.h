// SPDX-License-Identifier: Apache-2.0
// Finds the road nearest to a place: a grid of square cells, each listing the road segments that touch it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "maps/map_format.h"
#include "maps/plane.h"

namespace pizza::maps {

// Which way along its road a position may be left or come to.
enum class Along : std::uint8_t { Either, Forward, Backward };

// A place on a road.
struct RoadPosition {
  std::uint32_t road = none;
  std::uint32_t offset = 0;    // mm from the road's node `from`, along its points
  GeoPoint at;                 // on the road
  std::uint32_t distance = 0;  // mm from the place asked for
  Along along = Along::Either;

  friend bool operator==(const RoadPosition&, const RoadPosition&) = default;
};

// Immutable once made; refers to the records it was made from.
class SegmentGrid {
 public:
  SegmentGrid() = default;
  // Of the roads for which wanted(road) holds.
  SegmentGrid(std::span<const RoadRecord> roads, std::span<const GeoPoint> points,
              const std::function<bool(std::uint32_t)>& wanted);

  // The nearest position on a road for which accept(road) holds, however far; the lower segment among equals.
  // Empty when there is none within `reach` cells.
  std::optional<RoadPosition> nearest(GeoPoint place, const std::function<bool(std::uint32_t)>& accept,
                                      std::int32_t reach = 1 << 20) const;
  // The same over stretches: accept(road, its first point of the stretch, in the array of all points).
  using AcceptStretch = std::function<bool(std::uint32_t road, std::uint32_t point)>;
  std::optional<RoadPosition> nearest_stretch(GeoPoint place, const AcceptStretch& accept,
                                              std::int32_t reach = 1 << 20) const;
  // All positions within `reach` mm, one a road, the nearest first.
  std::vector<RoadPosition> around(GeoPoint place, std::int64_t reach, std::size_t most) const;
  bool empty() const { return segments_.empty(); }

 private:
  struct Best;
  std::int32_t row_of(std::int64_t lat) const;
  std::int32_t column_of(std::int64_t lon) const;
  void look_at_cell(std::int32_t row, std::int32_t column, GeoPoint place, const AcceptStretch& accept,
                    Best& best) const;
  RoadPosition position(std::uint32_t road, std::uint32_t point, std::int64_t share, GeoPoint place) const;

  std::span<const RoadRecord> roads_;
  std::span<const GeoPoint> points_;
  GeoBox box_;
  std::int64_t cell_lat_ = 1, cell_lon_ = 1;  // size of a cell, 1e-7 degree
  std::int64_t cos_q15_ = 1 << 15;            // of the middle latitude
  std::int32_t rows_ = 0, columns_ = 0;
  std::vector<std::uint32_t> first_;     // cells + 1
  std::vector<std::uint32_t> segments_;  // each the index of its first point
  std::vector<std::uint32_t> road_of_;   // beside segments_
};

}  // namespace pizza::maps
