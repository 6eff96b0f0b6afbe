// SPDX-License-Identifier: Apache-2.0
#include "connectors/sqlite/columns.h"

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

std::string definition(const FieldSchema& field, const char* type, const char* when_new) {
  if (field.key) return "INTEGER PRIMARY KEY";
  return field.optional ? type : std::string(type) + " NOT NULL DEFAULT " + when_new;
}

FieldColumns field_columns(const FieldSchema& field) {
  FieldColumns made{&field, layout_of(field), 0, {}, field.optional ? "optional " : ""};
  const std::string name(field.name);
  switch (made.layout) {
    case Layout::Scalar:
      made.columns.push_back({name, definition(field, "INTEGER", "0")});
      made.shape += kind_name(field.kind);
      break;
    case Layout::Text:
      made.columns.push_back({name, definition(field, "TEXT", "''")});
      made.shape += kind_name(field.kind);
      break;
    case Layout::Json:
      made.columns.push_back({name, definition(field, "TEXT", field.kind == Kind::List ? "'[]'" : "'{}'")});
      made.shape += std::string("json ") + kind_name(field.kind);
      break;
    case Layout::Spread:
      made.shape += "spread";
      for (const FieldSchema& member : field.nested->fields) {
        made.columns.push_back({name + "_" + std::string(member.name), definition(field, "INTEGER", "0")});
        made.shape += " " + std::string(member.name) + " " + kind_name(member.kind);
      }
  }
  return made;
}

}  // namespace

std::vector<FieldColumns> columns_of(const Schema& schema) {
  std::vector<FieldColumns> fields;
  int next = 0;
  for (const FieldSchema& field : schema.fields) {
    fields.push_back(field_columns(field));
    fields.back().first = next;
    next += static_cast<int>(fields.back().columns.size());
  }
  return fields;
}

}  // namespace pizza
