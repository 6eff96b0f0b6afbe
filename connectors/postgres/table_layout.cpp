// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/table_layout.h"

#include "connectors/json/json_form.h"
#include "core/topology/partitions.h"
#include "core/topology/topology.h"

namespace pizza {

namespace {

// Knows whether a field stands in the record itself or in something nested.
class OutermostWriter : public ValueWriter {
 public:
  void text(const FieldSchema&, std::string_view) override {}
  void absent(const FieldSchema&) override {}
  void begin_structure(const FieldSchema&) override { ++depth_; }
  void end_structure(const FieldSchema&) override { --depth_; }
  void begin_list(const FieldSchema&, std::size_t) override { ++depth_; }
  void end_list(const FieldSchema&) override { --depth_; }

 protected:
  bool outermost() const { return depth_ == 0; }

 private:
  int depth_ = 0;
};

// Watches one outermost field go by.
class FieldPicker final : public OutermostWriter {
 public:
  explicit FieldPicker(const FieldSchema& wanted) : wanted_(wanted) {}
  std::int64_t value = 0;

  void integer(const FieldSchema& field, std::int64_t found) override {
    if (outermost() && field.number == wanted_.number) value = found;
  }

 private:
  const FieldSchema& wanted_;
};

class StatusWriter final : public OutermostWriter {
 public:
  Json document = Json::object();

  void integer(const FieldSchema& field, std::int64_t value) override {
    if (!outermost()) return;
    const std::string name(field.name);
    if (field.kind == Kind::Enumeration && static_cast<std::size_t>(value) < field.value_names.size())
      document[name] = std::string(field.value_names[static_cast<std::size_t>(value)]);
    if (field.kind == Kind::Instant && name.ends_with("_at")) document[name] = value;
  }
  void text(const FieldSchema& field, std::string_view value) override {
    if (outermost() && field.name == "close_reason" && !value.empty()) document[std::string(field.name)] = value;
  }
};

// A unique value has to be unique over all months, which PostgreSQL cannot watch over partitions.
bool has_unique(const Schema& schema) {
  for (const FieldSchema& field : schema.fields)
    if (field.index == Index::Unique) return true;
  return false;
}

}  // namespace

std::string realm_schema(std::uint32_t realm) {
  return "realm_" + std::to_string(realm);
}

std::string TableLayout::column(const FieldSchema& field) const {
  return sql_name(fields[field.number - 1U].columns.front().name);
}

TableLayout layout_of(const RecordType& type, std::uint32_t realm) {
  const Schema& schema = *type.schema;
  TableLayout made;
  made.type = &type;
  made.prefix = sql_name(realm_schema(realm)) + ".";
  made.table = made.prefix + sql_name(schema.name);
  made.key = sql_name(schema.fields[schema.key_field - 1U].name);
  made.fields = columns_of(schema, postgres_dialect);
  made.user = user_field(schema);
  if (partition_rule(schema).archive_after != 0 && !has_unique(schema)) made.month = birth_field(schema);
  made.status_document = schema.name == "orders";
  return made;
}

FieldValue::FieldValue(const RecordType& type, const FieldSchema* field) : type_(&type), field_(field) {
  if (field != nullptr) index_ = type.index_position(field->number);
}

std::int64_t FieldValue::of(const void* record) const {
  if (field_->key) return static_cast<std::int64_t>(type_->key(record));
  if (index_ >= 0) return type_->indexes[static_cast<std::size_t>(index_)].value(record).number;
  FieldPicker picker(*field_);
  type_->write(record, picker);
  return picker.value;
}

std::string status_document(const RecordType& type, const void* record) {
  StatusWriter writer;
  type.write(record, writer);
  return json_text(writer.document);
}

}  // namespace pizza
