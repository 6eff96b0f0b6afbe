// SPDX-License-Identifier: Apache-2.0
#include "connectors/redis/redis_rate_limiter.h"

#include <array>

namespace pizza {

namespace {

// Microseconds since 1970 are exact in Lua's numbers until the year 2255.
constexpr std::string_view take_script = R"(
local now, interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local used_up = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0') or 0) + interval
local ahead = used_up - now
if ahead > tolerance then return {0, math.floor((ahead - tolerance + 999) / 1000), 0} end
redis.call('SET', KEYS[1], string.format('%.0f', used_up), 'PX', math.ceil(ahead / 1000) + 1000)
return {1, 0, math.floor((tolerance - ahead) / interval)}
)";

}  // namespace

RateVerdict RedisRateLimiter::take(std::string_view key, const RateRule& rule, Instant now) {
  const std::int64_t interval = interval_us(rule);
  const std::string name = client_.key("rate:" + std::string(key)), now_us = std::to_string(now.ms * 1'000);
  const std::string interval_text = std::to_string(interval);
  const std::string tolerance = std::to_string(interval * std::max(1, rule.burst));
  const std::array<std::string_view, 1> keys{name};
  const std::array<std::string_view, 3> arguments{now_us, interval_text, tolerance};
  const std::optional<RedisReply> reply = client_.run(take_script, keys, arguments, now);
  if (!reply || reply->items.size() != 3) return alone_.take(key, rule, now);
  return {reply->items[0].number == 1, Duration{reply->items[1].number}, reply->items[2].number};
}

}  // namespace pizza
