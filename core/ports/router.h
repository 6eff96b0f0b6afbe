// SPDX-License-Identifier: Apache-2.0
// How long a way takes, and where it leads. Implementations: road graph, straight line.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/model/geo_point.h"
#include "core/model/instant.h"
#include "core/model/vehicle.h"

namespace pizza {

struct Trip {
  Duration duration;
  std::int64_t metres = 0;     // along the path, rounded to the nearest
  std::vector<GeoPoint> path;  // from the start to the end; at least two points
};

class Router {
 public:
  virtual ~Router() = default;

  // The quickest trip that departs then; empty where no way leads from one place to the other.
  virtual std::optional<Trip> trip(GeoPoint from, GeoPoint to, Vehicle vehicle, Instant depart) = 0;

  // The quickest trip, then at most `others` that are worth offering beside it (not much slower, and mostly by other
  // roads), by duration; empty where no way leads from one place to the other.
  virtual std::vector<Trip> trips(GeoPoint from, GeoPoint to, std::size_t others, Vehicle vehicle, Instant depart) = 0;

  // What is reached within `limit`: rings around it, holes included, to fill by the even-odd rule. Empty where no way
  // begins, or the limit is negative.
  virtual std::vector<std::vector<GeoPoint>> reach(GeoPoint from, Duration limit, Vehicle vehicle, Instant depart) = 0;

  // Of the quickest trips from each to each, row by row; empty where there is none. The same times as trip() tells.
  virtual std::vector<std::optional<Duration>> durations(std::span<const GeoPoint> from, std::span<const GeoPoint> to,
                                                         Vehicle vehicle, Instant depart) {
    std::vector<std::optional<Duration>> table;
    table.reserve(from.size() * to.size());
    for (const GeoPoint start : from) {
      for (const GeoPoint end : to) {
        const auto found = trip(start, end, vehicle, depart);
        table.push_back(found ? std::optional(found->duration) : std::nullopt);
      }
    }
    return table;
  }

  struct Near {
    std::size_t index;  // in `from`
    Duration duration;
    friend bool operator==(const Near&, const Near&) = default;
  };
  // The at most `count` of `from` that are soonest at `to`, soonest first, among equals the lower index first.
  std::vector<Near> soonest(std::span<const GeoPoint> from, GeoPoint to, std::size_t count, Vehicle vehicle,
                            Instant depart) {
    const auto table = durations(from, {&to, 1}, vehicle, depart);
    std::vector<Near> near;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (table[i]) near.push_back({i, *table[i]});
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const Near& a, const Near& b) { return a.duration.ms < b.duration.ms; });
    if (near.size() > count) near.resize(count);
    return near;
  }
};

}  // namespace pizza
