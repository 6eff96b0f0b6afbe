// SPDX-License-Identifier: Apache-2.0
#include "core/services/restaurant/zone_rules.h"

#include <algorithm>

namespace pizza::zone_rules {

namespace {

struct Flat {
  std::int64_t x = 0;  // 1e-7 degree east of the first corner
  std::int64_t y = 0;  // 1e-7 degree north of the equator
};

Flat flat(GeoPoint place, GeoPoint first) {
  std::int64_t x = std::int64_t{place.lon} - first.lon;
  if (x > 1'800'000'000) x -= 3'600'000'000;
  if (x < -1'800'000'000) x += 3'600'000'000;
  return {x, place.lat};
}

Money fee_for(const Restaurant& restaurant, Money fee, Money per_km, GeoPoint drop) {
  constexpr std::int64_t kilometre_mm = 1'000'000;
  const std::int64_t beyond = distance_mm(restaurant.place, drop) - kilometre_mm;
  const std::int64_t further = beyond <= 0 ? 0 : (beyond + kilometre_mm - 1) / kilometre_mm;
  return {fee.minor + per_km.minor * further, restaurant.currency};
}

}  // namespace

bool contains(std::span<const GeoPoint> corners, GeoPoint place) {
  if (corners.size() < 3) return false;
  const Flat p = flat(place, corners.front());
  bool inside = false;
  Flat a = flat(corners.back(), corners.front());
  for (const GeoPoint corner : corners) {
    const Flat b = flat(corner, corners.front());
    // Each product stays below 3.6e9 × 1.8e9, within 63 bits; their difference would not.
    const std::int64_t left = (p.x - a.x) * (b.y - a.y);
    const std::int64_t right = (b.x - a.x) * (p.y - a.y);
    const bool between = p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
                         p.y <= std::max(a.y, b.y);
    if (left == right && between) return true;
    if ((a.y > p.y) != (b.y > p.y) && (b.y > a.y ? left < right : left > right)) inside = !inside;
    a = b;
  }
  return inside;
}

const DeliveryZone* zone_for(const Restaurant& restaurant, GeoPoint drop) {
  for (const DeliveryZone& zone : restaurant.zones)
    if (contains(zone.corners, drop)) return &zone;
  return nullptr;
}

std::optional<DeliveryTerms> terms_for(const Restaurant& restaurant, GeoPoint drop) {
  DeliveryTerms terms;
  terms.extra_time = minutes(restaurant.busy_minutes);
  if (restaurant.zones.empty()) {
    if (distance_mm(restaurant.place, drop) > std::int64_t{restaurant.delivery_radius_m} * 1'000) return std::nullopt;
    terms.fee = fee_for(restaurant, restaurant.delivery_fee, restaurant.delivery_fee_per_km, drop);
    terms.minimum_order = {restaurant.minimum_order.minor, restaurant.currency};
    return terms;
  }
  terms.zone = zone_for(restaurant, drop);
  if (terms.zone == nullptr) return std::nullopt;
  terms.fee = fee_for(restaurant, terms.zone->fee, terms.zone->fee_per_km, drop);
  terms.minimum_order = {terms.zone->minimum_order.minor, restaurant.currency};
  terms.extra_time = terms.extra_time + minutes(terms.zone->extra_minutes);
  return terms;
}

Money small_order_fee(const Restaurant& restaurant, Money items) {
  const bool small = items.minor < restaurant.small_order_below.minor;
  return {small ? restaurant.small_order_fee.minor : 0, restaurant.currency};
}

}  // namespace pizza::zone_rules
