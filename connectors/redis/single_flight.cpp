// SPDX-License-Identifier: Apache-2.0
#include "connectors/redis/single_flight.h"

#include <chrono>
#include <thread>

namespace pizza {

namespace {

using Wall = std::chrono::steady_clock;

// How long somebody who waits for another's answer looks away.
constexpr std::chrono::milliseconds glance{2};

std::string flight_key(std::string_view key) {
  return "flight:" + std::string(key);
}

}  // namespace

// The value is kept behind the instant until which it is fresh.
SingleFlight::Seen SingleFlight::look(std::string_view key, Instant now) {
  const std::optional<std::string> held = cache_.get(key, now);
  const std::size_t space = held ? held->find(' ') : std::string::npos;
  if (space == std::string::npos) return {};
  return {held->substr(space + 1), true, std::strtoll(held->c_str(), nullptr, 10) > now.ms};
}

std::string SingleFlight::make_it(std::string_view key, Instant now, const std::function<std::string()>& make) {
  ++made_;
  std::string value = make();
  const Instant fresh_until = now + rules_.fresh;
  cache_.put(key, std::to_string(fresh_until.ms) + ' ' + value, now, fresh_until + rules_.stale);
  return value;
}

std::string SingleFlight::get(std::string_view key, Instant now, const std::function<std::string()>& make) {
  const auto deadline = Wall::now() + std::chrono::milliseconds(rules_.patience.ms);
  const std::string lock = flight_key(key), token = name_ + ':' + std::to_string(++tokens_);
  for (bool waiting = false;; waiting = true) {
    Seen seen = look(key, now);
    if (seen.fresh) {
      ++(waiting ? waited_ : fresh_);
      return std::move(seen.value);
    }
    if (cache_.add(lock, token, now, now + rules_.flight)) {
      // Only our own mark goes: when we were taken for dead, another's may stand there.
      struct Landing {
        RedisCache& cache;
        const std::string &lock, &token;
        ~Landing() { cache.remove_if(lock, token); }
      } landing{cache_, lock, token};
      // Between our look and our mark another may have landed.
      if (Seen again = look(key, now); again.fresh) {
        ++waited_;
        return std::move(again.value);
      }
      return make_it(key, now, make);
    }
    if (seen.there) {
      ++stale_;
      return std::move(seen.value);
    }
    if (Wall::now() >= deadline) return make_it(key, now, make);
    std::this_thread::sleep_for(glance);
  }
}

}  // namespace pizza
