// SPDX-License-Identifier: Apache-2.0
// The databases that a realm is spread over. The first is its home: everything that does not belong to one user, the
// outbox and the marks of flushes. Users and what is theirs are spread over all by range or by hash.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/postgres/connection.h"
#include "core/topology/shard_map.h"

namespace pizza {

class Databases {
 public:
  // At least one URL. `users` has as many shards as there are URLs, or more while they are taken out of use.
  Databases(const std::vector<std::string>& urls, const std::string& name, ShardMap users);

  std::size_t size() const { return connections_.size(); }
  PostgresConnection& home() { return *connections_.front(); }
  PostgresConnection& at(std::size_t database) { return *connections_[database]; }

  // The same number in every database.
  PostgresConnection::StatementId declare(const std::string& sql);

  std::size_t of_user(std::uint64_t user) const;
  const ShardMap& users() const { return users_; }

  // A resharding: while `done` of the plan's moves are through, users are where those moves took them.
  void begin_resharding(ShardMap after, std::vector<ShardMove> plan, std::size_t done);
  void moves_done(std::size_t done) { done_ = done; }
  void end_resharding();
  const std::vector<ShardMove>& plan() const { return plan_; }
  std::size_t done() const { return done_; }
  bool resharding() const { return after_ != nullptr; }

 private:
  std::vector<std::unique_ptr<PostgresConnection>> connections_;
  ShardMap users_;
  std::unique_ptr<ShardMap> after_;
  std::vector<ShardMove> plan_;
  std::size_t done_ = 0;
};

}  // namespace pizza
