// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "maps/import/rings.h"

namespace pizza::maps {

namespace {

using Course = std::vector<GeoPoint>;

// Clips coasts to a box and closes them along its border, clockwise, so that the water stays on the right.
class SeaBuilder {
 public:
  explicit SeaBuilder(const GeoBox& box)
      : south_(box.south_west.lat), west_(box.south_west.lon), north_(box.north_east.lat), east_(box.north_east.lon) {}

  void add(Course coast) {
    if (coast.size() < 2) return;
    if (coast.front() == coast.back()) {
      const auto outside = std::find_if(coast.begin(), coast.end(), [&](GeoPoint p) { return code(p) != 0; });
      if (outside == coast.end()) {
        coast.pop_back();
        if (coast.size() >= 3) closed_.push_back(std::move(coast));
        return;
      }
      // Begin outside, so that no piece is cut where the ring happens to begin.
      coast.pop_back();
      std::rotate(coast.begin(), coast.begin() + (outside - coast.begin()), coast.end());
      coast.push_back(coast.front());
    }
    clip(coast);
  }

  std::vector<DraftRing> rings() {
    std::vector<DraftRing> rings;
    std::vector<bool> used(pieces_.size());
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (!used[i]) rings.push_back({ring_from(i, used), false});
    }
    const bool lake_only = std::any_of(closed_.begin(), closed_.end(), [](const Course& c) { return !island(c); });
    if (rings.empty() && !closed_.empty() && !lake_only) {
      Course border;
      for (int corner = 0; corner < 4; ++corner) border.push_back(pushed_corner(corner));
      rings.push_back({border, false});
    }
    for (Course& ring : closed_) {
      const bool inner = island(ring);
      rings.push_back({std::move(ring), inner});
    }
    return rings;
  }

 private:
  static bool island(const Course& ring) { return signed_area(ring) > 0; }

  // Which sides the point lies beyond: bits west, east, south, north.
  unsigned code(GeoPoint p) const {
    return (p.lon < west_ ? 1U : 0U) | (p.lon > east_ ? 2U : 0U) | (p.lat < south_ ? 4U : 0U) |
           (p.lat > north_ ? 8U : 0U);
  }

  // The part of a segment inside the box (Cohen and Sutherland).
  std::optional<std::pair<GeoPoint, GeoPoint>> inside(GeoPoint a, GeoPoint b) const {
    for (int round = 0; round < 8; ++round) {
      const unsigned out_a = code(a);
      const unsigned out_b = code(b);
      if ((out_a | out_b) == 0) return std::pair(a, b);
      if ((out_a & out_b) != 0) return std::nullopt;
      const unsigned out = out_a != 0 ? out_a : out_b;
      GeoPoint& moved = out_a != 0 ? a : b;
      const std::int64_t dlat = std::int64_t{b.lat} - a.lat;
      const std::int64_t dlon = std::int64_t{b.lon} - a.lon;
      if ((out & 3U) != 0) {
        const std::int32_t side = (out & 1U) != 0 ? west_ : east_;
        moved = {static_cast<std::int32_t>(a.lat + dlat * (side - a.lon) / dlon), side};
      } else {
        const std::int32_t side = (out & 4U) != 0 ? south_ : north_;
        moved = {side, static_cast<std::int32_t>(a.lon + dlon * (side - a.lat) / dlat)};
      }
    }
    return std::nullopt;
  }

  void clip(const Course& coast) {
    Course piece;
    const auto finish = [&] {
      if (piece.size() >= 2) {
        lead_to_border(piece.front(), piece, true);
        lead_to_border(piece.back(), piece, false);
        pieces_.push_back(piece);
      }
      piece.clear();
    };
    for (std::size_t i = 1; i < coast.size(); ++i) {
      const auto part = inside(coast[i - 1], coast[i]);
      if (!part) {
        finish();
        continue;
      }
      if (piece.empty() || piece.back() != part->first) {
        finish();
        piece.push_back(part->first);
      }
      if (part->second != piece.back()) piece.push_back(part->second);
      if (part->second != coast[i]) finish();
    }
    finish();
  }

  bool on_border(GeoPoint p) const { return p.lon == west_ || p.lon == east_ || p.lat == south_ || p.lat == north_; }

