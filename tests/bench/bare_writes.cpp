// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bare_writes.h"

#include <cmath>
#include <fstream>
#include <sstream>

#include "connectors/postgres/connection.h"
#include "connectors/postgres/table_layout.h"
#include "core/catalogue.h"

namespace pizza::bench {

namespace {

std::string quoted(std::string_view text) {
  std::string made = "'";
  for (const char c : text) made += c == '\'' ? std::string("''") : std::string(1, c);
  return made + "'";
}

bool is_unique_text(const FieldColumns& field) {
  return field.layout == Layout::Text && field.field->index == Index::Unique;
}

// INSERTs of the last `count` rows of a table, with keys of their own. A colon would be a variable to pgbench.
std::string inserts(PostgresConnection& connection, const TableLayout& from, const TableLayout& into, int count) {
  std::string columns;
  for (const FieldColumns& field : from.fields)
    for (const Column& column : field.columns)
      columns += (columns.empty() ? "" : ", ") + ("replace(" + sql_name(column.name) + "::text, ':', ' ')");
  const PostgresRows rows = connection.query(
      "SELECT " + columns + " FROM " + from.table + " ORDER BY " + from.key + " DESC LIMIT " + std::to_string(count),
      {});
  std::string sql;
  for (int row = 0; row < rows.rows(); ++row) {
    std::string values;
    int at = 0;
    for (const FieldColumns& field : from.fields) {
      for (const Column& column : field.columns) {
        std::string value = rows.is_null(row, at) ? "NULL" : quoted(rows.text(row, at));
        ++at;
        if (column.type == CellType::Json) {
          // Without its colons it is no JSON any more; a text of the same length is.
          value = rows.is_null(row, at - 1) ? "NULL" : "to_jsonb(" + value + "::text)";
        } else if (field.field->key) {
          value = ":id::bigint * 1024 + " + std::to_string(row);
        } else if (is_unique_text(field)) {
          value += " || (:id::bigint * 1024 + " + std::to_string(row) + ")::text";
        }
        values += (values.empty() ? "" : ", ") + value;
      }
    }
    sql += "INSERT INTO " + into.table + " (" + column_list(from.fields) + ") VALUES (" + values + ");\n";
  }
  return sql;
}

double rate_in(const std::filesystem::path& log) {
  std::ifstream in(log);
  double rate = 0;
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("tps = ")) rate = std::atof(line.c_str() + 6);
  return rate;
}

}  // namespace

BareWrites measure_bare_writes(LocalPostgres& server, std::uint32_t from, std::uint32_t into, int orders, int clients,
                               int seconds) {
  PostgresConnection connection(server.url(), "bare writes");
  BareWrites measured;
  std::ostringstream script;
  script << "\\set n :n + 1\n\\set id :client_id * 10000000 + :n\nBEGIN;\n";
  for (const RecordType* type : all_record_types()) {
    const TableLayout layout = layout_of(*type, from);
    const auto rows = connection.query("SELECT count(*) FROM " + layout.table, {}).integer(0, 0);
    const int an_order = static_cast<int>(std::lround(static_cast<double>(rows) / orders));
    // Users are there before the orders; more rows than this would be the world's, not an order's.
    if (an_order == 0 || an_order > 100 || type->schema->name == "users") continue;
    measured.rows += an_order;
    script << inserts(connection, layout, layout_of(*type, into), an_order);
  }
  script << "COMMIT;\n";
  const std::filesystem::path file = server.folder() / "bare.sql", log = server.folder() / "pgbench.log";
  write_server_file(file, script.str());
  ProcessCommand command;
  command.words = {find_program("pgbench", "postgresql", {"/usr/lib/postgresql/15/bin"}).string(),
                   "-n",
                   "-M",
                   "prepared",
                   "-c",
                   std::to_string(clients),
                   "-j",
                   "2",
                   "-T",
                   std::to_string(seconds),
                   "-D",
                   "n=" + std::to_string(clients * 100'000),
                   "-f",
                   file.string(),
                   server.url()};
  command.folder = server.folder();
  command.log = log;
  if (run_program(command, std::chrono::seconds(seconds + 60)) != 0) {
    std::ifstream said(log);
    std::fprintf(stderr, "%s\n", std::string(std::istreambuf_iterator<char>(said), {}).c_str());
    return measured;
  }
  measured.orders_a_second = rate_in(log);
  return measured;
}

}  // namespace pizza::bench
