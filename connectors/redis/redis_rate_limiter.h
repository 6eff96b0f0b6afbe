// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/memory/memory_rate_limiter.h"
#include "connectors/redis/redis_client.h"

namespace pizza {

// Rate limits that instances share: the algorithm of core/gateway/rate_limit.h as one atomic script, with the same
// verdicts. While Redis is away each instance limits by itself. Several threads may use it.
class RedisRateLimiter : public RateLimiter {
 public:
  // The client outlives the limiter and may be shared.
  explicit RedisRateLimiter(RedisClient& client) : client_(client) {}

  RateVerdict take(std::string_view key, const RateRule& rule, Instant now) override;

 private:
  RedisClient& client_;
  MemoryRateLimiter alone_;
};

}  // namespace pizza
