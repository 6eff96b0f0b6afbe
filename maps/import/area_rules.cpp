// SPDX-License-Identifier: Apache-2.0
#include "maps/import/area_rules.h"

#include <algorithm>
#include <array>

namespace pizza::maps {

namespace {

struct AreaRule {
  std::string_view key, value;
  AreaKind kind;
};

constexpr std::array<AreaRule, 39> area_rules = {{{"natural", "water", AreaKind::Water},
                                                  {"waterway", "riverbank", AreaKind::Water},
                                                  {"waterway", "dock", AreaKind::Water},
                                                  {"landuse", "reservoir", AreaKind::Water},
                                                  {"landuse", "basin", AreaKind::Water},
                                                  {"leisure", "swimming_pool", AreaKind::Pool},
                                                  {"natural", "beach", AreaKind::Beach},
                                                  {"natural", "sand", AreaKind::Beach},
                                                  {"natural", "shingle", AreaKind::Beach},
                                                  {"natural", "wood", AreaKind::Wood},
                                                  {"landuse", "forest", AreaKind::Wood},
                                                  {"natural", "scrub", AreaKind::Wood},
                                                  {"natural", "grassland", AreaKind::Green},
                                                  {"natural", "heath", AreaKind::Green},
                                                  {"leisure", "park", AreaKind::Green},
                                                  {"leisure", "garden", AreaKind::Green},
                                                  {"leisure", "golf_course", AreaKind::Green},
                                                  {"leisure", "nature_reserve", AreaKind::Green},
                                                  {"leisure", "playground", AreaKind::Green},
                                                  {"leisure", "common", AreaKind::Green},
                                                  {"landuse", "grass", AreaKind::Green},
                                                  {"landuse", "meadow", AreaKind::Green},
                                                  {"landuse", "recreation_ground", AreaKind::Green},
                                                  {"landuse", "village_green", AreaKind::Green},
                                                  {"landuse", "cemetery", AreaKind::Green},
                                                  {"landuse", "allotments", AreaKind::Green},
                                                  {"landuse", "orchard", AreaKind::Green},
                                                  {"landuse", "vineyard", AreaKind::Green},
                                                  {"landuse", "greenfield", AreaKind::Green},
                                                  {"amenity", "grave_yard", AreaKind::Green},
                                                  {"leisure", "pitch", AreaKind::Pitch},
                                                  {"leisure", "stadium", AreaKind::Pitch},
                                                  {"leisure", "track", AreaKind::Pitch},
                                                  {"place", "square", AreaKind::Square},
                                                  {"man_made", "pier", AreaKind::Pier},
                                                  {"man_made", "breakwater", AreaKind::Pier},
                                                  {"landuse", "residential", AreaKind::Residential},
                                                  {"landuse", "retail", AreaKind::Residential},
                                                  {"landuse", "commercial", AreaKind::Residential}}};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

std::optional<AreaKind> area_kind(const TagSet& tags) {
  if (tags.has("building") && !tags.is("building", "no")) return AreaKind::Building;
  if (tags.is("area", "yes") && (tags.is("highway", "pedestrian") || tags.is("highway", "footway"))) {
    return AreaKind::Square;
  }
  for (const AreaRule& rule : area_rules) {
    if (tags.is(rule.key, rule.value)) return rule.kind;
  }
  return std::nullopt;
}

std::optional<LineKind> line_kind(const TagSet& tags) {
  const std::string_view waterway = tags["waterway"];
  if (waterway == "river" || waterway == "canal") return LineKind::River;
  if (waterway == "stream" || waterway == "drain" || waterway == "ditch") return LineKind::Stream;
  const std::string_view railway = tags["railway"];
  if (railway == "tram") return LineKind::Tram;
  if (railway == "rail" || railway == "light_rail" || railway == "narrow_gauge" || railway == "funicular" ||
      railway == "subway") {
    return LineKind::Rail;
  }
  const std::string_view man_made = tags["man_made"];
  if (man_made == "pier" || man_made == "breakwater" || man_made == "groyne") return LineKind::Pier;
  return std::nullopt;
}

std::optional<PlaceKind> place_kind(const TagSet& tags) {
  if (!tags.has("name")) return std::nullopt;
  const std::string_view place = tags["place"];
  const auto* known = std::find(place_kind_names.begin(), place_kind_names.end(), place);
  if (known == place_kind_names.end()) return std::nullopt;
  return static_cast<PlaceKind>(known - place_kind_names.begin());
}

std::optional<PoiKind> poi_kind(const TagSet& tags) {
  if (!tags.has("name")) return std::nullopt;
  const std::string_view amenity = tags["amenity"];
  const bool restaurant = amenity == "restaurant";
  if (!restaurant && amenity != "fast_food" && amenity != "cafe") return std::nullopt;
  if (contains(lower_case(tags["cuisine"]), "pizza") || contains(lower_case(tags["name"]), "pizz")) {
    return PoiKind::Pizzeria;
  }
  if (restaurant) return PoiKind::Restaurant;
  return amenity == "cafe" ? PoiKind::Cafe : PoiKind::FastFood;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace pizza::maps
