// SPDX-License-Identifier: Apache-2.0
// The generic cell rate algorithm in whole microseconds. With T the time that one call takes up and TAT the instant at
// which everything taken so far is used up ("theoretical arrival time"):
//   TAT' = max(now, TAT) + T;  allowed if TAT' - now <= T * burst;  otherwise retry after TAT' - T * burst - now.
// It keeps one number a key, and needs no timer. Source: ITU-T I.371; brandur.org, "Rate Limiting, Cells, and GCRA".
#pragma once

#include <algorithm>

#include "core/ports/rate_limiter.h"

namespace pizza {

struct RateState {
  std::int64_t used_up_at_us = 0;  // TAT, microseconds since 1970

  // Such a state says no more than a new one.
  constexpr bool idle(Instant now) const { return used_up_at_us <= now.ms * 1'000; }
};

// T: at least one microsecond.
constexpr std::int64_t interval_us(const RateRule& rule) {
  return std::max<std::int64_t>(1, rule.period.ms * 1'000 / std::max(1, rule.calls));
}

constexpr RateVerdict take(RateState& state, const RateRule& rule, Instant now) {
  const std::int64_t now_us = now.ms * 1'000;
  const std::int64_t interval = interval_us(rule);
  const std::int64_t tolerance = interval * std::max(1, rule.burst);
  const std::int64_t used_up = std::max(now_us, state.used_up_at_us) + interval;
  const std::int64_t ahead = used_up - now_us;
  if (ahead > tolerance) return {false, Duration{(ahead - tolerance + 999) / 1'000}, 0};
  state.used_up_at_us = used_up;
  return {true, {}, (tolerance - ahead) / interval};
}

}  // namespace pizza
