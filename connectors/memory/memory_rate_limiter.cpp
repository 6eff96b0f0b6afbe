// SPDX-License-Identifier: Apache-2.0
#include "connectors/memory/memory_rate_limiter.h"

namespace pizza {

RateVerdict MemoryRateLimiter::take(std::string_view key, const RateRule& rule, Instant now) {
  const std::lock_guard lock(mutex_);
  // Two a call, so that what is idle goes faster than new keys come.
  for (int i = 0; i < 2; ++i)
    if (const auto* oldest = states_.oldest(); oldest != nullptr && oldest->second.idle(now)) states_.drop_oldest();
  RateState* state = states_.find(key);
  return pizza::take(state != nullptr ? *state : states_.put(key, {}), rule, now);
}

std::size_t MemoryRateLimiter::size() const {
  const std::lock_guard lock(mutex_);
  return states_.size();
}

}  // namespace pizza
