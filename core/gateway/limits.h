// SPDX-License-Identifier: Apache-2.0
// How often who may call: one table, by class of call and by whom the call is counted for.
#pragma once

#include <array>

#include "core/ports/rate_limiter.h"
#include "core/services/call_class.h"

namespace pizza {

// A household or an office shares an address, a partner's program serves many people: so the limits widen from left to
// right. A call has to pass all that apply to it.
struct ClassLimits {
  CallClass call_class;
  RateRule user;
  RateRule address;
  RateRule client;
};

using LimitTable = std::array<ClassLimits, call_class_count>;

inline constexpr LimitTable usual_limits{{
    {CallClass::Look, {20, seconds(1), 60}, {60, seconds(1), 240}, {500, seconds(1), 1'000}},
    {CallClass::Search, {5, seconds(1), 20}, {20, seconds(1), 80}, {100, seconds(1), 300}},
    {CallClass::Change, {5, seconds(1), 30}, {20, seconds(1), 120}, {200, seconds(1), 600}},
    {CallClass::Costly, {10, minutes(1), 5}, {60, minutes(1), 30}, {100, seconds(1), 300}},
    {CallClass::Prove, {10, minutes(1), 10}, {20, minutes(1), 20}, {20, seconds(1), 60}},
}};

consteval bool in_order(const LimitTable& table) {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (static_cast<std::size_t>(table[i].call_class) != i) return false;
  return true;
}
static_assert(in_order(usual_limits), "one row a class, in the order of the enumeration");

}  // namespace pizza
