// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/route_course.h"

#include <algorithm>

namespace pizza::maps {

void RouteCourse::reach(GeoPoint point, std::uint32_t ms) {
  if (route_.path.back() == point) {
    route_.reached.back() = ms;
    return;
  }
  route_.path.push_back(point);
  route_.reached.push_back(ms);
}

void RouteCourse::follow(std::uint32_t edge, std::uint32_t begin, std::uint32_t end, GeoPoint arrive) {
  if (last_edge_ != none) route_.ms += graph_.costs.ms(last_edge_, edge);
  last_edge_ = edge;
  route_.edges.push_back(edge);
  if (begin == end) return reach(arrive, static_cast<std::uint32_t>(route_.ms));
  const EdgeRecord& record = map_.edge(edge);
  const auto points = map_.points(map_.road(record.road));
  const std::size_t count = points.size();
  const auto at = [&](std::size_t i) { return record.against != 0 ? points[count - 1 - i] : points[i]; };
  const auto start = static_cast<std::uint32_t>(route_.ms);
  std::int64_t along = 0;
  for (std::size_t i = 1; i + 1 < count; ++i) {
    along += distance_mm(at(i - 1), at(i));
    if (along >= end) break;
    if (along <= begin) continue;
    reach(at(i), start + weights_.part(map_, edge, begin, static_cast<std::uint32_t>(along)));
  }
  route_.ms += weights_.part(map_, edge, begin, end);
  route_.mm += end - begin;
  reach(arrive, static_cast<std::uint32_t>(route_.ms));
  const std::string_view street = map_.name(record.name);
  if (!street.empty() && (route_.streets.empty() || route_.streets.back() != street)) route_.streets.push_back(street);
}

void RouteCourse::follow(std::uint32_t edge) {
  const EdgeRecord& record = map_.edge(edge);
  follow(edge, 0, record.length, map_.node(record.target));
}

void RouteCourse::follow(const RoadPosition& from, const std::vector<std::uint32_t>& edges, const RoadPosition& to) {
  if (edges.empty()) return;
  const std::uint32_t begin = offset_on(map_, edges.front(), from), end = offset_on(map_, edges.back(), to);
  if (edges.size() == 1) return follow(edges.front(), begin, end, to.at);
  const EdgeRecord& first = map_.edge(edges.front());
  follow(edges.front(), begin, first.length, map_.node(first.target));
  for (std::size_t i = 1; i + 1 < edges.size(); ++i) follow(edges[i]);
  follow(edges.back(), 0, end, to.at);
}

Route RouteCourse::finish() && {
  if (route_.path.size() == 1) {
    route_.path.push_back(route_.path.front());
    route_.reached.push_back(static_cast<std::uint32_t>(route_.ms));
  }
  return std::move(route_);
}

}  // namespace pizza::maps
