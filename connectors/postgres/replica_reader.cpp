// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/replica_reader.h"

#include <map>
#include <thread>

#include "connectors/postgres/postgres_table.h"

namespace pizza {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto look_again = std::chrono::milliseconds(2);

}  // namespace

// One server, and its tables as they are asked for.
struct ReplicaReader::Side {
  Side(const std::string& url, std::uint32_t of_realm)
      : databases({url}, "pizza reader of realm " + std::to_string(of_realm)), realm(of_realm) {}

  PostgresTable& table(const RecordType& type) {
    std::unique_ptr<PostgresTable>& found = tables[type.number];
    if (!found) found = std::make_unique<PostgresTable>(databases, layout_of(type, realm));
    return *found;
  }

  Databases databases;
  std::uint32_t realm;
  std::map<std::size_t, std::unique_ptr<PostgresTable>> tables;
};

ReplicaReader::ReplicaReader(ReplicaOptions options)
    : options_(std::move(options)), replica_(std::make_unique<Side>(options_.replica_url, options_.realm)) {
  if (!options_.primary_url.empty()) primary_ = std::make_unique<Side>(options_.primary_url, options_.realm);
}

ReplicaReader::~ReplicaReader() = default;

Duration ReplicaReader::lag() {
  // Everything received is replayed: nothing was written meanwhile, however long ago the last transaction was. That
  // holds only while the replica is connected.
  const PostgresRows rows = replica_->databases.home().query(
      "SELECT CASE WHEN NOT pg_is_in_recovery() THEN 0 WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() AND "
      "EXISTS (SELECT 1 FROM pg_stat_wal_receiver WHERE status = 'streaming') THEN 0 ELSE "
      "coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000, 86400000) END::bigint",
      {});
  return Duration{rows.integer(0, 0)};
}

bool ReplicaReader::caught_up(LogPosition at_least) {
  if (at_least == LogPosition{}) return lag() <= options_.staleness;
  const PostgresRows rows = replica_->databases.home().query(
      "SELECT coalesce(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE "
      "pg_current_wal_flush_lsn() END, '0/0'), 0)::bigint",
      {});
  return static_cast<std::uint64_t>(rows.integer(0, 0)) >= at_least.bytes;
}

void ReplicaReader::choose(LogPosition at_least, const std::function<void(Side&)>& read) {
  const auto until = Clock::now() + std::chrono::milliseconds(options_.patience.ms);
  try {
    for (;;) {
      if (caught_up(at_least)) {
        read(*replica_);
        ++from_replica_;
        return;
      }
      if (Clock::now() >= until) break;
      std::this_thread::sleep_for(look_again);
    }
  } catch (const StoreUnavailable&) {
    if (!primary_) throw;
  }
  if (!primary_) throw StoreUnavailable(replica_->databases.home().place(), "the replica is too far behind");
  read(*primary_);
  ++from_primary_;
}

bool ReplicaReader::find(const RecordType& type, std::uint64_t key, void* record, LogPosition at_least) {
  bool found = false;
  choose(at_least, [&](Side& side) { found = side.table(type).load(key, record); });
  return found;
}

std::vector<std::uint64_t> ReplicaReader::find_equal(const RecordType& type, int index, const IndexValue& value,
                                                     std::size_t limit, LogPosition at_least) {
  std::vector<std::uint64_t> keys;
  choose(at_least, [&](Side& side) {
    keys.clear();
    side.table(type).find_equal(static_cast<std::size_t>(index), value, limit, keys);
  });
  return keys;
}

}  // namespace pizza
