// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/model/records/delivery.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

// Whom to look for. What is false or 0 does not matter.
struct RiderFilter {
  bool idle_only = true;            // else everybody who is online
  std::uint8_t vehicles = 0;        // bits by Vehicle (1 << vehicle); 0 = any
  std::int32_t within_m = 20'000;   // from the place, as the crow flies; 1 to 20,100,000
  Instant on_shift_until;           // whose shift lasts at least until then
  std::optional<DeliveryId> reach;  // whose vehicle may ride from pickup to drop of this delivery

  static constexpr std::uint8_t bit(Vehicle vehicle) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(vehicle));
  }
};

struct NearRider {
  RiderId rider;
  std::int64_t distance_mm = 0;
  friend bool operator==(const NearRider&, const NearRider&) = default;
};

// At most `count`, by distance, then by number; suspended riders never. By growing boxes of the geo index, across the
// date line and around the poles. Sees what is committed.
std::vector<NearRider> nearest_riders(UnitOfWork& work, GeoPoint place, const RiderFilter& filter, std::size_t count);

// How far to look after so many offers that came to nothing: 3 km, half as much again with each, at most 20 km.
constexpr std::int32_t search_radius_m(std::int32_t offers) {
  std::int32_t radius = 3'000;
  for (std::int32_t i = 0; i < offers && radius < 20'000; ++i) radius += radius / 2;
  return radius < 20'000 ? radius : 20'000;
}

}  // namespace pizza