  void lead_to_border(const GeoPoint end, Course& piece, bool at_front) const {
    if (on_border(end)) return;
    const std::int64_t to_west = std::int64_t{end.lon} - west_, to_east = std::int64_t{east_} - end.lon;
    const std::int64_t to_south = std::int64_t{end.lat} - south_, to_north = std::int64_t{north_} - end.lat;
    const std::int64_t least = std::min({to_west, to_east, to_south, to_north});
    GeoPoint border = end;
    if (least == to_west) {
      border.lon = west_;
    } else if (least == to_east) {
      border.lon = east_;
    } else {
      border.lat = least == to_south ? south_ : north_;
    }
    piece.insert(at_front ? piece.begin() : piece.end(), border);
  }

  std::int64_t height() const { return std::int64_t{north_} - south_; }
  std::int64_t width() const { return std::int64_t{east_} - west_; }

  // Clockwise along the border from the south-west corner.
  std::int64_t along(GeoPoint p) const {
    if (p.lon == west_) return std::int64_t{p.lat} - south_;
    if (p.lat == north_) return height() + p.lon - west_;
    if (p.lon == east_) return height() + width() + north_ - p.lat;
    return 2 * height() + width() + east_ - p.lon;
  }

  // Corners clockwise: south-west, north-west, north-east, south-east; moved out by the size of the box.
  GeoPoint pushed_corner(int corner) const {
    const bool is_north = corner == 1 || corner == 2;
    const bool is_east = corner == 2 || corner == 3;
    return {limit(is_north ? north_ + height() : south_ - height(), 900'000'000),
            limit(is_east ? east_ + width() : west_ - width(), 1'800'000'000)};
  }
  static std::int32_t limit(std::int64_t value, std::int64_t most) {
    return static_cast<std::int32_t>(std::clamp(value, -most, most));
  }
  // Straight out from the border point, so that the coast goes on beyond the box.
  GeoPoint pushed(GeoPoint p) const {
    if (p.lon == west_) return {p.lat, pushed_corner(0).lon};
    if (p.lon == east_) return {p.lat, pushed_corner(2).lon};
    return {p.lat == south_ ? pushed_corner(0).lat : pushed_corner(2).lat, p.lon};
  }

  void add_corners(Course& ring, std::int64_t from, std::int64_t to) const {
    const std::int64_t perimeter = 2 * (height() + width());
    const std::array<std::int64_t, 4> corners = {0, height(), height() + width(), 2 * height() + width()};
    if (to <= from) to += perimeter;
    for (std::int64_t lap = 0; lap <= perimeter; lap += perimeter) {
      for (int corner = 0; corner < 4; ++corner) {
        const std::int64_t at = lap + corners[static_cast<std::size_t>(corner)];
        if (at > from && at < to) ring.push_back(pushed_corner(corner));
      }
    }
  }

  Course ring_from(std::size_t first, std::vector<bool>& used) const {
    const std::int64_t perimeter = 2 * (height() + width());
    Course ring;
    for (std::size_t current = first;;) {
      used[current] = true;
      const Course& piece = pieces_[current];
      ring.push_back(pushed(piece.front()));
      ring.insert(ring.end(), piece.begin(), piece.end());
      ring.push_back(pushed(piece.back()));
      const std::int64_t leave = along(piece.back());
      std::size_t next = first;
      std::int64_t nearest = perimeter + 1;
      for (std::size_t i = 0; i < pieces_.size(); ++i) {
        if (used[i] && i != first) continue;
        const std::int64_t ahead = (along(pieces_[i].front()) - leave + perimeter) % perimeter;
        if (ahead < nearest) {
          nearest = ahead;
          next = i;
        }
      }
      add_corners(ring, leave, along(pieces_[next].front()));
      if (next == first) return ring;
      current = next;
    }
  }

  std::int32_t south_, west_, north_, east_;
  std::vector<Course> pieces_;  // from border to border
  std::vector<Course> closed_;  // wholly inside, the first point not repeated
};

}  // namespace

std::vector<DraftRing> sea_rings(const std::vector<Course>& coasts, const GeoBox& box) {
  if (box.empty()) return {};
  SeaBuilder builder(box);
  for (const Course& coast : coasts) builder.add(coast);
  return builder.rings();
}

}  // namespace pizza::maps
