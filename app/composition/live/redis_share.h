// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/redis/redis_cache.h"
#include "connectors/redis/redis_rate_limiter.h"

namespace pizza {

// What instances remember together. Several threads may use it.
class RedisShare {
 public:
  explicit RedisShare(RedisAddress address)
      : client(RedisOptions{.address = std::move(address)}), cache(client), limiter(client) {}

  RedisClient client;
  RedisCache cache;
  RedisRateLimiter limiter;
};

}  // namespace pizza
