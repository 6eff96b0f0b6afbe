// SPDX-License-Identifier: Apache-2.0
#include "connectors/redis/redis_client.h"

#include <hiredis.h>

#include <cerrno>
#include <csignal>

namespace pizza {

namespace {

timeval timeval_of(Duration duration) {
  return {static_cast<time_t>(duration.ms / 1'000), static_cast<suseconds_t>(duration.ms % 1'000 * 1'000)};
}

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

Reply send(redisContext& context, std::span<const std::string_view> words) {
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  for (const std::string_view word : words) {
    texts.push_back(word.data());
    sizes.push_back(word.size());
  }
  return Reply(
      static_cast<redisReply*>(redisCommandArgv(&context, static_cast<int>(words.size()), texts.data(), sizes.data())));
}

RedisReply copy(const redisReply& reply) {
  RedisReply made;
  made.nil = reply.type == REDIS_REPLY_NIL;
  if (reply.type == REDIS_REPLY_INTEGER) made.number = reply.integer;
  if (reply.type == REDIS_REPLY_STRING || reply.type == REDIS_REPLY_STATUS) made.text.assign(reply.str, reply.len);
  if (reply.type == REDIS_REPLY_ARRAY)
    for (std::size_t i = 0; i < reply.elements; ++i) made.items.push_back(copy(*reply.element[i]));
  return made;
}

bool is_error(const redisReply& reply, std::string_view beginning) {
  return reply.type == REDIS_REPLY_ERROR && std::string_view(reply.str, reply.len).starts_with(beginning);
}

// Redis is there, but not for us now: it still loads, it waits for a long script, or it wants another password.
bool is_refusal(const redisReply& reply) {
  for (const std::string_view word : {"LOADING", "BUSY", "MASTERDOWN", "NOAUTH", "NOPERM"})
    if (is_error(reply, word)) return true;
  return false;
}

void ignore_broken_pipes() {
  struct sigaction now {};
  if (sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
}

}  // namespace

void RedisClient::Close::operator()(redisContext* context) const {
  redisFree(context);
}

RedisClient::RedisClient(RedisOptions options) : options_(std::move(options)) {
  ignore_broken_pipes();
}
RedisClient::~RedisClient() = default;

bool RedisClient::reachable(Instant now) const {
  const std::int64_t closed = closed_until_ms_;
  return closed == 0 || now.ms >= closed;
}

// While Redis is away one caller at a time tries, the others are spared.
bool RedisClient::may_call(Instant now) {
  std::int64_t closed = closed_until_ms_;
  if (closed == 0) return true;
  // A clock that has gone back by more than the wait, as after a new start of a simulated one, is no reason to wait.
  const bool due = now.ms >= closed || closed - now.ms > options_.retry_after.ms;
  if (due && closed_until_ms_.compare_exchange_strong(closed, now.ms + options_.retry_after.ms)) return true;
  ++spared_;
  return false;
}

void RedisClient::lost(Instant now) {
  ++failures_;
  closed_until_ms_ = std::max<std::int64_t>(1, now.ms + options_.retry_after.ms);
  ++losses_;
  const std::lock_guard lock(mutex_);
  idle_.clear();
}

bool RedisClient::greet(redisContext& context) {
  const RedisAddress& address = options_.address;
  const auto accepted = [&](std::initializer_list<std::string_view> words) {
    const Reply reply = send(context, std::span(words.begin(), words.size()));
    return reply && reply->type != REDIS_REPLY_ERROR;
  };
  if (!address.password.empty() && (address.user.empty() ? !accepted({"AUTH", address.password})
                                                         : !accepted({"AUTH", address.user, address.password})))
    return false;
  return address.database == 0 || accepted({"SELECT", std::to_string(address.database)});
}

RedisClient::Connection RedisClient::connect() {
  const timeval patience = timeval_of(options_.patience);
  Connection made(redisConnectWithTimeout(options_.address.host.c_str(), options_.address.port, patience));
  if (!made || made->err != 0 || redisSetTimeout(made.get(), patience) != REDIS_OK || !greet(*made)) return {};
  return made;
}

RedisClient::Connection RedisClient::idle() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return {};
  Connection taken = std::move(idle_.back());
  idle_.pop_back();
  return taken;
}

void RedisClient::keep(Connection connection) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < options_.idle_connections) idle_.push_back(std::move(connection));
}

std::optional<RedisReply> RedisClient::call(std::span<const std::string_view> words, Instant now) {
  std::size_t bytes = 0;
  for (const std::string_view word : words) bytes += word.size();
  if (bytes > options_.largest_value || !may_call(now)) return {};
  ++calls_;
  Connection connection = idle();
  bool used_before = connection != nullptr;
  for (;;) {
    if (!connection) connection = connect();
    if (!connection) break;
    errno = 0;
    const Reply reply = send(*connection, words);
    if (reply && is_refusal(*reply)) break;
    if (reply) {
      closed_until_ms_ = 0;
      keep(std::move(connection));
      if (reply->type == REDIS_REPLY_ERROR) return {};
      return copy(*reply);
    }
    // An idle connection may be a leftover of a Redis that has been started anew since; a new one tells.
    const bool too_slow = connection->err == REDIS_ERR_IO && (errno == EAGAIN || errno == EWOULDBLOCK);
    connection.reset();
    if (!used_before || too_slow) break;
    used_before = false;
  }
  lost(now);
  return {};
}

std::optional<RedisReply> RedisClient::run(std::string_view script, std::span<const std::string_view> keys,
                                           std::span<const std::string_view> arguments, Instant now) {
  const std::string count = std::to_string(keys.size());
  std::vector<std::string_view> words{"EVAL", script, count};
  words.insert(words.end(), keys.begin(), keys.end());
  words.insert(words.end(), arguments.begin(), arguments.end());
  return call(words, now);
}

RedisTally RedisClient::tally() const {
  return {calls_, failures_, spared_};
}

}  // namespace pizza
