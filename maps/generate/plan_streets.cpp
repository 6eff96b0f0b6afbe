// SPDX-License-Identifier: Apache-2.0
#include "maps/generate/plan_streets.h"

#include <algorithm>

#include "maps/components.h"

namespace pizza::maps {

namespace {

constexpr double longest_straight = 90;  // m between a main road's points

using Arcs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

bool drivable(const PlanStreet& street) {
  return street.road_class != RoadClass::Path;
}

Arcs arcs_of(const std::vector<PlanStreet>& streets, bool one_ways) {
  Arcs arcs;
  for (const PlanStreet& street : streets) {
    if (!drivable(street)) continue;
    for (std::size_t i = 1; i < street.points.size(); ++i) {
      arcs.emplace_back(street.points[i - 1], street.points[i]);
      if (!street.oneway || !one_ways) arcs.emplace_back(street.points[i], street.points[i - 1]);
    }
  }
  std::sort(arcs.begin(), arcs.end());
  return arcs;
}

void drop_loose(std::vector<PlanStreet>& streets, std::vector<std::uint16_t>& flags, std::uint32_t points) {
  const std::vector<bool> kept = largest_component(points, arcs_of(streets, false));
  std::size_t to = 0;
  for (std::size_t i = 0; i < streets.size(); ++i) {
    // A path's inner points are its own; its ends must lie on streets.
    if (!kept[streets[i].points.front()] || !kept[streets[i].points.back()]) continue;
    if (to != i) {
      streets[to] = std::move(streets[i]);
      flags[to] = flags[i];
    }
    ++to;
  }
  streets.resize(to);
  flags.resize(to);
}

}  // namespace

std::vector<PlanStreet> all_streets(CityPlan& plan, std::vector<std::uint16_t>& flags) {
  std::vector<PlanStreet> streets;
  for (Arterial& main : plan.arterials) {
    std::sort(main.junctions.begin(), main.junctions.end(),
              [](const PlanJunction& a, const PlanJunction& b) { return a.share < b.share; });
    main.junctions.push_back({1, main.b});
    PlanStreet street{{main.a}, main.road_class, false, main.name};
    const Vec a = plan.points[main.a];
    const Vec b = plan.points[main.b];
    double done = 0;
    for (const PlanJunction& junction : main.junctions) {
      const double piece = (junction.share - done) * length(b - a);
      const int parts = std::max(1, static_cast<int>(piece / longest_straight + 0.5));
      for (int k = 1; k < parts; ++k) {
        street.points.push_back(static_cast<std::uint32_t>(plan.points.size()));
        plan.points.push_back(mix(a, b, done + (junction.share - done) * k / parts));
      }
      street.points.push_back(junction.point);
      done = junction.share;
    }
    streets.push_back(std::move(street));
    flags.push_back(main.flags);
  }
  streets.insert(streets.end(), plan.streets.begin(), plan.streets.end());
  flags.resize(streets.size(), 0);
  return streets;
}

std::uint32_t connect_streets(std::vector<PlanStreet>& streets, std::vector<std::uint16_t>& flags,
                              std::uint32_t points) {
  drop_loose(streets, flags, points);
  for (;;) {
    const std::vector<bool> strong = largest_component(points, arcs_of(streets, true));
    bool opened = false;
    for (PlanStreet& street : streets) {
      const bool weak = std::any_of(street.points.begin(), street.points.end(), [&](auto p) { return !strong[p]; });
      if (street.oneway && weak) {
        street.oneway = false;
        opened = true;
      }
    }
    if (!opened) break;
  }
  std::vector<std::uint8_t> uses(points);
  for (const PlanStreet& street : streets) {
    for (const std::uint32_t p : street.points) uses[p] = static_cast<std::uint8_t>(std::min(uses[p] + 1, 2));
    for (const std::uint32_t p : {street.points.front(), street.points.back()}) uses[p] = 2;
  }
  return static_cast<std::uint32_t>(std::count(uses.begin(), uses.end(), 2));
}

}  // namespace pizza::maps
