// SPDX-License-Identifier: Apache-2.0
// Speaks with one Redis so that nobody ever waits for it: each call has a few milliseconds, and after a failure all
// calls fail at once until it is time to try again. Several threads may use it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/instant.h"
#include "core/model/problem.h"

struct redisContext;

namespace pizza {

struct RedisAddress {
  std::string host;
  std::uint16_t port = 6379;
  int database = 0;
  std::string user;      // empty: the default one
  std::string password;  // empty: none
};

// "redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]", percent-encoded. Problem redis.address, field "redis".
Result<RedisAddress> redis_address(std::string_view url);

struct RedisOptions {
  RedisAddress address;
  std::string prefix = "pizza:";         // before every key: several worlds may share a server
  Duration patience = milliseconds(20);  // for connecting, and for each answer
  Duration retry_after = seconds(1);     // by the caller's clock
  std::size_t idle_connections = 4;      // kept open; as many as threads call are made
  std::size_t largest_value = 8u << 20;  // bytes; what is larger is not sent
};

// An answer of Redis: what it holds depends on the command.
struct RedisReply {
  bool nil = false;
  std::int64_t number = 0;
  std::string text;
  std::vector<RedisReply> items;
};

struct RedisTally {
  std::uint64_t calls = 0;     // that were sent
  std::uint64_t failures = 0;  // of these
  std::uint64_t spared = 0;    // not sent: it was too early to try again
};

class RedisClient {
 public:
  // Connects at the first call. A write to a connection that Redis has closed must not end the process, so SIGPIPE is
  // ignored from here on, unless the program handles it.
  explicit RedisClient(RedisOptions options);
  ~RedisClient();
  RedisClient(const RedisClient&) = delete;
  RedisClient& operator=(const RedisClient&) = delete;

  // Nothing when Redis is not there, does not answer in time, or answers with an error.
  std::optional<RedisReply> call(std::span<const std::string_view> words, Instant now);
  std::optional<RedisReply> call(std::initializer_list<std::string_view> words, Instant now) {
    return call(std::span(words.begin(), words.size()), now);
  }
  // A Lua script, run by Redis as one atomic step.
  std::optional<RedisReply> run(std::string_view script, std::span<const std::string_view> keys,
                                std::span<const std::string_view> arguments, Instant now);

  // With the prefix.
  std::string key(std::string_view key) const { return options_.prefix + std::string(key); }
  const RedisOptions& options() const { return options_; }

  // Whether calls are sent at this moment. Rises again with the first call that succeeds.
  bool reachable(Instant now) const;
  // Counts the times that Redis was lost: whoever sees another number has missed something.
  std::uint64_t losses() const { return losses_; }
  RedisTally tally() const;

 private:
  struct Close {
    void operator()(redisContext* context) const;
  };
  using Connection = std::unique_ptr<redisContext, Close>;

  bool may_call(Instant now);
  Connection connect();
  bool greet(redisContext& context);
  Connection idle();
  void keep(Connection connection);
  void lost(Instant now);

  RedisOptions options_;
  std::mutex mutex_;
  std::vector<Connection> idle_;
  std::atomic<std::int64_t> closed_until_ms_{0};  // by the caller's clock; 0: calls are sent
  std::atomic<std::uint64_t> losses_{0}, calls_{0}, failures_{0}, spared_{0};
};

}  // namespace pizza
