// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/databases.h"

#include <sstream>
#include <utility>

namespace pizza {

Databases::Databases(const std::vector<std::string>& urls, const std::string& name) : users_(ShardMap::by_hash(1)) {
  if (urls.empty()) throw StoreError("PostgreSQL", "expected the URL of at least one database");
  for (const std::string& url : urls) connections_.push_back(std::make_unique<PostgresConnection>(url, name));
}

void Databases::check(const ShardMap& map) const {
  if (map.shards() > size())
    throw StoreError(connections_.front()->place(), "users are spread over " + std::to_string(map.shards()) +
                                                        " databases, and the URLs of " + std::to_string(size()) +
                                                        " are given");
}

void Databases::set_users(ShardMap users) {
  check(users);
  users_ = std::move(users);
}

PostgresConnection::StatementId Databases::declare(const std::string& sql) {
  PostgresConnection::StatementId id = 0;
  for (const auto& connection : connections_) id = connection->declare(sql);
  return id;
}

std::size_t Databases::of_user(std::uint64_t user) const {
  if (connections_.size() == 1) return 0;
  return (after_ && user <= moved_through_ ? *after_ : users_).shard_of(user);
}

void Databases::begin_resharding(ShardMap after, std::uint64_t moved_through) {
  check(after);
  after_ = std::move(after);
  moved_through_ = moved_through;
}

void Databases::end_resharding() {
  users_ = std::move(*after_);
  after_.reset();
  waiting_users.clear();
}

std::string shard_map_text(const ShardMap& map) {
  if (map.rule() == ShardRule::Hash) return "hash " + std::to_string(map.shards());
  std::string text = "ranges";
  for (const std::uint64_t first : map.first_keys()) text += " " + std::to_string(first);
  return text;
}

ShardMap shard_map_from_text(const std::string& text) {
  std::istringstream in(text);
  std::string rule;
  in >> rule;
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t number = 0; in >> number;) numbers.push_back(number);
  if (rule == "hash" && numbers.size() == 1) return ShardMap::by_hash(static_cast<std::uint32_t>(numbers.front()));
  if (rule == "ranges" && !numbers.empty()) return ShardMap::by_ranges(std::move(numbers));
  throw StoreError("PostgreSQL", "expected how users are spread, found \"" + text + "\"");
}

}  // namespace pizza
