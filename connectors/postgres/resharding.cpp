// SPDX-License-Identifier: Apache-2.0
// How users are spread over a realm's databases, and how they are spread anew while it works: along their numbers, a
// slice at a time. Those up to a mark in the home database are where the new spread has them.
#include <algorithm>
#include <limits>
#include <map>

#include "connectors/postgres/partitions.h"
#include "connectors/postgres/postgres_store.h"

namespace pizza {

namespace {

constexpr auto all_users = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

std::string number_list(const std::vector<std::uint64_t>& numbers) {
  std::string list;
  for (const std::uint64_t number : numbers) list += (list.empty() ? "" : ",") + std::to_string(number);
  return "'{" + list + "}'::bigint[]";
}

std::string column_names(const TableLayout& layout) {
  return column_list(layout.fields) + (layout.status_document ? ", status_document" : "");
}

}  // namespace

void PostgresStore::open_spread() {
  PostgresConnection& home = databases_.home();
  const ShardMap wanted =
      options_.users ? *options_.users : ShardMap::by_hash(static_cast<std::uint32_t>(databases_.size()));
  const std::string text = shard_map_text(wanted);
  home.query("INSERT INTO " + prefix_ + "spread VALUES (true, $1::text, NULL, 0) ON CONFLICT DO NOTHING",
             Parameters().add(std::string_view(text)));
  const PostgresRows found =
      home.query("SELECT present, coalesce(wanted, ''), moved_through FROM " + prefix_ + "spread", {});
  const std::string present(found.text(0, 0)), under_way(found.text(0, 1));
  databases_.set_users(shard_map_from_text(present));
  for (std::size_t i = 1; i < databases_.size(); ++i) check_database(i);
  if (!under_way.empty()) {
    databases_.begin_resharding(shard_map_from_text(under_way), static_cast<std::uint64_t>(found.integer(0, 2)));
  } else if (present != text) {
    databases_.begin_resharding(wanted, 0);
    home.query("UPDATE " + prefix_ + "spread SET wanted = $1::text, moved_through = 0",
               Parameters().add(std::string_view(text)));
  }
}

// Databases given in another order than they were filled would hide everything that is in them.
void PostgresStore::check_database(std::size_t database) {
  PostgresConnection& connection = databases_.at(database);
  const std::string name = "database " + std::to_string(database);
  connection.query("INSERT INTO " + prefix_ + "spread VALUES (true, $1::text, NULL, 0) ON CONFLICT DO NOTHING",
                   Parameters().add(std::string_view(name)));
  const PostgresRows found = connection.query("SELECT present FROM " + prefix_ + "spread", {});
  if (found.text(0, 0) != name)
    throw StoreError(connection.place(), "expected " + name + " of the realm, found what was its " +
                                             std::string(found.text(0, 0)) + "; give the URLs in their old order");
}

// Everybody who has a row somewhere. Whoever gets one later is noted when it is written.
void PostgresStore::list_waiting_users() {
  for (const PostgresTable* table : postgres_tables_) {
    const TableLayout& layout = table->layout();
    if (layout.user == nullptr) continue;
    const std::string user = layout.column(*layout.user);
    const std::string sql = "SELECT DISTINCT " + user + " FROM " + layout.table + " WHERE " + user + " > $1::bigint";
    for (std::size_t i = 0; i < databases_.size(); ++i) {
      const PostgresRows rows = databases_.at(i).query(sql, Parameters().add(databases_.moved_through()));
      for (int row = 0; row < rows.rows(); ++row)
        databases_.waiting_users.insert(static_cast<std::uint64_t>(rows.integer(row, 0)));
    }
  }
}

bool PostgresStore::reshard(std::size_t users) {
  flush();
  if (!resharding()) return false;
  std::set<std::uint64_t>& waiting = databases_.waiting_users;
  std::vector<std::uint64_t> next;
  for (auto user = waiting.begin(); user != waiting.end() && next.size() < std::max<std::size_t>(users, 1); ++user)
    next.push_back(*user);
  const bool last = next.size() == waiting.size();
  const std::uint64_t through = last ? all_users : next.back();
  try {
    if (prepared_left_) end_former_transactions();
    move_users(next, through);
  } catch (const ConnectionLost&) {
    if (!happened()) throw;
    if (prepared_left_) end_former_transactions();
  }
  number_ = attempt_;
  waiting.erase(waiting.begin(), last ? waiting.end() : waiting.upper_bound(through));
  databases_.moved(through);
  if (last) databases_.end_resharding();
  read_months();
  return !last;
}

void PostgresStore::copy_users(const PostgresTable& table, std::size_t from, std::size_t to, const std::string& users) {
  const TableLayout& layout = table.layout();
  const std::string names = column_names(layout), user = layout.column(*layout.user);
  const std::string which = " WHERE " + user + " = ANY(" + users + ")";
  if (layout.month != nullptr)
    for (const Month& month : partition_months(databases_.at(from), layout))
      databases_.at(to).run(create_partition_sql(layout, month));
  databases_.at(from).copy_to("COPY (SELECT " + names + " FROM " + layout.table + which + ") TO STDOUT (FORMAT binary)",
                              databases_.at(to),
                              "COPY " + layout.table + " (" + names + ") FROM STDIN (FORMAT binary)");
  databases_.at(from).run_at_leisure("DELETE FROM " + layout.table + which);
}

void PostgresStore::move_users(const std::vector<std::uint64_t>& users, std::uint64_t through) {
  std::map<std::pair<std::size_t, std::size_t>, std::vector<std::uint64_t>> moves;
  std::set<std::size_t> others;
  for (const std::uint64_t user : users) {
    const std::size_t from = databases_.of_user(user), to = databases_.destination(user);
    if (from == to) continue;
    moves[{from, to}].push_back(user);
    others.insert({from, to});
  }
  others.erase(0);
  ++attempt_;
  prepared_left_ = !others.empty();
  PostgresConnection& home = databases_.home();
  try {
    home.run("BEGIN");
    home.query(statements_.mark, Parameters().add(std::int64_t{options_.realm}).add(options_.token).add(attempt_));
    for (const std::size_t i : others) databases_.at(i).run("BEGIN");
    for (const auto& [way, who] : moves) {
      const std::string list = number_list(who);
      for (const PostgresTable* table : postgres_tables_)
        if (table->layout().user != nullptr) copy_users(*table, way.first, way.second, list);
    }
    const bool last = through == all_users;
    home.query("UPDATE " + prefix_ + "spread SET moved_through = $1::bigint" +
                   (last ? ", present = wanted, wanted = NULL" : ""),
               Parameters().add(through));
    for (const std::size_t i : others) databases_.at(i).run("PREPARE TRANSACTION '" + transaction_name(i) + "'");
    home.run("COMMIT");
  } catch (...) {
    home.roll_back();
    for (const std::size_t i : others) databases_.at(i).roll_back();
    throw;
  }
  commit_prepared({others.begin(), others.end()});
}

void PostgresStore::read_months() {
  for (PostgresTable* table : postgres_tables_) {
    if (table->layout().month == nullptr) continue;
    for (std::size_t i = 0; i < databases_.size(); ++i)
      if (i == 0 || table->layout().user != nullptr)
        table->set_months(i, partition_months(databases_.at(i), table->layout()));
  }
}

}  // namespace pizza
