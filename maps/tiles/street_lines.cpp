// SPDX-License-Identifier: Apache-2.0
#include "maps/tiles/street_lines.h"

#include <algorithm>
#include <map>

namespace pizza::maps {

namespace {

// Joints may turn by some 72 degrees: cosine 0.3, compared in squares.
constexpr double least_straightness = 0.3;

struct Piece {
  std::uint32_t road = 0;
  std::uint32_t ends[2] = {0, 0};  // nodes
  bool used = false;
};

// The cosine of the turn, times its size: its square with the sign of the cosine.
double straightness(WorldPoint before, WorldPoint joint, WorldPoint after) {
  const double ax = joint.x - before.x, ay = joint.y - before.y;
  const double bx = after.x - joint.x, by = after.y - joint.y;
  const double dot = ax * bx + ay * by;
  const double lengths2 = (ax * ax + ay * ay) * (bx * bx + by * by);
  if (lengths2 <= 0) return -1;
  return dot < 0 ? -dot * dot / lengths2 : dot * dot / lengths2;
}

class Joiner {
 public:
  Joiner(const RoadMap& map, std::vector<Piece> pieces) : map_(map), pieces_(std::move(pieces)) {
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      for (const std::uint32_t node : pieces_[i].ends) at_node_.emplace(node, i);
  }

  std::vector<std::vector<WorldPoint>> lines() {
    std::vector<std::vector<WorldPoint>> lines;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].used) continue;
      pieces_[i].used = true;
      std::vector<WorldPoint> line = points_of(i, false);
      std::uint32_t tail = pieces_[i].ends[1], head = pieces_[i].ends[0];
      while (extend(line, tail)) continue;
      std::reverse(line.begin(), line.end());
      while (extend(line, head)) continue;
      lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  std::vector<WorldPoint> points_of(std::size_t piece, bool backwards) const {
    std::vector<WorldPoint> line;
    for (const GeoPoint p : map_.points(map_.road(pieces_[piece].road))) line.push_back(world_point(p));
    if (backwards) std::reverse(line.begin(), line.end());
    return line;
  }

  bool extend(std::vector<WorldPoint>& line, std::uint32_t& end) {
    double best = least_straightness * least_straightness;
    std::size_t next = pieces_.size();
    std::vector<WorldPoint> addition;
    const auto [first, last] = at_node_.equal_range(end);
    for (auto it = first; it != last; ++it) {
      const Piece& piece = pieces_[it->second];
      if (piece.used) continue;
      std::vector<WorldPoint> points = points_of(it->second, piece.ends[0] != end);
      const double straight = straightness(line[line.size() - 2], line.back(), points[1]);
      if (straight <= best) continue;
      best = straight;
      next = it->second;
      addition = std::move(points);
    }
    if (next == pieces_.size()) return false;
    Piece& piece = pieces_[next];
    piece.used = true;
    end = piece.ends[0] == end ? piece.ends[1] : piece.ends[0];
    line.insert(line.end(), addition.begin() + 1, addition.end());
    return true;
  }

  const RoadMap& map_;
  std::vector<Piece> pieces_;
  std::multimap<std::uint32_t, std::size_t> at_node_;
};

std::int64_t extent_of(const StreetLine& street) {
  WorldBox box;
  for (const WorldPoint p : street.points) box.add(p);
  return std::int64_t{box.most.x} - box.least.x + box.most.y - box.least.y;
}

}  // namespace

std::vector<StreetLine> street_lines(const RoadMap& map) {
  std::map<std::pair<std::uint32_t, RoadClass>, std::vector<Piece>> by_name;
  for (std::uint32_t i = 0; i < map.road_count(); ++i) {
    const RoadRecord& road = map.road(i);
    const bool hidden = (road.flags & (road_flag::link | road_flag::tunnel)) != 0;
    if (road.name == 0 || hidden || road.road_class == RoadClass::Ferry) continue;
    by_name[{road.name, road.road_class}].push_back({i, {road.from, road.to}, false});
  }
  std::vector<std::pair<std::int64_t, StreetLine>> sized;
  for (auto& [key, pieces] : by_name)
    for (std::vector<WorldPoint>& line : Joiner(map, std::move(pieces)).lines()) {
      StreetLine street{key.first, key.second, std::move(line)};
      const std::int64_t extent = extent_of(street);
      sized.emplace_back(extent, std::move(street));
    }
  std::stable_sort(sized.begin(), sized.end(), [](const auto& a, const auto& b) {
    return a.second.road_class != b.second.road_class ? a.second.road_class < b.second.road_class : a.first > b.first;
  });
  std::vector<StreetLine> streets;
  streets.reserve(sized.size());
  for (auto& [extent, street] : sized) streets.push_back(std::move(street));
  return streets;
}

}  // namespace pizza::maps
