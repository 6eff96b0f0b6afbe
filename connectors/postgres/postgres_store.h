// SPDX-License-Identifier: Apache-2.0
// A realm in PostgreSQL: the store of the live world.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/postgres/databases.h"
#include "connectors/postgres/postgres_table.h"
#include "connectors/postgres/replica_reader.h"
#include "connectors/relational/cached_store.h"

namespace pizza {

struct PostgresOptions {
  std::vector<std::string> urls;  // the home database first; users are spread over all
  std::uint32_t realm = 0;
  std::uint64_t first_key = 1;          // of a new table: realms whose keys are to differ begin far apart
  std::uint64_t token = 0;              // of the realm's lease (connectors/postgres/realm_lease.h)
  std::optional<ShardMap> users;        // how users are to be spread; none: by hash over all URLs
  std::filesystem::path cold_folder;    // for months that leave the database; empty: they stay
  std::size_t records_held = 100'000;   // clean records in memory before those not in use are dropped
  Duration patience = seconds(30);      // with one statement, before the server counts as away
  bool consumed_through_inbox = false;  // see `published`
  std::string consumer = "business";    // the row of the inbox
  std::function<std::string(std::string_view event)> aggregate_type;  // of an outbox row; none: "order"
};

// The databases to be opened, before the tables that are read from them, and gone after them.
struct OpenDatabases {
  Databases databases_;
};

// Commits change records in memory; `flush` writes each changed record once, all of them in one transaction with the
// check that the realm is still ours, and a mark by which a flush whose answer was lost is known to have happened. Over
// several databases that is a two-phase commit whose decision is the home's.
// Throws FencedOut when the realm has another owner: this store will never write again. Throws StoreUnavailable when a
// server is away: nothing is lost in memory, and the same call may be made again later. Other StoreErrors say what the
// server does not take.
class PostgresStore : private OpenDatabases, public CachedStore {
 public:
  // Creates the realm or brings it to the descriptions (connectors/postgres/migration.h), and ends what a former owner
  // had begun.
  PostgresStore(PostgresOptions options, std::span<const RecordType* const> types);
  ~PostgresStore() override;

  void flush() override;

  // With `consumed_through_inbox`, events leave through a broker and come back from it. A row stays in the outbox until
  // it is published, and consuming it raises a mark in the table `inbox`, in the flush of its effects: a row up to the
  // mark was consumed before. Rows are consumed in the order of their sequences. `unconsumed` gives those beyond it.
  // Durable rows that are not published, ascending.
  std::vector<OutboxRow> unpublished(std::size_t limit);
  // Durable rows up to here leave the outbox with the next flush. Telling it twice is harmless.
  void published(std::uint64_t through);
  std::uint64_t consumed_through() const { return consumed_through_; }

  // Users can be spread anew while the realm works. A store that is opened with another spread than its databases have
  // goes on with theirs, until so many steps were made that it has the one it was opened with. A step is a flush, and
  // then one that moves the next `users` users with all that is theirs. Returns whether more is to be done. A store
  // that dies in between goes on where it was.
  bool resharding() const { return databases_.resharding(); }
  bool reshard(std::size_t users = 1'000);

  // Housekeeping, a bounded piece at a time (about `rows` rows), each with a flush: partitions for this month and the
  // next two; months past their retention to cold storage, where `find` still sees them by key (look-ups by other
  // fields and scans do not); records past the time their description gives them. Returns whether more is to be done
  // now.
  bool keep_house(Instant now, std::size_t rows = 5'000);

  // Where the home database's log is now: a replica that has come as far shows every flush so far. Taken after a flush
  // and given to whoever wrote, it lets them read their own writes (connectors/postgres/replica_reader.h).
  LogPosition log_position();

  // Number of flushes that reached the databases, and rows that they wrote.
  std::uint64_t flushes() const { return number_; }
  std::size_t outbox_depth() const { return outbox_.size(); }
  // Published rows that the next flush takes out.
  std::size_t rows_to_take_out() const { return outgoing().size(); }
  // Records that wait in memory for the next flush: what grows while a server is away.
  std::size_t waiting_records();
  Databases& databases() { return databases_; }

 private:
  struct ArchiveJob;
  struct Statements {
    PostgresConnection::StatementId mark, put_outbox, drop_outbox, put_sequence, put_inbox;
  };
  void open();
  void open_spread();
  void check_database(std::size_t database);
  void list_waiting_users();
  void read_months();
  std::set<std::uint64_t> erased_in_cold(std::string_view record);
  bool make_partitions(Instant now);
  void begin_archive(Instant now);
  void take_former_lines(std::uint64_t below);
  bool archive_some(Instant now, std::size_t rows);
  void drop_month(PostgresTable& table, Month month);
  bool sweep_expired(Instant now, std::size_t rows);
  void move_users(const std::vector<std::uint64_t>& users, std::uint64_t through);
  void copy_users(const PostgresTable& table, std::size_t from, std::size_t to, const std::string& users);
  void declare_statements();
  void load_marks();
  void gather();
  void forget_gathered(bool durable);
  std::vector<std::size_t> participants();
  void write_all();
  void send_home_rows();
  void send_outbox();
  bool happened();
  std::string transaction_name(std::size_t database) const;
  void commit_prepared(const std::vector<std::size_t>& others);
  void end_former_transactions();

  PostgresOptions options_;
  std::string prefix_;
  std::vector<PostgresTable*> postgres_tables_;
  Statements statements_{};
  std::unique_ptr<ColdStorage> cold_;
  std::unique_ptr<ArchiveJob> job_;
  std::uint64_t number_ = 0;    // of the last flush that is known to have happened
  std::uint64_t attempt_ = 0;   // of the last that was tried
  bool prepared_left_ = false;  // a database may hold a prepared transaction of ours
};

}  // namespace pizza
