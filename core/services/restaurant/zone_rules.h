// SPDX-License-Identifier: Apache-2.0
// Where a restaurant delivers, and on what terms. Pure, in whole numbers.
//
// Without zones: within delivery_radius_m as the crow flies, by the restaurant's own fees and minimum. With zones:
// where the first zone that contains the drop says so, whatever the radius; where none does, there is no delivery.
#pragma once

#include <optional>
#include <span>

#include "core/model/records/restaurant.h"

namespace pizza::zone_rules {

// Whether a place lies within a polygon or on its border; lines are straight in degrees. Corners reach less than 180
// degrees of longitude; the date line may run through them. Even-odd rule (Shimrat 1962) with exact products.
bool contains(std::span<const GeoPoint> corners, GeoPoint place);

// Null: no zone, or none contains it.
const DeliveryZone* zone_for(const Restaurant& restaurant, GeoPoint drop);

struct DeliveryTerms {
  Money fee;                           // for this drop: by distance as the crow flies
  Money minimum_order;                 // of items
  Duration extra_time;                 // on top of the promised time: the zone's, and the kitchen's while it is busy
  const DeliveryZone* zone = nullptr;  // of the restaurant's record; null: the radius decided
};

// None: the restaurant does not deliver there.
std::optional<DeliveryTerms> terms_for(const Restaurant& restaurant, GeoPoint drop);

// What is taken because the items come to little; zero of the restaurant's currency where nothing is.
Money small_order_fee(const Restaurant& restaurant, Money items);

}  // namespace pizza::zone_rules
