// SPDX-License-Identifier: Apache-2.0
#include "maps/import/draft_roads.h"

#include <algorithm>
#include <utility>

#include "maps/import/node_rules.h"
#include "maps/import/road_rules.h"
#include "maps/import/slope_rules.h"
#include "maps/plane.h"

namespace pizza::maps {

std::uint32_t add_tagged_road(MapDraft& draft, const TagSet& tags, std::vector<std::uint32_t> points) {
  const auto rules = road_rules(tags);
  if (!rules || points.size() < 2) return none;
  DraftRoad road;
  road.points = std::move(points);
  road.name = draft.names.intern(tags.has("name") ? tags["name"] : tags["ref"]);
  road.rules = *rules;
  const VehicleMask car = mask_of(Vehicle::Car);
  if ((rules->access_forward & car) == 0 && (rules->access_backward & car) != 0) {
    // Turned round, so that one-ways always run along their points.
    std::reverse(road.points.begin(), road.points.end());
    road.reversed = true;
    std::swap(road.rules.access_forward, road.rules.access_backward);
    std::swap(road.rules.speed_forward, road.rules.speed_backward);
    road.rules.flags |= road_flag::oneway;
  }
  const int incline = parse_incline(tags["incline"]).value_or(0);
  road.incline_permille = road.reversed ? -incline : incline;
  if (const auto seconds = parse_duration(tags["duration"]); seconds && rules->road_class == RoadClass::Ferry) {
    std::vector<GeoPoint> course;
    for (const std::uint32_t p : road.points) course.push_back(draft.points[p]);
    // mm a second, in km/h.
    const std::int64_t speed = length_mm(course) * 36 / *seconds / 10'000;
    road.rules.speed_forward = road.rules.speed_backward =
        static_cast<std::uint8_t>(std::clamp<std::int64_t>(speed, 1, 90));
  }
  draft.roads.push_back(std::move(road));
  return static_cast<std::uint32_t>(draft.roads.size() - 1);
}

void add_tagged_point(MapDraft& draft, const TagSet& tags, std::uint32_t point) {
  const PointRules rules = point_rules(tags);
  if (!rules.plain()) draft.point_rules.emplace_back(point, rules);
  if (const auto height = parse_height(tags["ele"])) draft.heights.emplace_back(point, *height);
}

bool add_tagged_restriction(MapDraft& draft, const TagSet& tags, std::uint32_t from_road, std::uint32_t via_point,
                            std::vector<std::uint32_t> via_roads, std::uint32_t to_road) {
  const auto rules = restriction_rules(tags);
  if (!rules || from_road == none || to_road == none || (via_point == none) == via_roads.empty()) return false;
  if (std::find(via_roads.begin(), via_roads.end(), none) != via_roads.end()) return false;
  draft.restrictions.push_back({from_road, via_point, std::move(via_roads), to_road, rules->only, rules->vehicles});
  return true;
}

}  // namespace pizza::maps
