// SPDX-License-Identifier: Apache-2.0
// How long a way takes, and where it leads. Implementations: road graph, straight line.
#pragma once

#include <cstdint>
#include <optional>
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
};

}  // namespace pizza
