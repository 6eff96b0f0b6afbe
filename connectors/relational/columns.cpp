// SPDX-License-Identifier: Apache-2.0
#include "connectors/relational/columns.h"

#include <array>

namespace pizza {

namespace {

constexpr std::array<const char*, 11> kind_names{"integer", "unsigned", "boolean", "enumeration", "text", "bytes",
                                                 "instant", "duration", "degrees", "structure",   "list"};

const char* kind_name(Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

Layout layout_of(const FieldSchema& field) {
  if (field.kind == Kind::List) return Layout::Json;
  if (field.kind == Kind::Structure) return field.nested->flat ? Layout::Spread : Layout::Json;
  return field.kind == Kind::Text || field.kind == Kind::Bytes ? Layout::Text : Layout::Scalar;
}

Column column(const FieldSchema& field, std::string name, CellType type, const Dialect& dialect) {
  if (field.key) return {std::move(name), dialect.key, type};
  const char* sql_type = dialect.integer;
  const char* when_new = "0";
  if (type == CellType::Text || type == CellType::Bytes) {
    sql_type = type == CellType::Text ? dialect.text : dialect.bytes;
    when_new = "''";
  } else if (type == CellType::Json) {
    sql_type = dialect.json;
    when_new = field.kind == Kind::List ? "'[]'" : "'{}'";
  }
  return {std::move(name),
          field.optional ? std::string(sql_type) : std::string(sql_type) + " NOT NULL DEFAULT " + when_new, type};
}

FieldColumns field_columns(const FieldSchema& field, const Dialect& dialect) {
  FieldColumns made{&field, layout_of(field), 0, {}, field.optional ? "optional " : ""};
  const std::string name(field.name);
  switch (made.layout) {
    case Layout::Scalar:
      made.columns.push_back(column(field, name, CellType::Integer, dialect));
      made.shape += kind_name(field.kind);
      break;
    case Layout::Text:
      made.columns.push_back(
          column(field, name, field.kind == Kind::Bytes ? CellType::Bytes : CellType::Text, dialect));
      made.shape += kind_name(field.kind);
      break;
    case Layout::Json:
      made.columns.push_back(column(field, name, CellType::Json, dialect));
      made.shape += std::string("json ") + kind_name(field.kind);
      break;
    case Layout::Spread:
      made.shape += "spread";
      for (const FieldSchema& member : field.nested->fields) {
        made.columns.push_back(column(field, name + "_" + std::string(member.name), CellType::Integer, dialect));
        made.shape += " " + std::string(member.name) + " " + kind_name(member.kind);
      }
  }
  return made;
}

}  // namespace

std::vector<FieldColumns> columns_of(const Schema& schema, const Dialect& dialect) {
  std::vector<FieldColumns> fields;
  int next = 0;
  for (const FieldSchema& field : schema.fields) {
    fields.push_back(field_columns(field, dialect));
    fields.back().first = next;
    next += static_cast<int>(fields.back().columns.size());
  }
  return fields;
}

std::string sql_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string index_name(const Schema& schema, const FieldSchema& field) {
  return std::string(schema.name) + "_by_" + std::string(field.name);
}

std::string column_list(const std::vector<FieldColumns>& fields) {
  std::string list;
  for (const FieldColumns& field : fields)
    for (const Column& column : field.columns) list += (list.empty() ? "" : ", ") + sql_name(column.name);
  return list;
}

const char* index_word(const FieldSchema& field) {
  static constexpr std::array<const char*, 6> words{"none", "hash", "ordered", "unique", "full_text", "geo"};
  return words[static_cast<std::size_t>(field.index)];
}

}  // namespace pizza
