// SPDX-License-Identifier: Apache-2.0
#include "tests/maps/drawn_map.h"

#include <QStringList>
#include <cctype>

#include "maps/import/draft_roads.h"
#include "maps/map_writer.h"

namespace pizza::maps {

DrawnMap::DrawnMap(std::string_view picture, const std::vector<DrawnStreet>& streets,
                   const std::vector<DrawnTurn>& turns, const std::vector<DrawnPoint>& tagged) {
  constexpr std::int32_t step = 8'993;  // 100 m, 1e-7 degree; at the equator a degree is as wide as it is high
  MapDraft draft;
  std::map<char, std::uint32_t> points;
  std::int32_t row = 0, column = 0;
  for (const char c : picture) {
    ++column;
    if (c == '\n') {
      ++row;
      column = 0;
    }
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) continue;
    places_[c] = {-row * step, column * step};
    points[c] = static_cast<std::uint32_t>(draft.points.size());
    draft.points.push_back(places_[c]);
  }
  std::map<std::string, std::uint32_t> roads;
  for (const DrawnStreet& street : streets) {
    TagSet tags = street.tags;
    if (!tags.has("name")) tags.add("name", street.nodes);
    std::vector<std::uint32_t> course;
    for (const char c : street.nodes) course.push_back(points.at(c));
    roads[street.nodes] = add_tagged_road(draft, tags, course);
  }
  for (const DrawnPoint& point : tagged) add_tagged_point(draft, point.tags, points.at(point.node));
  for (const DrawnTurn& turn : turns) {
    TagSet tags = turn.tags;
    tags.add("type", "restriction");
    const bool street = turn.via.size() > 1;
    add_tagged_restriction(draft, tags, roads.at(turn.from), street ? none : points.at(turn.via[0]),
                           street ? roads.at(turn.via) : none, roads.at(turn.to));
  }
  map_ = std::move(RoadMap::from_bytes(map_bytes(build_map(std::move(draft))), "drawn")).value();
}

QString DrawnMap::way(Vehicle vehicle, char from, char to) const {
  const auto route = RoadRouter(map_, vehicle).route(at(from), at(to));
  if (!route) return "none";
  QStringList streets;
  for (const std::string_view street : route->streets) {
    streets += QString::fromUtf8(street.data(), static_cast<qsizetype>(street.size()));
  }
  return streets.join(' ');
}

int DrawnMap::seconds(Vehicle vehicle, char from, char to) const {
  const auto route = RoadRouter(map_, vehicle).route(at(from), at(to));
  return route ? static_cast<int>((route->ms + 500) / 1000) : -1;
}

}  // namespace pizza::maps
