// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/migration.h"

#include <map>

#include "connectors/postgres/indexes.h"

namespace pizza {

namespace {

// Keeps two programs from creating the same things at once.
constexpr const char* one_at_a_time = "SELECT pg_advisory_xact_lock(7493989779944505344)";

struct KnownField {
  std::string shape;
  std::string index;
};
using KnownFields = std::map<std::string, KnownField, std::less<>>;
using KnownRecords = std::map<std::string, KnownFields, std::less<>>;

KnownRecords known_records(PostgresConnection& connection, const std::string& prefix) {
  const PostgresRows rows =
      connection.query("SELECT record, field, shape, index_kind FROM " + prefix + "schema_fields", {});
  KnownRecords known;
  for (int row = 0; row < rows.rows(); ++row)
    known[std::string(rows.text(row, 0))][std::string(rows.text(row, 1))] = {std::string(rows.text(row, 2)),
                                                                             std::string(rows.text(row, 3))};
  return known;
}

std::string quoted(std::string_view text) {
  std::string made = "'";
  for (const char c : text) made += c == '\'' ? std::string("''") : std::string(1, c);
  return made + "'";
}

std::string remember_sql(const TableLayout& layout, const FieldColumns& field) {
  return "INSERT INTO " + layout.prefix + "schema_fields VALUES (" + quoted(layout.schema().name) + ", " +
         quoted(field.field->name) + ", " + quoted(field.shape) + ", " + quoted(index_word(*field.field)) +
         ") ON CONFLICT (record, field) DO UPDATE SET shape = excluded.shape, index_kind = excluded.index_kind;";
}

std::string create_table_sql(const TableLayout& layout) {
  std::string sql = "CREATE TABLE " + layout.table + " (";
  for (const FieldColumns& field : layout.fields)
    for (const Column& column : field.columns) sql += sql_name(column.name) + " " + column.definition + ", ";
  if (layout.status_document) sql += "status_document jsonb, ";
  sql += "PRIMARY KEY (" + layout.key;
  if (layout.month != nullptr) sql += ", " + layout.column(*layout.month);
  sql += "))";
  // Room on each page for the next states of its rows.
  return sql + (layout.month != nullptr ? " PARTITION BY RANGE (" + layout.column(*layout.month) + ");"
                                        : std::string(" WITH (fillfactor = 85);"));
}

[[noreturn]] void refuse(const PostgresConnection& connection, const TableLayout& layout, const std::string& field,
                         const std::string& what) {
  throw StoreError(connection.place(), std::string(layout.schema().name) + "." + field + " " + what +
                                           "; open the database with the program that wrote it");
}

std::string update_table_sql(const PostgresConnection& connection, const TableLayout& layout, KnownFields known) {
  std::string sql;
  for (const FieldColumns& field : layout.fields) {
    const auto found = known.find(field.field->name);
    const bool fresh = found == known.end();
    if (fresh) {
      for (const Column& column : field.columns)
        sql += "ALTER TABLE " + layout.table + " ADD COLUMN " + sql_name(column.name) + " " + column.definition + ";";
    } else if (found->second.shape != field.shape) {
      refuse(connection, layout, std::string(field.field->name),
             "is kept as \"" + found->second.shape + "\" and now described as \"" + field.shape + "\"");
    }
    const bool reindex = fresh || found->second.index != index_word(*field.field);
    if (reindex && !fresh)
      sql += "DROP INDEX IF EXISTS " + layout.prefix + sql_name(index_name(layout.schema(), *field.field)) + ";";
    if (reindex) sql += create_index_sql(layout, field) + remember_sql(layout, field);
    if (!fresh) known.erase(found);
  }
  if (!known.empty()) refuse(connection, layout, known.begin()->first, "is in the database and no longer described");
  return sql;
}

std::string migrate_table_sql(const PostgresConnection& connection, const TableLayout& layout,
                              const KnownRecords& records) {
  const auto known = records.find(layout.schema().name);
  std::string sql;
  if (known == records.end()) {
    sql = create_table_sql(layout);
    for (const FieldColumns& field : layout.fields)
      sql += create_index_sql(layout, field) + remember_sql(layout, field);
    sql += named_indexes_sql(layout);
  } else {
    sql = update_table_sql(connection, layout, known->second);
  }
  if (sql.empty()) return sql;
  return sql + "INSERT INTO " + layout.prefix + "schema_versions VALUES (" + quoted(layout.schema().name) +
         ", 1) ON CONFLICT (record) DO UPDATE SET version = schema_versions.version + 1;";
}

std::string realm_tables_sql(const std::string& prefix) {
  // Debezium's columns of an outbox, and behind them what the business needs to read its events back.
  return "CREATE TABLE IF NOT EXISTS " + prefix +
         "schema_versions (record text PRIMARY KEY, version bigint NOT NULL);"
         "CREATE TABLE IF NOT EXISTS " +
         prefix +
         "schema_fields (record text, field text, shape text NOT NULL, index_kind text NOT NULL, "
         "PRIMARY KEY (record, field));"
         "CREATE TABLE IF NOT EXISTS " +
         prefix +
         "outbox (id uuid NOT NULL, aggregatetype varchar(255) NOT NULL, aggregateid varchar(255) NOT NULL, "
         "type varchar(255) NOT NULL, payload bytea NOT NULL, seq bigint PRIMARY KEY, aggregate bigint NOT NULL, "
         "at bigint NOT NULL);"
         "CREATE TABLE IF NOT EXISTS " +
         prefix +
         "sequences (name text PRIMARY KEY, next bigint NOT NULL) WITH (fillfactor = 50);"
         "CREATE TABLE IF NOT EXISTS " +
         prefix +
         "cold_erased (record text, key bigint, PRIMARY KEY (record, key));"
         "CREATE TABLE IF NOT EXISTS " +
         prefix +
         "spread (one boolean PRIMARY KEY CHECK (one), present text NOT NULL, wanted text, moved_through bigint NOT "
         "NULL);"
         "CREATE TABLE IF NOT EXISTS " +
         prefix + "inbox (consumer text PRIMARY KEY, through bigint NOT NULL) WITH (fillfactor = 50);";
}

class Transaction {
 public:
  explicit Transaction(PostgresConnection& connection) : connection_(connection) { connection.run("BEGIN"); }
  ~Transaction() { connection_.roll_back(); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

 private:
  PostgresConnection& connection_;
};

}  // namespace

void migrate(PostgresConnection& connection, std::uint32_t realm, std::span<const TableLayout> layouts) {
  const Transaction transaction(connection);
  connection.run(one_at_a_time);
  const std::string schema = sql_name(realm_schema(realm)), prefix = schema + ".";
  connection.run("CREATE SCHEMA IF NOT EXISTS " + schema + ";" + realm_tables_sql(prefix));
  const KnownRecords known = known_records(connection, prefix);
  std::string sql;
  for (const TableLayout& layout : layouts) sql += migrate_table_sql(connection, layout, known);
  if (!sql.empty()) connection.run_at_leisure(sql);
  connection.run("COMMIT");
}

void create_shared_tables(PostgresConnection& home) {
  const Transaction transaction(home);
  home.run(one_at_a_time);
  home.run(
      "CREATE SCHEMA IF NOT EXISTS pizza;"
      "CREATE TABLE IF NOT EXISTS pizza.realms (realm bigint PRIMARY KEY, owner text NOT NULL, address text NOT NULL, "
      "token bigint NOT NULL, until timestamptz NOT NULL) WITH (fillfactor = 50);"
      "CREATE TABLE IF NOT EXISTS pizza.flushes (realm bigint, token bigint, number bigint NOT NULL, "
      "PRIMARY KEY (realm, token)) WITH (fillfactor = 50);"
      // Ends the transaction of whoever is no longer the owner, and marks the flush in that of who is.
      "CREATE OR REPLACE FUNCTION pizza.mark_flush(of_realm bigint, of_token bigint, of_number bigint) RETURNS void "
      "LANGUAGE plpgsql AS $$ BEGIN "
      "PERFORM 1 FROM pizza.realms WHERE realm = of_realm AND token = of_token FOR SHARE; "
      "IF NOT FOUND THEN RAISE EXCEPTION 'realm % has another owner', of_realm USING ERRCODE = 'PZ001'; END IF; "
      "UPDATE pizza.flushes SET number = of_number WHERE realm = of_realm AND token = of_token; "
      "IF NOT FOUND THEN RAISE EXCEPTION 'realm % was not opened', of_realm USING ERRCODE = 'PZ001'; END IF; "
      "END $$;");
  home.run("COMMIT");
}

}  // namespace pizza
