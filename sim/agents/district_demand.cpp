// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/district_demand.h"

#include <algorithm>
#include <limits>

namespace pizza::sim {

namespace {

bool southern(GeoPoint a, GeoPoint b) {
  return a < b;
}

}  // namespace

DistrictDemand::DistrictDemand(const maps::RoadMap& map) {
  for (const maps::PlaceRecord& place : map.places())
    if (place.demand > 0) districts_.push_back({place.at, place.demand});
  std::stable_sort(districts_.begin(), districts_.end(),
                   [](const District& a, const District& b) { return southern(a.at, b.at); });
}

// Northwards and southwards from the home's own latitude, until the latitude alone is too far away.
std::size_t DistrictDemand::nearest(GeoPoint home) const {
  std::size_t best = 0;
  std::int64_t best_mm = std::numeric_limits<std::int64_t>::max();
  const auto nearer = [&](std::size_t i) {
    const GeoPoint at = districts_[i].at;
    if (distance_mm({at.lat, home.lon}, home) > best_mm) return false;
    const std::int64_t mm = distance_mm(at, home);
    if (mm < best_mm || (mm == best_mm && i < best)) {
      best = i;
      best_mm = mm;
    }
    return true;
  };
  const auto middle = static_cast<std::size_t>(
      std::lower_bound(districts_.begin(), districts_.end(), home,
                       [](const District& district, GeoPoint place) { return southern(district.at, place); }) -
      districts_.begin());
  for (std::size_t i = middle; i < districts_.size() && nearer(i); ++i) {
  }
  for (std::size_t i = middle; i > 0 && nearer(i - 1); --i) {
  }
  return best;
}

void DistrictDemand::settle(GeoPoint home) {
  ++districts_[nearest(home)].homes;
}

std::uint64_t DistrictDemand::share(GeoPoint home) const {
  const District& district = districts_[nearest(home)];
  return std::max<std::uint64_t>(district.demand * 1'000'000 / std::max<std::uint64_t>(district.homes, 1), 1);
}

}  // namespace pizza::sim
