// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/databases.h"

#include <stdexcept>
#include <utility>

namespace pizza {

Databases::Databases(const std::vector<std::string>& urls, const std::string& name, ShardMap users)
    : users_(std::move(users)) {
  if (urls.empty()) throw StoreError("PostgreSQL", "expected the URL of at least one database");
  if (users_.shards() > urls.size())
    throw StoreError("PostgreSQL", "users are spread over " + std::to_string(users_.shards()) + " shards, but " +
                                       std::to_string(urls.size()) + " URLs are given");
  for (const std::string& url : urls) connections_.push_back(std::make_unique<PostgresConnection>(url, name));
}

PostgresConnection::StatementId Databases::declare(const std::string& sql) {
  PostgresConnection::StatementId id = 0;
  for (const auto& connection : connections_) id = connection->declare(sql);
  return id;
}

std::size_t Databases::of_user(std::uint64_t user) const {
  if (connections_.size() == 1) return 0;
  return after_ != nullptr ? shard_during(users_, plan_, done_, user) : users_.shard_of(user);
}

void Databases::begin_resharding(ShardMap after, std::vector<ShardMove> plan, std::size_t done) {
  after_ = std::make_unique<ShardMap>(std::move(after));
  plan_ = std::move(plan);
  done_ = done;
}

void Databases::end_resharding() {
  users_ = std::move(*after_);
  after_.reset();
  plan_.clear();
  done_ = 0;
}

}  // namespace pizza
