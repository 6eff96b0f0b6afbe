// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "connectors/redis/redis_client.h"
#include "core/ports/cache.h"

namespace pizza {

// A cache that instances share. When Redis is not there it is an empty cache: nothing is found, nothing is kept, and
// `add` is told true, so that nobody is kept from working; what was removed or replaced meanwhile is removed before
// anything is read again. Which entries go when memory is short is the server's policy (maxmemory-policy allkeys-lru).
//
// An entry ends by whichever clock comes first, the caller's or Redis's. Several threads may use it.
class RedisCache : public Cache {
 public:
  // The client outlives the cache and may be shared.
  explicit RedisCache(RedisClient& client) : client_(client) {}

  std::optional<std::string> get(std::string_view key, Instant now) override;
  void put(std::string_view key, std::string value, Instant now, Instant until) override;
  bool add(std::string_view key, std::string value, Instant now, Instant until) override;
  void remove(std::string_view key) override;

  // Removes the entry if it still holds this value: what `add` put there and nobody else has replaced. False where it
  // did not.
  bool remove_if(std::string_view key, std::string_view value);

  // Keys that Redis has to be told of when it is back.
  std::size_t owed() const { return owed_count_; }

 private:
  bool settle_debts(Instant now);
  bool forget_everything(Instant now);
  void owe(std::string_view key);
  void saw(Instant now);

  RedisClient& client_;
  std::atomic<std::int64_t> last_ms_{0};  // `remove` is told no time
  std::mutex mutex_;                      // of what is owed
  std::set<std::string> owed_;
  bool owes_everything_ = false;  // there were too many to keep
  std::atomic<std::size_t> owed_count_{0};
};

}  // namespace pizza
