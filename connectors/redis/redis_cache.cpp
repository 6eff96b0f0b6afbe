// SPDX-License-Identifier: Apache-2.0
#include "connectors/redis/redis_cache.h"

#include <array>
#include <cstring>

namespace pizza {

namespace {

constexpr std::size_t most_owed = 10'000;
constexpr std::size_t at_once = 500;  // keys in one command

// In front of each value: the instant at which it ends by the callers' clock, in ms, as 13 digits or more and a space.
std::string packed(std::string_view value, Instant until) {
  std::string text = std::to_string(until.ms);
  text.push_back(' ');
  text.append(value);
  return text;
}

constexpr std::string_view add_script = R"(
local held = redis.call('GET', KEYS[1])
if held then
  local until_ms = tonumber(string.match(held, '^(-?%d+) '))
  if until_ms and until_ms > tonumber(ARGV[3]) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
)";

constexpr std::string_view remove_if_script = R"(
local held = redis.call('GET', KEYS[1])
if not held or string.gsub(held, '^-?%d+ ', '', 1) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
)";

}  // namespace

void RedisCache::saw(Instant now) {
  last_ms_ = now.ms;
}

std::optional<std::string> RedisCache::get(std::string_view key, Instant now) {
  saw(now);
  if (!settle_debts(now)) return {};
  const std::string name = client_.key(key);
  const std::optional<RedisReply> reply = client_.call({"GET", name}, now);
  if (!reply || reply->nil) return {};
  const std::size_t space = reply->text.find(' ');
  if (space == std::string::npos || std::strtoll(reply->text.c_str(), nullptr, 10) <= now.ms) return {};
  return reply->text.substr(space + 1);
}

void RedisCache::put(std::string_view key, std::string value, Instant now, Instant until) {
  saw(now);
  if (until <= now) return remove(key);
  const std::string name = client_.key(key), life = std::to_string((until - now).ms);
  const bool kept = settle_debts(now) && client_.call({"SET", name, packed(value, until), "PX", life}, now).has_value();
  // The old value, if there is one, must not be found when Redis is back.
  if (!kept) owe(key);
}

bool RedisCache::add(std::string_view key, std::string value, Instant now, Instant until) {
  saw(now);
  if (!settle_debts(now) || until <= now) return true;
  const std::string name = client_.key(key), text = packed(value, until);
  const std::string life = std::to_string((until - now).ms), now_text = std::to_string(now.ms);
  const std::array<std::string_view, 1> keys{name};
  const std::array<std::string_view, 3> arguments{text, life, now_text};
  const std::optional<RedisReply> reply = client_.run(add_script, keys, arguments, now);
  return !reply || reply->number == 1;
}

void RedisCache::remove(std::string_view key) {
  const Instant now{last_ms_};
  const std::string name = client_.key(key);
  if (!settle_debts(now) || !client_.call({"DEL", name}, now)) owe(key);
}

bool RedisCache::remove_if(std::string_view key, std::string_view value) {
  const Instant now{last_ms_};
  const std::string name = client_.key(key);
  const std::array<std::string_view, 1> keys{name}, arguments{value};
  const std::optional<RedisReply> reply = client_.run(remove_if_script, keys, arguments, now);
  return reply && reply->number == 1;
}

void RedisCache::owe(std::string_view key) {
  const std::lock_guard lock(mutex_);
  if (owed_.size() >= most_owed) {
    owes_everything_ = true;
    owed_.clear();
  }
  if (!owes_everything_) owed_.emplace(key);
  owed_count_ = owes_everything_ ? most_owed : owed_.size();
}

// True when Redis knows of all that has gone.
bool RedisCache::settle_debts(Instant now) {
  if (owed_count_ == 0) return true;
  const std::lock_guard lock(mutex_);
  if (owes_everything_ && !forget_everything(now)) return false;
  owes_everything_ = false;
  while (!owed_.empty()) {
    std::vector<std::string> names;
    auto end = owed_.begin();
    for (; end != owed_.end() && names.size() < at_once; ++end) names.push_back(client_.key(*end));
    std::vector<std::string_view> words{"DEL"};
    words.insert(words.end(), names.begin(), names.end());
    if (!client_.call(words, now)) return false;
    owed_.erase(owed_.begin(), end);
  }
  owed_count_ = 0;
  return true;
}

bool RedisCache::forget_everything(Instant now) {
  std::string cursor = "0";
  const std::string pattern = client_.key("*");
  do {
    const auto reply = client_.call({"SCAN", cursor, "MATCH", pattern, "COUNT", "1000"}, now);
    if (!reply || reply->items.size() != 2) return false;
    cursor = reply->items[0].text;
    std::vector<std::string_view> words{"UNLINK"};
    for (const RedisReply& item : reply->items[1].items) words.push_back(item.text);
    if (words.size() > 1 && !client_.call(words, now)) return false;
  } while (cursor != "0");
  return true;
}

}  // namespace pizza
