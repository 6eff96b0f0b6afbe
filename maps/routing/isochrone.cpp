// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/isochrone.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "maps/plane.h"

namespace pizza::maps {

namespace {

using Cell = std::pair<std::int32_t, std::int32_t>;  // row, column

// The cells that stretches touch, each with its neighbours: streets a block apart grow together.
class Raster {
 public:
  Raster(GeoPoint corner, std::int64_t cell_mm) : corner_(corner) {
    const double cosine = std::max(std::cos(lat_degrees(corner) * std::numbers::pi / 180), 0.01);
    const double degrees = static_cast<double>(cell_mm) / static_cast<double>(millimetres_per_degree);
    lat_ = std::max<std::int64_t>(std::llround(degrees * 1e7), 1);
    lon_ = std::max<std::int64_t>(std::llround(degrees / cosine * 1e7), 1);
  }

  void touch(GeoPoint p) {
    const auto cell = [](std::int64_t way, std::int64_t size) {
      return static_cast<std::int32_t>(way >= 0 ? way / size : -((size - 1 - way) / size));
    };
    const std::int32_t row = cell(std::int64_t{p.lat} - corner_.lat, lat_);
    const std::int32_t column = cell(std::int64_t{p.lon} - corner_.lon, lon_);
    for (std::int32_t r = row - 1; r <= row + 1; ++r)
      for (std::int32_t c = column - 1; c <= column + 1; ++c) cells_.insert({r, c});
  }

  // Rings along the borders between cells inside and outside, the inside to the left.
  std::vector<std::vector<GeoPoint>> outlines() const {
    std::multimap<Cell, Cell> borders;
    for (const auto& [r, c] : cells_) {
      if (!cells_.contains({r - 1, c})) borders.emplace(Cell{r, c}, Cell{r, c + 1});
      if (!cells_.contains({r, c + 1})) borders.emplace(Cell{r, c + 1}, Cell{r + 1, c + 1});
      if (!cells_.contains({r + 1, c})) borders.emplace(Cell{r + 1, c + 1}, Cell{r + 1, c});
      if (!cells_.contains({r, c - 1})) borders.emplace(Cell{r + 1, c}, Cell{r, c});
    }
    std::vector<std::vector<GeoPoint>> rings;
    while (!borders.empty()) {
      std::vector<Cell> ring;
      for (auto at = borders.begin(); at != borders.end(); at = borders.find(ring.back())) {
        if (ring.empty()) ring.push_back(at->first);
        ring.push_back(at->second);
        borders.erase(at);
      }
      ring.pop_back();
      rings.push_back(corners_of(ring));
    }
    return rings;
  }

 private:
  std::vector<GeoPoint> corners_of(const std::vector<Cell>& ring) const {
    std::vector<GeoPoint> points;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Cell before = ring[(i + ring.size() - 1) % ring.size()], here = ring[i],
                 after = ring[(i + 1) % ring.size()];
      const bool straight = (before.first == here.first && here.first == after.first) ||
                            (before.second == here.second && here.second == after.second);
      if (straight) continue;
      points.push_back({static_cast<std::int32_t>(corner_.lat + here.first * lat_),
                        static_cast<std::int32_t>(corner_.lon + here.second * lon_)});
    }
    return points;
  }

  GeoPoint corner_;
  std::int64_t lat_ = 1, lon_ = 1;
  std::set<Cell> cells_;
};

void touch_stretch(Raster& raster, const RoadMap& map, const ReachedStretch& stretch, std::int64_t step) {
  const auto points = map.points(map.road(stretch.road));
  std::int64_t at = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const std::int64_t piece = distance_mm(points[i - 1], points[i]);
    const std::int64_t begin = std::max<std::int64_t>(stretch.begin - at, 0);
    const std::int64_t end = std::min<std::int64_t>(stretch.end - at, piece);
    for (std::int64_t mm = begin; mm < end && piece > 0; mm += step)
      raster.touch(between(points[i - 1], points[i], mm, piece));
    if (begin <= end && piece > 0) raster.touch(between(points[i - 1], points[i], end, piece));
    at += piece;
  }
}

// Touching stretches of one road become one.
void merge(std::vector<ReachedStretch>& stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const ReachedStretch& a, const ReachedStretch& b) {
    return std::pair(a.road, a.begin) < std::pair(b.road, b.begin);
  });
  std::vector<ReachedStretch> merged;
  for (const ReachedStretch& next : stretches) {
    if (!merged.empty() && merged.back().road == next.road && next.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, next.end);
    } else {
      merged.push_back(next);
    }
  }
  stretches = std::move(merged);
}

}  // namespace

Isochrone isochrone(const RoadMap& map, const TravelTree& tree, std::uint32_t limit_ms, std::int64_t cell_mm) {
  Isochrone out;
  for (std::uint32_t e = 0; e < map.edge_count(); ++e) {
    const TravelTree::Covered covered = tree.covered(e, limit_ms);
    if (covered.begin >= covered.end) continue;
    const EdgeRecord& edge = map.edge(e);
    const bool against = edge.against != 0;
    out.stretches.push_back({edge.road, against ? edge.length - covered.end : covered.begin,
                             against ? edge.length - covered.begin : covered.end});
  }
  merge(out.stretches);
  Raster raster(tree.place().at, cell_mm);
  raster.touch(tree.place().at);
  for (const ReachedStretch& stretch : out.stretches)
    touch_stretch(raster, map, stretch, std::max<std::int64_t>(cell_mm / 2, 1));
  out.outlines = raster.outlines();
  return out;
}

}  // namespace pizza::maps
