// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/nearest_riders.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/services/delivery/vehicle_rules.h"

namespace pizza {

namespace {

constexpr std::int32_t pole = 900'000'000;
constexpr std::int32_t date_line = 1'800'000'000;
constexpr std::int64_t whole_turn = 3'600'000'000;

struct Box {
  GeoPoint south_west;
  GeoPoint north_east;
};

// One or two boxes that hold every place within `radius_mm`.
std::vector<Box> boxes_around(GeoPoint centre, std::int64_t radius_mm) {
  const std::int64_t up = radius_mm * 1'000 / (millimetres_per_degree / 10'000) + 2;  // in 1e-7 degree
  const std::int64_t south = std::max<std::int64_t>(centre.lat - up, -pole);
  const std::int64_t north = std::min<std::int64_t>(centre.lat + up, pole);
  const std::int64_t widest = std::max(std::abs(south), std::abs(north));
  const std::int64_t cosine = cos_latitude_q30(static_cast<std::int32_t>(widest)) - 1'000;  // it may be off by 215
  const auto corner = [](std::int64_t lat, std::int64_t lon) {
    return GeoPoint{static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
  };
  const std::int64_t aside = cosine <= 0 ? whole_turn : up * (std::int64_t{1} << 30) / cosine + 2;
  if (widest == pole || aside >= date_line) return {{corner(south, -date_line), corner(north, date_line)}};
  const std::int64_t west = centre.lon - aside;
  const std::int64_t east = centre.lon + aside;
  if (west < -date_line)
    return {{corner(south, -date_line), corner(north, east)},
            {corner(south, west + whole_turn), corner(north, date_line)}};
  if (east > date_line)
    return {{corner(south, west), corner(north, date_line)},
            {corner(south, -date_line), corner(north, east - whole_turn)}};
  return {{corner(south, west), corner(north, east)}};
}

bool fits(const Rider& rider, const RiderFilter& filter, std::int64_t way_mm) {
  if (rider.suspended || rider.status == RiderStatus::Offline) return false;
  if (filter.idle_only && rider.status != RiderStatus::Idle) return false;
  if (filter.vehicles != 0 && (filter.vehicles & RiderFilter::bit(rider.vehicle)) == 0) return false;
  if (rider.shift_to < filter.on_shift_until) return false;
  return way_mm <= std::int64_t{limits_of(rider.vehicle).reach_m} * 1'000;
}

}  // namespace

std::vector<NearRider> nearest_riders(UnitOfWork& work, GeoPoint place, const RiderFilter& filter, std::size_t count) {
  std::vector<NearRider> found;
  if (count == 0) return found;
  const RecordType& type = record_type<Rider>();
  const int index = type.index_position(field_number<&Rider::place>());
  constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
  std::int64_t way_mm = 0;
  if (filter.reach) {
    const Delivery* delivery = work.find(*filter.reach);
    if (delivery != nullptr) way_mm = distance_mm(delivery->pickup, delivery->drop);
  }
  Store& store = work.changes().store();
  Arena arena;
  std::vector<std::uint64_t> keys;
  const std::int64_t farthest = std::int64_t{filter.within_m} * 1'000;
  for (std::int64_t radius = std::min<std::int64_t>(1'000'000, farthest);; radius = std::min(radius * 3, farthest)) {
    found.clear();
    for (const Box& box : boxes_around(place, radius)) {
      store.find_inside(type, index, box.south_west, box.north_east, all, keys);
      for (const std::uint64_t key : keys) {
        arena.clear();
        const auto& rider = *static_cast<const Rider*>(store.find(type, key, arena));
        const std::int64_t distance = distance_mm(place, rider.place);
        if (distance <= radius && fits(rider, filter, way_mm)) found.push_back({rider.id, distance});
      }
    }
    if (found.size() >= count || radius >= farthest) break;
  }
  std::sort(found.begin(), found.end(), [](const NearRider& a, const NearRider& b) {
    return a.distance_mm != b.distance_mm ? a.distance_mm < b.distance_mm : a.rider < b.rider;
  });
  // A rider on the date line itself stands in both boxes.
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > count) found.resize(count);
  return found;
}

}  // namespace pizza
