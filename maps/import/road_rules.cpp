// SPDX-License-Identifier: Apache-2.0
#include "maps/import/road_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace pizza::maps {

namespace {

constexpr VehicleMask car = mask_of(Vehicle::Car);
constexpr VehicleMask scooter = mask_of(Vehicle::Scooter);
constexpr VehicleMask bicycle = mask_of(Vehicle::Bicycle);
constexpr VehicleMask foot = mask_of(Vehicle::Foot);
constexpr VehicleMask motor = car | scooter;

struct HighwayClass {
  std::string_view value;
  RoadClass road_class;
  VehicleMask access;  // where no other tag says
  int speed;           // km/h, where no limit is tagged: what is driven in and around towns
  bool link = false;
};

constexpr std::array<HighwayClass, 23> highway_classes = {{
    {"motorway", RoadClass::Motorway, car, 110},
    {"motorway_link", RoadClass::Motorway, car, 60, true},
    {"trunk", RoadClass::Trunk, motor | bicycle, 90},
    {"trunk_link", RoadClass::Trunk, motor | bicycle, 50, true},
    {"primary", RoadClass::Primary, all_vehicles, 60},
    {"primary_link", RoadClass::Primary, all_vehicles, 45, true},
    {"secondary", RoadClass::Secondary, all_vehicles, 50},
    {"secondary_link", RoadClass::Secondary, all_vehicles, 40, true},
    {"tertiary", RoadClass::Tertiary, all_vehicles, 50},
    {"tertiary_link", RoadClass::Tertiary, all_vehicles, 40, true},
    {"unclassified", RoadClass::Unclassified, all_vehicles, 45},
    {"residential", RoadClass::Residential, all_vehicles, 35},
    {"living_street", RoadClass::LivingStreet, all_vehicles, 10},
    {"road", RoadClass::Unclassified, all_vehicles, 35},
    {"service", RoadClass::Service, all_vehicles, 20},
    {"services", RoadClass::Service, all_vehicles, 20},
    {"pedestrian", RoadClass::Pedestrian, foot, 6},
    {"track", RoadClass::Track, bicycle | foot, 15},
    {"bridleway", RoadClass::Path, foot, 6},
    {"cycleway", RoadClass::Cycleway, bicycle | foot, 15},
    {"path", RoadClass::Path, bicycle | foot, 6},
    {"footway", RoadClass::Footway, foot, 6},
    {"steps", RoadClass::Steps, foot, 6},
}};

constexpr HighwayClass ferry_class = {"ferry", RoadClass::Ferry, foot | bicycle, 12};

const HighwayClass* class_of(const TagSet& tags) {
  if (tags.is("route", "ferry")) return &ferry_class;
  const std::string_view highway = tags["highway"];
  if (highway.empty()) return nullptr;
  const auto* known = std::find_if(highway_classes.begin(), highway_classes.end(),
                                   [&](const HighwayClass& c) { return c.value == highway; });
  if (known == highway_classes.end() || tags.is("area", "yes")) return nullptr;
  return known;
}

// Whether one access value lets a delivery through; empty where it says nothing that is known.
std::optional<bool> allows(std::string_view value) {
  for (const std::string_view yes :
       {"yes", "permissive", "designated", "official", "destination", "delivery", "customers", "public", "allowed"}) {
    if (value == yes) return true;
  }
  for (const std::string_view no : {"no", "private", "agricultural", "forestry", "military", "emergency", "psv", "bus",
                                    "use_sidepath", "dismount", "restricted", "residents", "permit"}) {
    if (value == no) return false;
  }
  return std::nullopt;
}

// The keys that speak of a vehicle, from the general to the particular: the last that says something decides.
using Keys = std::initializer_list<std::string_view>;

bool allowed(const TagSet& tags, bool by_default, Keys keys, std::string_view suffix) {
  bool result = by_default;
  std::string key;
  for (const std::string_view plain : keys) {
    if (const auto said = allows(tags[plain])) result = *said;
    key.assign(plain).append(suffix);
    if (const auto said = allows(tags[key])) result = *said;
  }
  return result;
}

VehicleMask access(const TagSet& tags, VehicleMask by_default, std::string_view suffix) {
  if (tags.is("motorroad", "yes")) by_default &= static_cast<VehicleMask>(~(scooter | bicycle | foot));
  VehicleMask mask = 0;
  const auto ask = [&](VehicleMask vehicle, Keys keys) {
    if (allowed(tags, (by_default & vehicle) != 0, keys, suffix)) mask |= vehicle;
  };
  ask(car, {"access", "vehicle", "motor_vehicle", "motorcar"});
  ask(scooter, {"access", "vehicle", "motor_vehicle", "motorcycle", "moped"});
  ask(bicycle, {"access", "vehicle", "bicycle"});
  ask(foot, {"access", "foot"});
  return mask;
}

Direction parse_oneway(std::string_view value, Direction otherwise) {
  if (value == "yes" || value == "true" || value == "1") return Direction::Forward;
  if (value == "-1" || value == "reverse") return Direction::Backward;
  if (value == "no" || value == "false" || value == "0" || value == "alternating") return Direction::Both;
  if (value == "reversible") return Direction::Neither;
  return otherwise;
}

bool is_roundabout(const TagSet& tags) {
  return tags.is("junction", "roundabout") || tags.is("junction", "circular");
}

std::uint8_t speed(const TagSet& tags, std::string_view key, int otherwise) {
  const std::optional<int> tagged = parse_maxspeed(tags[key]);
  return static_cast<std::uint8_t>(tagged.value_or(otherwise));
}

std::int8_t layer(const TagSet& tags) {
  const std::string_view text = tags["layer"];
  int value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{}) {
    return static_cast<std::int8_t>(std::clamp(value, -5, 5));
  }
  if (tags.has("tunnel") && !tags.is("tunnel", "no")) return -1;
  return tags.has("bridge") && !tags.is("bridge", "no") ? 1 : 0;
}

