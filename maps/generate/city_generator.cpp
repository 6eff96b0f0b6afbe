// SPDX-License-Identifier: Apache-2.0
#include "maps/generate/city_generator.h"

#include <algorithm>
#include <span>

#include "maps/generate/furnish.h"
#include "maps/generate/plan_streets.h"
#include "maps/map_writer.h"
#include "maps/plane.h"

namespace pizza::maps {

namespace {

constexpr std::uint64_t seed_of(std::uint64_t seed, std::uint64_t what) {
  return mix_bits(mix_bits(seed) + what);
}

struct PlannedCity {
  CityPlan plan;
  std::vector<PlanStreet> streets;
  std::vector<std::uint16_t> flags;  // of the streets
  std::uint32_t junctions = 0;
};

PlannedCity plan_city(std::uint64_t seed, double radius, NameMaker& names) {
  PlannedCity city;
  const std::vector<PlanCell> cells = plan_skeleton(city.plan, names, RandomBits(seed_of(seed, 1)), radius);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    plan_district(city.plan, names, RandomBits(seed_of(seed, 1'000 + i)), cells[i]);
  }
  city.streets = all_streets(city.plan, city.flags);
  city.junctions = connect_streets(city.streets, city.flags, static_cast<std::uint32_t>(city.plan.points.size()));
  return city;
}

// The radius that gives about as many junctions as wanted: a first guess, corrected by what it gave.
PlannedCity city_of_size(const CityOptions& options, NameMaker& names) {
  double radius = std::sqrt(static_cast<double>(options.nodes) * 2'900);
  for (int attempt = 0;; ++attempt) {
    NameMaker fresh = names;
    PlannedCity city = plan_city(options.seed, radius, fresh);
    const double ratio = static_cast<double>(options.nodes) / std::max(city.junctions, 1U);
    if (attempt == 5 || (ratio > 0.95 && ratio < 1.05)) {
      names = fresh;
      return city;
    }
    radius *= std::sqrt(ratio);
  }
}

RoadRules rules_of(const PlanStreet& street, std::uint16_t flags) {
  RoadRules rules;
  rules.road_class = street.road_class;
  rules.flags = flags;
  rules.layer = (flags & road_flag::bridge) != 0 ? 1 : 0;
  int speed = 30;
  switch (street.road_class) {
    case RoadClass::Trunk:
      speed = 80;
      rules.access_forward = rules.access_backward = mask_of(Vehicle::Car) | mask_of(Vehicle::Scooter);
      break;
    case RoadClass::Primary:
    case RoadClass::Secondary:
    case RoadClass::Tertiary:
      speed = 50;
      break;
    case RoadClass::LivingStreet:
    case RoadClass::Service:
      speed = 15;
      break;
    case RoadClass::Path:
      speed = 6;
      rules.access_forward = rules.access_backward = mask_of(Vehicle::Bicycle) | mask_of(Vehicle::Foot);
      break;
    default:
      break;
  }
  rules.speed_forward = rules.speed_backward = static_cast<std::uint8_t>(speed);
  if (street.oneway) {
    rules.access_backward = mask_of(Vehicle::Foot);
    rules.flags |= road_flag::oneway;
  }
  return rules;
}

// Bends the plan and puts it on the globe.
class Surveyor {
 public:
  explicit Surveyor(std::uint64_t seed) : warp_(seed_of(seed, 2)) {
    RandomBits random(seed_of(seed, 3));
    do {
      middle_ = {static_cast<std::int32_t>(random.between(360'000'000, 600'000'000)),
                 static_cast<std::int32_t>(random.between(-100'000'000, 190'000'000))};
    } while (!tongue_at(middle_));
    cosine_ = static_cast<double>(cos_latitude_q30(middle_.lat)) / (1 << 30);
  }

  GeoPoint operator()(Vec planned) const {
    const Vec bent = warp_(planned);
    constexpr double per_metre = 1e10 / static_cast<double>(millimetres_per_degree);  // units of 1e-7 degree
    return {middle_.lat + rounded(bent.y * per_metre), middle_.lon + rounded(bent.x * per_metre / cosine_)};
  }
  std::vector<GeoPoint> operator()(std::span<const Vec> planned) const {
    std::vector<GeoPoint> points;
    for (const Vec p : planned) points.push_back((*this)(p));
    return points;
  }
  Tongue tongue() const { return *tongue_at(middle_); }
  // By the sun: a full hour each 15 degrees.
  std::int32_t utc_offset_minutes() const {
    return (middle_.lon + 75'000'000 + 1'800'000'000) / 150'000'000 * 60 - 720;
  }

 private:
  static std::int32_t rounded(double x) { return static_cast<std::int32_t>(x < 0 ? x - 0.5 : x + 0.5); }

  Warp warp_;
  GeoPoint middle_;
  double cosine_ = 1;
};

// Long straight borders get points in between, so that they bend like the streets beside them.
std::vector<Vec> refined(const std::vector<Vec>& course, bool closed) {
  std::vector<Vec> fine;
  const std::size_t sides = closed ? course.size() : course.size() - 1;
  for (std::size_t i = 0; i < sides; ++i) {
    const Vec a = course[i];
    const Vec b = course[(i + 1) % course.size()];
    const int parts = std::max(1, static_cast<int>(length(b - a) / 90));
    for (int k = 0; k < parts; ++k) fine.push_back(mix(a, b, static_cast<double>(k) / parts));
  }
  if (!closed) fine.push_back(course.back());
  return fine;
}

void draw_streets(const PlannedCity& city, const Surveyor& survey, MapDraft& draft) {
  draft.points = survey(city.plan.points);
  for (std::size_t i = 0; i < city.streets.size(); ++i) {
    const PlanStreet& street = city.streets[i];
    draft.roads.push_back({street.points, draft.names.intern(street.name), rules_of(street, city.flags[i])});
  }
  GeoBox box;
  for (const Vec corner : {Vec{-1, -1}, Vec{1, 1}}) box.take(survey(corner * (city.plan.radius + 700)));
  draft.south_west = box.south_west;
  draft.north_east = box.north_east;
}

void draw_areas(const CityPlan& plan, const Surveyor& survey, MapDraft& draft) {
  for (const PlanArea& area : plan.areas) {
    const std::vector<GeoPoint> ring =
        area.kind == AreaKind::Building ? survey(area.ring) : survey(refined(area.ring, true));
    draft.areas.push_back({area.kind, draft.names.intern(area.name), {{ring, false}}});
  }
  draft.lines.push_back(
      {LineKind::River, draft.names.intern(plan.river_name), false, survey(refined(plan.river, false))});
  double demand = 0;
  for (const PlanPlace& planned : plan.places) demand += planned.demand;
  const double average = demand / static_cast<double>(plan.places.size());
  for (const PlanPlace& planned : plan.places) {
    PlaceRecord place;
    place.at = survey(planned.at);
    place.name = draft.names.intern(planned.name);
    place.kind = planned.kind;
    place.demand = static_cast<std::uint16_t>(std::clamp(planned.demand / average * 100 + 0.5, 0.0, 65'535.0));
    draft.places.push_back(place);
  }
}

void furnish(PlannedCity& city, const CityOptions& options, NameMaker& names, const Surveyor& survey, MapDraft& draft) {
  // Bounded, so that the map of a million junctions still fits a small machine.
  const int per_block = options.nodes <= 60'000 ? 8 : options.nodes <= 200'000 ? 4 : 1;
  add_houses(city.plan, RandomBits(seed_of(options.seed, 4)), per_block);
  const double gap = std::max(45.0, static_cast<double>(options.nodes) / 1'000);
  const std::vector<PlanAddress> addresses = plan_addresses(city.plan, city.streets, gap);
  for (const PlanAddress& planned : addresses) {
    AddressRecord address;
    address.at = survey(planned.at);
    address.street = draft.names.intern(city.streets[planned.street].name);
    address.number = draft.names.intern(std::to_string(planned.number));
    draft.addresses.push_back(address);
  }
  const std::size_t count = std::clamp<std::size_t>(static_cast<std::size_t>(options.nodes) / 70, 20, 5'000);
  for (const PlanKitchen& kitchen :
       plan_kitchens(city.plan, names, RandomBits(seed_of(options.seed, 5)), addresses, count)) {
    PoiRecord poi;
    poi.at = survey(kitchen.at);
    poi.name = draft.names.intern(kitchen.name);
    poi.kind = kitchen.kind;
    draft.pois.push_back(poi);
  }
}

Problem refuse(const std::string& field, const std::string& detail) {
  return problem(Status::Unprocessable, "city.options", detail, field);
}

}  // namespace

Result<MapDraft> draft_city(const CityOptions& options, const Progress& progress) {
  if (options.name.empty() || options.name.size() > 80) {
    return refuse("name", "name \"" + options.name + "\": expected 1 to 80 bytes");
  }
  if (options.nodes < 1'000 || options.nodes > 1'000'000) {
    return refuse("size", "size " + std::to_string(options.nodes) + ": expected 1000 to 1000000 junctions");
  }
  const Surveyor survey(options.seed);
  NameMaker names(seed_of(options.seed, 6), survey.tongue());
  progress("laying out streets");
  PlannedCity city = city_of_size(options, names);
  progress("building houses");
  MapDraft draft;
  draft.city = options.name;
  draft.attribution = "An invented city, seed " + std::to_string(options.seed);
  draft.utc_offset_minutes = survey.utc_offset_minutes();
  furnish(city, options, names, survey, draft);
  draw_streets(city, survey, draft);
  draw_areas(city.plan, survey, draft);
  return draft;
}

Outcome generate_city(const CityOptions& options, const std::string& out, const Progress& progress) {
  Result<MapDraft> draft = draft_city(options, progress);
  if (!draft) return draft.problem();
  progress("building the road graph");
  const MapContents contents = build_map(std::move(draft).value());
  progress("writing");
  return write_map(contents, out);
}

}  // namespace pizza::maps
