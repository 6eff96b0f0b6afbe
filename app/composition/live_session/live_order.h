// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/composition/live_session/city_mirror.h"
#include "app/composition/live_session/rider_ways.h"
#include "core/twin/city_frame.h"

namespace pizza {

template <class T>
const T* look(const std::map<std::uint64_t, T>& records, Id<T> id) {
  const auto found = records.find(id.value);
  return found == records.end() ? nullptr : &found->second;
}

// An order as a line of a frame.
OrderView live_order_view(const CityMirror& mirror, const RiderWays& ways, const Order& order, Instant now);

}  // namespace pizza
