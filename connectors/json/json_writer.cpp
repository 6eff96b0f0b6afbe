// SPDX-License-Identifier: Apache-2.0
#include "connectors/json/json_writer.h"

#include "connectors/json/instant_text.h"
#include "connectors/json/utf8.h"

namespace pizza {

namespace {

Json api_scalar(const FieldSchema& field, std::int64_t value) {
  switch (field.kind) {
    case Kind::Boolean:
      return value != 0;
    case Kind::Unsigned:
      return static_cast<std::uint64_t>(value);
    case Kind::Enumeration:
      if (value >= 0 && static_cast<std::size_t>(value) < field.value_names.size())
        return std::string(field.value_names[static_cast<std::size_t>(value)]);
      return value;
    case Kind::Instant:
      if (const auto text = instant_text({value})) return *text;
      return value;
    case Kind::Degrees:
      // The quotient of two exact numbers is the double nearest to the decimal, whose shortest text is that decimal.
      return static_cast<double>(value) / 1e7;
    default:
      return value;
  }
}

}  // namespace

void JsonWriter::put(const FieldSchema& field, Json value) {
  if (hidden(field)) return;
  Json& into = open_.back();
  if (into.is_array()) {
    into.push_back(std::move(value));
  } else {
    into.push_back({std::string(field.name), std::move(value)});
  }
}

void JsonWriter::integer(const FieldSchema& field, std::int64_t value) {
  put(field, form_ == JsonForm::Api ? api_scalar(field, value) : Json(value));
}

void JsonWriter::text(const FieldSchema& field, std::string_view value) {
  if (form_ == JsonForm::Api || is_utf8(value)) return put(field, std::string(value));
  // JSON has no word for other bytes; a store must give them back all the same.
  Json bytes = Json::array();
  for (const char byte : value) bytes.push_back(static_cast<int>(static_cast<unsigned char>(byte)));
  put(field, std::move(bytes));
}

void JsonWriter::absent(const FieldSchema& field) {
  if (open_.back().is_array()) put(field, nullptr);
}

void JsonWriter::begin_structure(const FieldSchema&) {
  open_.push_back(Json::object());
}

void JsonWriter::end_structure(const FieldSchema& field) {
  Json done = std::move(open_.back());
  open_.pop_back();
  put(field, std::move(done));
}

void JsonWriter::begin_list(const FieldSchema&, std::size_t) {
  open_.push_back(Json::array());
}

void JsonWriter::end_list(const FieldSchema& field) {
  end_structure(field);
}

}  // namespace pizza
