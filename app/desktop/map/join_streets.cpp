// SPDX-License-Identifier: Apache-2.0
// A street is cut at every junction; its name wants the whole of it. Pieces of one name and class are joined where they
// run on most nearly straight.
#include <algorithm>
#include <cmath>
#include <map>

#include "app/desktop/map/base_map.h"
#include "app/desktop/map/mercator.h"

namespace pizza::desktop {
namespace {

constexpr double least_straightness = 0.3;  // cosine of the turn at a joint

struct Piece {
  std::uint32_t road = 0;
  std::uint32_t ends[2] = {0, 0};  // nodes
  bool used = false;
};

double straightness(QPointF before, QPointF joint, QPointF after) {
  const QPointF a = joint - before, b = after - joint;
  const double lengths = std::hypot(a.x(), a.y()) * std::hypot(b.x(), b.y());
  return lengths > 0 ? QPointF::dotProduct(a, b) / lengths : -1;
}

class Joiner {
 public:
  Joiner(const maps::RoadMap& map, std::vector<Piece> pieces) : map_(map), pieces_(std::move(pieces)) {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      for (const std::uint32_t node : pieces_[i].ends) at_node_.emplace(node, i);
    }
  }

  std::vector<WorldLine> lines() {
    std::vector<WorldLine> lines;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].used) continue;
      pieces_[i].used = true;
      WorldLine line = points_of(i, false);
      std::uint32_t tail = pieces_[i].ends[1], head = pieces_[i].ends[0];
      while (extend(line, tail)) continue;
      std::reverse(line.begin(), line.end());
      while (extend(line, head)) continue;
      lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  WorldLine points_of(std::size_t piece, bool backwards) const {
    WorldLine line;
    for (const GeoPoint p : map_.points(map_.road(pieces_[piece].road))) line.push_back(world_of(p));
    if (backwards) std::reverse(line.begin(), line.end());
    return line;
  }

  bool extend(WorldLine& line, std::uint32_t& end) {
    double best = least_straightness;
    std::size_t next = pieces_.size();
    WorldLine addition;
    const auto [first, last] = at_node_.equal_range(end);
    for (auto it = first; it != last; ++it) {
      const Piece& piece = pieces_[it->second];
      if (piece.used) continue;
      WorldLine points = points_of(it->second, piece.ends[0] != end);
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

  const maps::RoadMap& map_;
  std::vector<Piece> pieces_;
  std::multimap<std::uint32_t, std::size_t> at_node_;
};

}  // namespace

std::vector<BaseStreet> join_streets(const maps::RoadMap& map) {
  std::map<std::pair<std::uint32_t, maps::RoadClass>, std::vector<Piece>> by_name;
  for (std::uint32_t i = 0; i < map.road_count(); ++i) {
    const maps::RoadRecord& road = map.road(i);
    const bool hidden = (road.flags & (maps::road_flag::link | maps::road_flag::tunnel)) != 0;
    if (road.name == 0 || hidden || road.road_class == maps::RoadClass::Ferry) continue;
    by_name[{road.name, road.road_class}].push_back({i, {road.from, road.to}, false});
  }
  std::vector<BaseStreet> streets;
  for (auto& [key, pieces] : by_name) {
    const std::string_view name = map.name(key.first);
    for (WorldLine& line : Joiner(map, std::move(pieces)).lines()) {
      BaseStreet street{
          QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), std::move(line), {}, key.second};
      street.bounds = bounds_of(street.points);
      streets.push_back(std::move(street));
    }
  }
  // Wider streets get their labels first, then longer ones.
  std::ranges::stable_sort(streets, [](const BaseStreet& a, const BaseStreet& b) {
    const auto size = [](const BaseStreet& s) { return s.bounds.width() + s.bounds.height(); };
    return a.road_class != b.road_class ? a.road_class < b.road_class : size(a) > size(b);
  });
  return streets;
}

}  // namespace pizza::desktop
