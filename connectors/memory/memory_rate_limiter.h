// SPDX-License-Identifier: Apache-2.0
// Rate limits of one process. Several threads may use it.
#pragma once

#include <mutex>

#include "connectors/memory/recent_map.h"
#include "core/gateway/rate_limit.h"

namespace pizza {

class MemoryRateLimiter : public RateLimiter {
 public:
  // At most `keys` are remembered: some 150 bytes each. A flood of new keys drives out those that called least
  // recently, so it should hold more than call within a few seconds.
  explicit MemoryRateLimiter(std::size_t keys = 200'000) : states_(keys) {}

  RateVerdict take(std::string_view key, const RateRule& rule, Instant now) override;
  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  RecentMap<RateState> states_;
};

}  // namespace pizza