std::uint16_t flags(const TagSet& tags, const HighwayClass& highway) {
  std::uint16_t set = 0;
  const auto raise = [&](bool holds, std::uint16_t flag) {
    if (holds) set |= flag;
  };
  raise(tags.has("tunnel") && !tags.is("tunnel", "no"), road_flag::tunnel);
  raise(tags.has("bridge") && !tags.is("bridge", "no"), road_flag::bridge);
  raise(is_roundabout(tags), road_flag::roundabout);
  raise(highway.road_class == RoadClass::Ferry, road_flag::ferry);
  raise(highway.link, road_flag::link);
  raise(tags.is("toll", "yes"), road_flag::toll);
  return set;
}

constexpr int good_surface = 250;

struct SurfaceSpeed {
  std::string_view surface;
  int speed;  // km/h that a car drives on it at most
};

// After OSRM's car profile. Unpaved town streets are mostly fine gravel.
constexpr std::array<SurfaceSpeed, 16> surface_speeds = {{{"cobblestone", 30},
                                                          {"unhewn_cobblestone", 25},
                                                          {"sett", 40},
                                                          {"paving_stones:lanes", 40},
                                                          {"compacted", 60},
                                                          {"fine_gravel", 50},
                                                          {"unpaved", 40},
                                                          {"gravel", 40},
                                                          {"pebblestone", 40},
                                                          {"dirt", 30},
                                                          {"earth", 30},
                                                          {"ground", 30},
                                                          {"grass", 30},
                                                          {"sand", 20},
                                                          {"mud", 20},
                                                          {"rock", 20}}};

int surface_speed(const TagSet& tags) {
  const std::string_view surface = tags["surface"];
  for (const SurfaceSpeed& known : surface_speeds) {
    if (known.surface == surface) return known.speed;
  }
  return good_surface;
}

void close_direction(RoadRules& rules, Direction direction, VehicleMask vehicles) {
  const auto kept = static_cast<VehicleMask>(~vehicles);
  if (direction == Direction::Forward || direction == Direction::Neither) rules.access_backward &= kept;
  if (direction == Direction::Backward || direction == Direction::Neither) rules.access_forward &= kept;
}

}  // namespace

Direction motor_direction(const TagSet& tags) {
  const bool implied = is_roundabout(tags) || tags.is("highway", "motorway") || tags.is("highway", "motorway_link");
  return parse_oneway(tags["oneway"], implied ? Direction::Forward : Direction::Both);
}

Direction bicycle_direction(const TagSet& tags) {
  const Direction motor_way = motor_direction(tags);
  if (tags.has("oneway:bicycle")) return parse_oneway(tags["oneway:bicycle"], motor_way);
  for (const std::string_view side : {"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"}) {
    if (tags[side].starts_with("opposite")) return Direction::Both;
  }
  for (const std::string_view side : {"cycleway:left:oneway", "cycleway:right:oneway", "cycleway:both:oneway"}) {
    if (tags.is(side, "-1") || tags.is(side, "no")) return Direction::Both;
  }
  return motor_way;
}

VehicleMask access_of(const TagSet& tags, VehicleMask by_default) {
  return access(tags, by_default, ":both_ways");
}

std::optional<RoadRules> road_rules(const TagSet& tags) {
  const HighwayClass* highway = class_of(tags);
  if (highway == nullptr) return std::nullopt;
  RoadRules rules;
  rules.road_class = highway->road_class;
  rules.layer = layer(tags);
  rules.flags = flags(tags, *highway);
  const int both = std::min<int>(speed(tags, "maxspeed", highway->speed), surface_speed(tags));
  if (surface_speed(tags) < good_surface) rules.flags |= road_flag::rough;
  rules.speed_forward = std::min(speed(tags, "maxspeed:forward", both), static_cast<std::uint8_t>(surface_speed(tags)));
  rules.speed_backward =
      std::min(speed(tags, "maxspeed:backward", both), static_cast<std::uint8_t>(surface_speed(tags)));
  rules.access_forward = access(tags, highway->access, ":forward");
  rules.access_backward = access(tags, highway->access, ":backward");
  close_direction(rules, motor_direction(tags), motor);
  close_direction(rules, bicycle_direction(tags), bicycle);
  close_direction(rules, parse_oneway(tags["oneway:foot"], Direction::Both), foot);
  if ((rules.access_forward & car) != 0 && (rules.access_backward & car) == 0) {
    rules.flags |= road_flag::oneway;
  }
  return rules;
}

std::optional<RestrictionRules> restriction_rules(const TagSet& tags) {
  if (!tags.is("type", "restriction")) return std::nullopt;
  std::string_view what = tags["restriction"];
  RestrictionRules rules;
  rules.vehicles = motor | bicycle;
  if (what.empty()) {
    what = tags["restriction:motorcar"];
    rules.vehicles = car;
  }
  rules.only = what.starts_with("only_");
  if (!rules.only && !what.starts_with("no_")) return std::nullopt;
  const std::string_view except = tags["except"];
  const auto spare = [&](std::string_view word, VehicleMask vehicles) {
    if (except.find(word) != std::string_view::npos) rules.vehicles &= static_cast<VehicleMask>(~vehicles);
  };
  spare("bicycle", bicycle);
  spare("motorcar", car);
  spare("moped", scooter);
  spare("motor_vehicle", motor);
  if (rules.vehicles == 0) return std::nullopt;
  return rules;
}

}  // namespace pizza::maps
