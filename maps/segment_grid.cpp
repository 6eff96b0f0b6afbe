// SPDX-License-Identifier: Apache-2.0
#include "maps/segment_grid.h"

#include <algorithm>
#include <limits>

namespace pizza::maps {

namespace {

// About 110 m: a few segments a cell in a town. Grown where the country is so wide that cells would be too many.
constexpr std::int64_t usual_cell = 10'000;
constexpr std::int64_t most_cells_a_side = 2'000;

}  // namespace

struct SegmentGrid::Best {
  std::int64_t distance = std::numeric_limits<std::int64_t>::max();
  std::uint32_t point = none;
  std::uint32_t road = none;
  std::int64_t share = 0;
};

SegmentGrid::SegmentGrid(std::span<const RoadRecord> roads, std::span<const GeoPoint> points,
                         const std::function<bool(std::uint32_t)>& wanted)
    : roads_(roads), points_(points) {
  std::vector<std::uint32_t> kept;
  for (std::uint32_t r = 0; r < roads.size(); ++r) {
    if (!wanted(r)) continue;
    kept.push_back(r);
    for (const GeoPoint p : points.subspan(roads[r].first_point, roads[r].point_count)) box_.take(p);
  }
  if (kept.empty()) return;
  const std::int64_t height = static_cast<std::int64_t>(box_.north_east.lat) - box_.south_west.lat;
  const std::int64_t width = static_cast<std::int64_t>(box_.north_east.lon) - box_.south_west.lon;
  const auto middle = static_cast<std::int32_t>((std::int64_t{box_.north_east.lat} + box_.south_west.lat) / 2);
  cos_q15_ = std::max<std::int64_t>(cos_latitude_q30(middle) >> 15, 300);
  cell_lat_ = std::max(usual_cell, height / most_cells_a_side + 1);
  cell_lon_ = std::max((usual_cell << 15) / cos_q15_, width / most_cells_a_side + 1);
  rows_ = static_cast<std::int32_t>(height / cell_lat_ + 1);
  columns_ = static_cast<std::int32_t>(width / cell_lon_ + 1);

  // A segment is listed in every cell of its bounding box: segments are short, so that is few too many.
  const auto each_entry = [&](auto&& take) {
    for (const std::uint32_t r : kept) {
      for (std::uint32_t i = roads[r].first_point; i + 1 < roads[r].first_point + roads[r].point_count; ++i) {
        const GeoPoint a = points[i];
        const GeoPoint b = points[i + 1];
        for (std::int32_t row = row_of(std::min(a.lat, b.lat)); row <= row_of(std::max(a.lat, b.lat)); ++row) {
          const std::int32_t last = column_of(std::max(a.lon, b.lon));
          for (std::int32_t column = column_of(std::min(a.lon, b.lon)); column <= last; ++column) {
            take(static_cast<std::size_t>(row) * columns_ + column, i, r);
          }
        }
      }
    }
  };
  first_.assign(static_cast<std::size_t>(rows_) * columns_ + 1, 0);
  each_entry([&](std::size_t cell, std::uint32_t, std::uint32_t) { ++first_[cell + 1]; });
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  segments_.resize(first_.back());
  road_of_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  each_entry([&](std::size_t cell, std::uint32_t point, std::uint32_t road) {
    segments_[next[cell]] = point;
    road_of_[next[cell]++] = road;
  });
}

std::int32_t SegmentGrid::row_of(std::int64_t lat) const {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>((lat - box_.south_west.lat) / cell_lat_, 0, rows_ - 1));
}

std::int32_t SegmentGrid::column_of(std::int64_t lon) const {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>((lon - box_.south_west.lon) / cell_lon_, 0, columns_ - 1));
}

void SegmentGrid::look_at_cell(std::int32_t row, std::int32_t column, GeoPoint place, const AcceptStretch& accept,
                               Best& best) const {
  const std::size_t cell = static_cast<std::size_t>(row) * columns_ + column;
  for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i) {
    const GeoPoint a = points_[segments_[i]];
    const GeoPoint b = points_[segments_[i] + 1];
    const std::int64_t share = nearest_on_segment(a, b, place, cos_q15_);
    const std::int64_t distance = distance_mm(place, between(a, b, share, 65'536));
    const bool better = distance < best.distance || (distance == best.distance && segments_[i] < best.point);
    if (!better || !accept(road_of_[i], segments_[i])) continue;
    best = {distance, segments_[i], road_of_[i], share};
  }
}

std::optional<RoadPosition> SegmentGrid::nearest(GeoPoint place, const std::function<bool(std::uint32_t)>& accept,
                                                 std::int32_t reach) const {
  return nearest_stretch(
      place, [&](std::uint32_t road, std::uint32_t) { return accept(road); }, reach);
}

std::vector<RoadPosition> SegmentGrid::around(GeoPoint place, std::int64_t reach, std::size_t most) const {
  std::vector<RoadPosition> found;
  while (found.size() < most) {
    const auto next = nearest(place, [&](std::uint32_t road) {
      return std::none_of(found.begin(), found.end(), [road](const RoadPosition& p) { return p.road == road; });
    });
    if (!next || next->distance > reach) break;
    found.push_back(*next);
  }
  return found;
}

std::optional<RoadPosition> SegmentGrid::nearest_stretch(GeoPoint place, const AcceptStretch& accept,
                                                         std::int32_t reach) const {
  if (segments_.empty()) return std::nullopt;
  const std::int32_t row = row_of(place.lat);
  const std::int32_t column = column_of(place.lon);
  // The height of a cell, and at least as much its width, in mm: ring k is at least (k - 1) cells away. A place outside
  // the grid is farther from every ring than the border cell it starts from.
  const std::int64_t cell_mm =
      std::min(cell_lat_, (cell_lon_ * cos_q15_) >> 15) * (millimetres_per_degree / 10'000) / 1'000;
  const std::int32_t last = std::min(std::max(rows_, columns_), reach);
  Best best;
  for (std::int32_t k = 0; k <= last; ++k) {
    if (best.road != none && best.distance < (k - 1) * cell_mm * 9 / 10) break;
    for (std::int32_t r = std::max(row - k, 0); r <= std::min(row + k, rows_ - 1); ++r) {
      const bool whole_row = r == row - k || r == row + k;
      for (std::int32_t c = column - k; c <= column + k; c += whole_row || k == 0 ? 1 : 2 * k) {
        if (c >= 0 && c < columns_) look_at_cell(r, c, place, accept, best);
      }
    }
  }
  if (best.road == none) return std::nullopt;
  return position(best.road, best.point, best.share, place);
}

RoadPosition SegmentGrid::position(std::uint32_t road, std::uint32_t point, std::int64_t share, GeoPoint place) const {
  const RoadRecord& record = roads_[road];
  const GeoPoint at = between(points_[point], points_[point + 1], share, 65'536);
  const auto before = points_.subspan(record.first_point, point - record.first_point + 1);
  const std::int64_t offset = length_mm(before) + distance_mm(points_[point], at);
  RoadPosition found;
  found.road = road;
  found.offset = static_cast<std::uint32_t>(std::min<std::int64_t>(offset, record.length));
  found.at = at;
  found.distance = static_cast<std::uint32_t>(std::min<std::int64_t>(distance_mm(place, at), 0xffff'ffff));
  return found;
}

}  // namespace pizza::maps
