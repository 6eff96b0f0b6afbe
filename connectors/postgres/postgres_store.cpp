// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/postgres_store.h"

#include <algorithm>

#include "connectors/postgres/archive_job.h"
#include "connectors/postgres/migration.h"
#include "connectors/relational/store_error.h"
#include "core/model/event_id.h"

namespace pizza {

namespace {

constexpr int tries = 5;

std::string session_name(const PostgresOptions& options) {
  return "pizza realm " + std::to_string(options.realm) + " token " + std::to_string(options.token);
}

}  // namespace

PostgresStore::PostgresStore(PostgresOptions options, std::span<const RecordType* const> types)
    : OpenDatabases{{options.urls, session_name(options)}},
      CachedStore(databases_.home().place(), types, options.records_held,
                  options.consumed_through_inbox ? OutboxRule::Published : OutboxRule::Consumed),
      options_(std::move(options)),
      prefix_(sql_name(realm_schema(options_.realm)) + ".") {
  open();
}

void PostgresStore::open() {
  for (std::size_t i = 0; i < databases_.size(); ++i) databases_.at(i).set_patience(options_.patience);
  create_shared_tables(databases_.home());
  Parameters ours;
  ours.add(std::int64_t{options_.realm}).add(options_.token);
  const PostgresRows rows = databases_.home().query(
      "INSERT INTO pizza.flushes (realm, token, number) SELECT realm, token, 0 FROM pizza.realms "
      "WHERE realm = $1::bigint AND token = $2::bigint ON CONFLICT (realm, token) DO UPDATE SET number = "
      "flushes.number "
      "RETURNING number",
      ours);
  if (rows.rows() == 0) throw FencedOut(place(), "realm " + std::to_string(options_.realm) + " has another owner");
  number_ = attempt_ = static_cast<std::uint64_t>(rows.integer(0, 0));
  end_former_transactions();

  std::vector<TableLayout> layouts, spread;
  for (const RecordType* type : types()) {
    layouts.push_back(layout_of(*type, options_.realm));
    if (layouts.back().user != nullptr) spread.push_back(layouts.back());
  }
  migrate(databases_.home(), options_.realm, layouts);
  for (std::size_t i = 1; i < databases_.size(); ++i) migrate(databases_.at(i), options_.realm, spread);
  open_spread();
  if (!options_.cold_folder.empty())
    cold_ = std::make_unique<ColdStorage>(options_.cold_folder / realm_schema(options_.realm));
  for (TableLayout& layout : layouts) {
    const RecordType& type = *layout.type;
    auto table = std::make_unique<PostgresTable>(databases_, std::move(layout));
    if (cold_ != nullptr && table->layout().month != nullptr)
      table->set_cold_storage(*cold_, erased_in_cold(type.schema->name));
    postgres_tables_.push_back(table.get());
    add_table(type, std::move(table));
  }
  read_months();
  declare_statements();
  load_marks();
  if (resharding()) list_waiting_users();
}

void PostgresStore::declare_statements() {
  statements_.mark = databases_.declare("SELECT pizza.mark_flush($1::bigint, $2::bigint, $3::bigint)");
  statements_.put_outbox = databases_.declare(
      "INSERT INTO " + prefix_ +
      "outbox (id, aggregatetype, aggregateid, type, payload, seq, aggregate, at) "
      "SELECT encode(id, 'hex')::uuid, kind, aggregate::text, type, payload, seq, aggregate, at FROM "
      "unnest($1::bytea[], $2::text[], $3::text[], $4::bytea[], $5::bigint[], $6::bigint[], $7::bigint[]) "
      "AS r (id, kind, type, payload, seq, aggregate, at) ON CONFLICT (seq) DO NOTHING");
  statements_.drop_outbox = databases_.declare("DELETE FROM " + prefix_ + "outbox WHERE seq = ANY($1::bigint[])");
  statements_.put_sequence = databases_.declare(
      "INSERT INTO " + prefix_ +
      "sequences SELECT * FROM unnest($1::text[], $2::bigint[]) ON CONFLICT (name) DO UPDATE SET next = excluded.next");
  statements_.put_inbox = databases_.declare("INSERT INTO " + prefix_ +
                                             "inbox VALUES ($1::text, $2::bigint) ON CONFLICT (consumer) DO UPDATE "
                                             "SET through = greatest(inbox.through, excluded.through)");
}

void PostgresStore::load_marks() {
  PostgresConnection& home = databases_.home();
  const PostgresRows outbox =
      home.query("SELECT seq, type::text, aggregate, at, payload FROM " + prefix_ + "outbox ORDER BY seq", {});
  for (int row = 0; row < outbox.rows(); ++row)
    restore_outbox({static_cast<std::uint64_t>(outbox.integer(row, 0)), std::string(outbox.text(row, 1)),
                    static_cast<std::uint64_t>(outbox.integer(row, 2)), Instant{outbox.integer(row, 3)},
                    std::string(outbox.text(row, 4))});
  const PostgresRows sequences = home.query("SELECT name, next FROM " + prefix_ + "sequences", {});
  for (int row = 0; row < sequences.rows(); ++row)
    restore_sequence(sequences.text(row, 0), static_cast<std::uint64_t>(sequences.integer(row, 1)));
  for (const RecordType* type : types()) table(*type).next_key = std::max(table(*type).next_key, options_.first_key);
  const PostgresRows inbox = home.query("SELECT through FROM " + prefix_ + "inbox WHERE consumer = $1::text",
                                        Parameters().add(std::string_view(options_.consumer)));
  if (inbox.rows() > 0) consumed_through_ = saved_consumed_through_ = static_cast<std::uint64_t>(inbox.integer(0, 0));
}

void PostgresStore::gather() {
  for (const RecordType* type : types()) {
    table(*type).write_erased();
    table(*type).write_dirty();
  }
}

void PostgresStore::forget_gathered(bool durable) {
  for (PostgresTable* table : postgres_tables_) table->forget_gathered(durable);
}

std::vector<std::size_t> PostgresStore::participants() {
  std::vector<std::size_t> others;
  for (std::size_t i = 1; i < databases_.size(); ++i)
    if (std::any_of(postgres_tables_.begin(), postgres_tables_.end(),
                    [i](const PostgresTable* table) { return table->gathered(i); }))
      others.push_back(i);
  return others;
}

void PostgresStore::flush() {
  if (!anything_to_write()) return;
  gather();
  for (int attempt = 1;; ++attempt) {
    try {
      if (prepared_left_) end_former_transactions();
      write_all();
      break;
    } catch (const PostgresError& error) {
      if (!error.may_be_retried() || attempt == tries) {
        forget_gathered(false);
        throw;
      }
    } catch (const ConnectionLost&) {
      // The whole may have been committed before the connection broke.
      try {
        if (happened()) {
          if (prepared_left_) end_former_transactions();
          break;
        }
        if (attempt < tries) continue;
        forget_gathered(false);
      } catch (const StoreError&) {
        forget_gathered(false);
        maybe_flushed();
        throw;
      }
      throw;
    } catch (...) {
      forget_gathered(false);
      throw;
    }
  }
  number_ = attempt_;
  forget_gathered(true);
  flushed();
}

void PostgresStore::write_all() {
  ++attempt_;
  const std::vector<std::size_t> others = participants();
  prepared_left_ = !others.empty();
  PostgresConnection& home = databases_.home();
  try {
    for (const std::size_t i : others) {
      databases_.at(i).begin_pipeline();
      databases_.at(i).send("BEGIN");
      for (PostgresTable* table : postgres_tables_)
        if (table->gathered(i)) table->send(i);
      databases_.at(i).send("PREPARE TRANSACTION '" + transaction_name(i) + "'");
    }
    home.begin_pipeline();
    home.send("BEGIN");
    home.send(statements_.mark, Parameters().add(std::int64_t{options_.realm}).add(options_.token).add(attempt_));
    send_home_rows();
    for (const std::size_t i : others) databases_.at(i).finish_pipeline();
    home.send("COMMIT");
    home.finish_pipeline();
  } catch (...) {
    home.roll_back();
    for (const std::size_t i : others) databases_.at(i).roll_back();
    throw;
  }
  commit_prepared(others);
}

void PostgresStore::send_home_rows() {
  for (PostgresTable* table : postgres_tables_)
    if (table->gathered(0)) table->send(0);
  send_outbox();
  ArrayParameter names(PostgresType::Text), nexts(PostgresType::Integer);
  each_moved_sequence([&](std::string_view name, std::uint64_t next) {
    names.add(name);
    nexts.add(static_cast<std::int64_t>(next));
  });
  if (names.size() > 0) databases_.home().send(statements_.put_sequence, Parameters().add(names).add(nexts));
  if (options_.consumed_through_inbox && consumed_through_ != saved_consumed_through_)
    databases_.home().send(statements_.put_inbox,
                           Parameters().add(std::string_view(options_.consumer)).add(consumed_through_));
}

void PostgresStore::send_outbox() {
  PostgresConnection& home = databases_.home();
  if (!outgoing().empty()) {
    ArrayParameter gone(PostgresType::Integer);
    for (const std::uint64_t sequence : outgoing()) gone.add(static_cast<std::int64_t>(sequence));
    home.send(statements_.drop_outbox, Parameters().add(gone));
  }
  ArrayParameter ids(PostgresType::Bytes), kinds(PostgresType::Text), types(PostgresType::Text);
  ArrayParameter payloads(PostgresType::Bytes), sequences(PostgresType::Integer), aggregates(PostgresType::Integer);
  ArrayParameter instants(PostgresType::Integer);
  each_fresh_row([&](const OutboxRow& row) {
    const auto id = event_id(options_.realm, row.sequence);
    ids.add(std::string_view(reinterpret_cast<const char*>(id.data()), id.size()));
    kinds.add(options_.aggregate_type ? options_.aggregate_type(row.event) : std::string("order"));
    types.add(row.event);
    payloads.add(row.bytes);
    sequences.add(static_cast<std::int64_t>(row.sequence));
    aggregates.add(static_cast<std::int64_t>(row.aggregate));
    instants.add(row.at.ms);
  });
  if (ids.size() == 0) return;
  Parameters parameters;
  parameters.add(ids).add(kinds).add(types).add(payloads).add(sequences).add(aggregates).add(instants);
  home.send(statements_.put_outbox, parameters);
}

bool PostgresStore::happened() {
  // The lock waits for a COMMIT that is still under way.
  PostgresConnection& home = databases_.home();
  const PostgresRows rows =
      home.query("SELECT number FROM pizza.flushes WHERE realm = $1::bigint AND token = $2::bigint FOR UPDATE",
                 Parameters().add(std::int64_t{options_.realm}).add(options_.token));
  return rows.rows() == 1 && static_cast<std::uint64_t>(rows.integer(0, 0)) == attempt_;
}

std::string PostgresStore::transaction_name(std::size_t database) const {
  return "pizza:" + std::to_string(options_.realm) + ":" + std::to_string(options_.token) + ":" +
         std::to_string(attempt_) + ":" + std::to_string(database);
}

void PostgresStore::commit_prepared(const std::vector<std::size_t>& others) {
  for (const std::size_t i : others) databases_.at(i).run("COMMIT PREPARED '" + transaction_name(i) + "'");
  prepared_left_ = false;
}

// What was prepared and never ended, by us or by a former owner: committed if home has that flush, else rolled back.
void PostgresStore::end_former_transactions() {
  const std::string ours = "pizza:" + std::to_string(options_.realm) + ":";
  for (std::size_t i = 1; i < databases_.size(); ++i) {
    PostgresConnection& connection = databases_.at(i);
    const PostgresRows rows = connection.query(
        "SELECT gid::text, split_part(gid, ':', 3)::bigint, split_part(gid, ':', 4)::bigint FROM pg_prepared_xacts "
        "WHERE database = current_database() AND starts_with(gid, $1::text)",
        Parameters().add(std::string_view(ours)));
    for (int row = 0; row < rows.rows(); ++row) {
      const PostgresRows decided = databases_.home().query(
          "SELECT 1::bigint FROM pizza.flushes WHERE realm = $1::bigint AND token = $2::bigint AND number >= "
          "$3::bigint",
          Parameters().add(std::int64_t{options_.realm}).add(rows.integer(row, 1)).add(rows.integer(row, 2)));
      const char* end = decided.rows() > 0 ? "COMMIT PREPARED '" : "ROLLBACK PREPARED '";
      connection.run(end + std::string(rows.text(row, 0)) + "'");
    }
  }
  prepared_left_ = false;
}

std::vector<OutboxRow> PostgresStore::unpublished(std::size_t limit) {
  std::vector<OutboxRow> rows;
  for (auto entry = outbox_.begin(); entry != outbox_.end() && rows.size() < limit; ++entry) {
    if (!entry->second.in_file) continue;
    rows.push_back(entry->second.row);
  }
  return rows;
}

void PostgresStore::published(std::uint64_t through) {
  for (auto entry = outbox_.begin(); entry != outbox_.end() && entry->first <= through;) {
    if (!entry->second.in_file) {
      ++entry;
      continue;
    }
    outgoing_.push_back(entry->first);
    entry = outbox_.erase(entry);
  }
}

std::size_t PostgresStore::waiting_records() {
  std::size_t waiting = 0;
  for (const RecordType* type : types()) waiting += table(*type).waiting();
  return waiting;
}

LogPosition PostgresStore::log_position() {
  const PostgresRows rows =
      databases_.home().query("SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint", {});
  return {static_cast<std::uint64_t>(rows.integer(0, 0))};
}

}  // namespace pizza
