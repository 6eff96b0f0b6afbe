// SPDX-License-Identifier: Apache-2.0
#include "connectors/redis/redis_tracking.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace pizza {

namespace {

constexpr std::size_t most_riders = 1'000;

constexpr std::string_view report_script = R"(
local held = redis.call('GET', KEYS[1])
if held and tonumber(string.match(held, '^%d+') or '0') > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return 1
)";

std::optional<TrackedPlace> read(const RedisReply& reply, Instant now) {
  TrackedPlace place;
  long long at = 0;
  int lat = 0, lon = 0;
  if (reply.nil || std::sscanf(reply.text.c_str(), "%lld %d %d", &at, &lat, &lon) != 3) return {};
  if (at + RedisTracking::life.ms <= now.ms) return {};
  return TrackedPlace{{lat, lon}, Instant{at}};
}

}  // namespace

void RedisTracking::report(RiderId rider, const TrackedPlace& place, Instant now) {
  const Duration left = std::min(life, place.at + life - now);
  if (left.ms <= 0) return;
  const std::string name = client_.key("track:" + std::to_string(rider.value)), at = std::to_string(place.at.ms);
  const std::string text = at + ' ' + std::to_string(place.place.lat) + ' ' + std::to_string(place.place.lon);
  const std::string life_text = std::to_string(left.ms);
  const std::array<std::string_view, 1> keys{name};
  const std::array<std::string_view, 3> arguments{text, at, life_text};
  client_.run(report_script, keys, arguments, now);
}

std::vector<std::optional<TrackedPlace>> RedisTracking::where(std::span<const RiderId> riders, Instant now) {
  std::vector<std::optional<TrackedPlace>> places(riders.size());
  riders = riders.first(std::min(riders.size(), most_riders));
  if (riders.empty()) return places;
  std::vector<std::string> names;
  for (const RiderId rider : riders) names.push_back(client_.key("track:" + std::to_string(rider.value)));
  std::vector<std::string_view> words{"MGET"};
  words.insert(words.end(), names.begin(), names.end());
  const std::optional<RedisReply> reply = client_.call(words, now);
  if (!reply || reply->items.size() != riders.size()) return places;
  for (std::size_t i = 0; i < riders.size(); ++i) places[i] = read(reply->items[i], now);
  return places;
}

}  // namespace pizza
