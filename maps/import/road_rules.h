// SPDX-License-Identifier: Apache-2.0
// What OpenStreetMap's tags say of a road. Sources: the OpenStreetMap wiki's pages "Key:highway", "Key:access",
// "OSM tags for routing/Access restrictions", "Key:maxspeed", "Key:oneway", "Relation:restriction".
#pragma once

#include <optional>
#include <string_view>

#include "maps/import/tag_set.h"
#include "maps/map_draft.h"

namespace pizza::maps {

// Empty for ways that are no roads: no highway or ferry, under construction, areas to walk on. Roads that nobody may
// use (private ones) have empty access and are still drawn.
std::optional<RoadRules> road_rules(const TagSet& tags);

// Who may pass, by the tags of access alone, where `by_default` may.
VehicleMask access_of(const TagSet& tags, VehicleMask by_default);

// Of a ferry with a duration ("00:25", "1:30:00", "25"): seconds. Empty where the tag says nothing of the kind.
std::optional<int> parse_duration(std::string_view text);

// km/h, 1..250: "50", "30 mph", "10 knots", "walk", "none", "FR:urban", "DE:zone:30", "50;30" (the first).
// Empty where the text names no speed ("signals", "variable", nonsense).
std::optional<int> parse_maxspeed(std::string_view text);

// Along the way's points, against them, both.
enum class Direction : std::uint8_t { Both, Forward, Backward, Neither };
// Of motor vehicles: "yes", "1", "true", "-1", "reverse"; roundabouts and motorways imply it; "reversible" is Neither.
Direction motor_direction(const TagSet& tags);
Direction bicycle_direction(const TagSet& tags);

struct RestrictionRules {
  bool only = false;
  VehicleMask vehicles = 0;
};
// Of a relation with type=restriction; "except" is heeded; conditional ones (by time) are left out, as are relations
// that say neither no_… nor only_…. Walkers turn where they like.
std::optional<RestrictionRules> restriction_rules(const TagSet& tags);

}  // namespace pizza::maps
