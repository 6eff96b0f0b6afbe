// SPDX-License-Identifier: Apache-2.0
#include "connectors/sqlite/migration.h"

#include <map>

#include "connectors/relational/columns.h"
#include "connectors/sqlite/table_file.h"

namespace pizza {

namespace {

struct KnownField {
  std::string shape;
  std::string index;
};
using KnownFields = std::map<std::string, KnownField, std::less<>>;

KnownFields known_fields(Database& database, const Schema& schema) {
  Statement statement(database, "SELECT field, shape, index_kind FROM schema_fields WHERE record = ?");
  const Reading reading(statement);
  statement.bind(0, schema.name);
  KnownFields fields;
  while (statement.step())
    fields[std::string(statement.text(0))] = {std::string(statement.text(1)), std::string(statement.text(2))};
  return fields;
}

void remember(Database& database, const Schema& schema, const FieldColumns& field) {
  Statement statement(database,
                      "INSERT OR REPLACE INTO schema_fields (record, field, shape, index_kind) VALUES (?, ?, ?, ?)");
  const Reading writing(statement);
  statement.bind(0, schema.name).bind(1, field.field->name).bind(2, field.shape);
  statement.bind(3, std::string_view(index_word(*field.field)));
  statement.run();
}

void create_table(Database& database, const Schema& schema, const std::vector<FieldColumns>& fields) {
  std::string columns;
  for (const FieldColumns& field : fields)
    for (const Column& column : field.columns)
      columns += (columns.empty() ? "" : ", ") + sql_name(column.name) + " " + column.definition;
  database.run("CREATE TABLE " + sql_name(schema.name) + " (" + columns + ")");
}

void create_index(Database& database, const Schema& schema, const FieldColumns& field) {
  const std::string table = sql_name(schema.name);
  const std::string column = sql_name(field.columns.front().name);
  switch (field.field->index) {
    case Index::None:
    case Index::FullText:
      return;
    case Index::Geo: {
      const std::string places = sql_name(geo_table_name(schema, *field.field));
      const std::string lat = column, lon = sql_name(field.columns.at(1).name);
      database.run("CREATE VIRTUAL TABLE " + places + " USING rtree_i32(id, south, north, west, east)");
      database.run("INSERT INTO " + places + " SELECT " + sql_name(schema.fields[schema.key_field - 1U].name) + ", " +
                   lat + ", " + lat + ", " + lon + ", " + lon + " FROM " + table + " WHERE " + lat + " IS NOT NULL");
      return;
    }
    case Index::Hash:
    case Index::Ordered:
    case Index::Unique:
      database.run(std::string("CREATE ") + (field.field->index == Index::Unique ? "UNIQUE " : "") + "INDEX " +
                   sql_name(index_name(schema, *field.field)) + " ON " + table + " (" + column + ")" +
                   (field.field->optional ? " WHERE " + column + " IS NOT NULL" : ""));
  }
}

void drop_index(Database& database, const Schema& schema, const FieldSchema& field, const std::string& was) {
  if (was == "geo") {
    database.run("DROP TABLE " + sql_name(geo_table_name(schema, field)));
  } else if (was != "none" && was != "full_text") {
    database.run("DROP INDEX " + sql_name(index_name(schema, field)));
  }
}

[[noreturn]] void refuse(const Database& database, const Schema& schema, const std::string& field,
                         const std::string& what) {
  throw StoreError(database.path(), std::string(schema.name) + "." + field + " " + what +
                                        "; open the file with the program that wrote it");
}

// Whether anything had to change.
bool update_table(Database& database, const Schema& schema, const std::vector<FieldColumns>& fields,
                  KnownFields known) {
  bool changed = false;
  for (const FieldColumns& field : fields) {
    const auto found = known.find(field.field->name);
    const bool fresh = found == known.end();
    if (fresh) {
      for (const Column& column : field.columns)
        database.run("ALTER TABLE " + sql_name(schema.name) + " ADD COLUMN " + sql_name(column.name) + " " +
                     column.definition);
    } else if (found->second.shape != field.shape) {
      refuse(database, schema, std::string(field.field->name),
             "is kept as \"" + found->second.shape + "\" and now described as \"" + field.shape + "\"");
    }
    const bool reindex = fresh || found->second.index != index_word(*field.field);
    if (reindex && !fresh) drop_index(database, schema, *field.field, found->second.index);
    if (reindex) {
      create_index(database, schema, field);
      remember(database, schema, field);
      changed = true;
    }
    if (!fresh) known.erase(found);
  }
  if (!known.empty()) refuse(database, schema, known.begin()->first, "is in the file and no longer described");
  return changed;
}

void migrate_table(Database& database, const Schema& schema) {
  const std::vector<FieldColumns> fields = columns_of(schema, sqlite_dialect);
  const KnownFields known = known_fields(database, schema);
  bool changed = true;
  if (known.empty()) {
    create_table(database, schema, fields);
    for (const FieldColumns& field : fields) {
      create_index(database, schema, field);
      remember(database, schema, field);
    }
  } else {
    changed = update_table(database, schema, fields, known);
  }
  if (!changed) return;
  Statement statement(database,
                      "INSERT INTO schema_versions (record, version) VALUES (?, 1) "
                      "ON CONFLICT (record) DO UPDATE SET version = version + 1");
  const Reading writing(statement);
  statement.bind(0, schema.name).run();
}

}  // namespace

void migrate(Database& database, std::span<const RecordType* const> types) {
  database.run(
      "CREATE TABLE IF NOT EXISTS schema_versions (record TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
  database.run(
      "CREATE TABLE IF NOT EXISTS schema_fields (record TEXT, field TEXT, shape TEXT NOT NULL, index_kind TEXT NOT "
      "NULL, "
      "PRIMARY KEY (record, field)) WITHOUT ROWID");
  for (const RecordType* type : types) migrate_table(database, *type->schema);
}

}  // namespace pizza
