// SPDX-License-Identifier: Apache-2.0
// The databases that a realm is spread over. The first is its home: everything that does not belong to one user, the
// outbox and the marks of flushes. Users and what is theirs are spread over all by range or by hash.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/postgres/connection.h"
#include "core/topology/shard_map.h"

namespace pizza {

class Databases {
 public:
  // At least one URL.
  Databases(const std::vector<std::string>& urls, const std::string& name);

  std::size_t size() const { return connections_.size(); }
  PostgresConnection& home() { return *connections_.front(); }
  PostgresConnection& at(std::size_t database) { return *connections_[database]; }

  // The same number in every database.
  PostgresConnection::StatementId declare(const std::string& sql);

  std::size_t of_user(std::uint64_t user) const;
  const ShardMap& users() const { return users_; }
  // Throws StoreError when it has more shards than there are databases.
  void set_users(ShardMap users);

  // A resharding goes up along the users: those up to `moved_through` are where `after` has them, the others where
  // they were.
  void begin_resharding(ShardMap after, std::uint64_t moved_through);
  void moved(std::uint64_t through) { moved_through_ = through; }
  void end_resharding();
  bool resharding() const { return after_.has_value(); }
  const ShardMap& after() const { return *after_; }
  std::uint64_t moved_through() const { return moved_through_; }
  // Where a user is going to be.
  std::size_t destination(std::uint64_t user) const { return (after_ ? *after_ : users_).shard_of(user); }

  // Users of whom rows were written while a resharding has yet to reach them.
  std::set<std::uint64_t> waiting_users;
  void note_write(std::uint64_t user) {
    if (after_ && user > moved_through_) waiting_users.insert(user);
  }

 private:
  std::vector<std::unique_ptr<PostgresConnection>> connections_;
  void check(const ShardMap& map) const;

  ShardMap users_;
  std::optional<ShardMap> after_;
  std::uint64_t moved_through_ = 0;
};

// "hash 4", "ranges 0 10000000": as it is remembered in the home database.
std::string shard_map_text(const ShardMap& map);
ShardMap shard_map_from_text(const std::string& text);

}  // namespace pizza
