// SPDX-License-Identifier: Apache-2.0
// Finds one thing in a frame; its lists are sorted by id.
#pragma once

#include <algorithm>

#include "core/twin/city_frame.h"

namespace pizza::desktop {

template <class View, class Id>
const View* find_by_id(const std::vector<View>& sorted, Id id) {
  const auto it = std::ranges::lower_bound(sorted, id, {}, &View::id);
  return it != sorted.end() && it->id == id ? &*it : nullptr;
}

inline const RiderView* find_rider(const CityFrame& frame, RiderId id) {
  return find_by_id(frame.riders, id);
}
inline const KitchenView* find_kitchen(const CityFrame& frame, RestaurantId id) {
  return find_by_id(frame.kitchens, id);
}
inline const OrderView* find_order(const CityFrame& frame, OrderId id) {
  return find_by_id(frame.orders, id);
}

}  // namespace pizza::desktop
