// SPDX-License-Identifier: Apache-2.0
#include "connectors/json/json_reader.h"

#include <cmath>

#include "connectors/json/instant_text.h"

namespace pizza {

JsonReader::JsonReader(const Json& root, const Schema& schema, JsonForm form) : form_(form) {
  open_.push_back({&root, {}});
  if (!root.is_object()) {
    fail({}, "json.wrong_type", "expected an object");
  } else {
    check_members(root, schema);
  }
}

std::string JsonReader::path(std::string_view member) const {
  std::string text;
  const auto append = [&text](std::string_view name) {
    if (!text.empty() && !name.empty()) text += '.';
    text += name;
  };
  for (const Open& open : open_) {
    append(open.name);
    if (open.node->is_array() && &open != &open_.front()) text += "[" + std::to_string(open.index) + "]";
  }
  append(member);
  return text;
}

bool JsonReader::fail(std::string_view member, const char* type, std::string detail) {
  if (!problem_) problem_ = pizza::problem(Status::BadRequest, type, std::move(detail), path(member));
  return false;
}

bool JsonReader::wrong_type(const FieldSchema& field, const char* expected) {
  return fail(field.name, "json.wrong_type", std::string("expected ") + expected);
}

bool JsonReader::check_members(const Json& node, const Schema& schema) {
  for (const auto& member : node.items())
    if (schema.find(member.key()) == nullptr) return fail(member.key(), "json.unknown_field", "there is no such field");
  return true;
}

// The member or element that is meant; null when there is none, or after a failure.
const Json* JsonReader::value_of(const FieldSchema& field) {
  if (problem_) return nullptr;
  const Open& open = open_.back();
  const Json* node = nullptr;
  if (open.node->is_array()) {
    node = &(*open.node)[open.index];
  } else {
    const auto found = open.node->find(field.name);
    if (found == open.node->end()) return nullptr;
    node = &*found;
  }
  if (!node->is_null()) return node;
  if (!field.optional) wrong_type(field, "a value, not null");
  return nullptr;
}

bool JsonReader::integer(const FieldSchema& field, std::int64_t& value) {
  const Json* node = value_of(field);
  if (node == nullptr) return false;
  if (form_ == JsonForm::Api) return api_scalar(field, *node, value);
  if (!node->is_number_integer()) return wrong_type(field, "an integer");
  value = node->get<std::int64_t>();
  return true;
}

bool JsonReader::number(const FieldSchema& field, const Json& node, std::int64_t& value) {
  if (!node.is_number_integer()) return wrong_type(field, "an integer");
  if (field.kind == Kind::Unsigned) {
    if (!node.is_number_unsigned() && node.get<std::int64_t>() < 0)
      return fail(field.name, "json.out_of_range", "expected a number from 0");
  } else if (node.is_number_unsigned() && static_cast<std::int64_t>(node.get<std::uint64_t>()) < 0) {
    return fail(field.name, "json.out_of_range", "the number is too large");
  }
  value = static_cast<std::int64_t>(node.get<std::uint64_t>());
  return true;
}

bool JsonReader::api_scalar(const FieldSchema& field, const Json& node, std::int64_t& value) {
  switch (field.kind) {
    case Kind::Boolean:
      if (!node.is_boolean()) return wrong_type(field, "true or false");
      value = node.get<bool>();
      return true;
    case Kind::Enumeration: {
      if (!node.is_string()) return wrong_type(field, "a name");
      const auto& name = node.get_ref<const std::string&>();
      for (std::size_t i = 0; i < field.value_names.size(); ++i) {
        if (field.value_names[i] != name) continue;
        value = static_cast<std::int64_t>(i);
        return true;
      }
      return fail(field.name, "json.unknown_value", "there is no such value");
    }
    case Kind::Instant: {
      if (node.is_number_integer()) return number(field, node, value);
      if (!node.is_string()) return wrong_type(field, "a moment as RFC 3339 has it");
      const auto instant = instant_from_text(node.get_ref<const std::string&>());
      if (!instant) return wrong_type(field, "a moment as RFC 3339 has it");
      value = instant->ms;
      return true;
    }
    case Kind::Degrees: {
      if (!node.is_number()) return wrong_type(field, "decimal degrees");
      const double degrees = node.get<double>();
      if (!(std::abs(degrees) <= 180)) return fail(field.name, "json.out_of_range", "expected -180 to 180 degrees");
      value = std::llround(degrees * 1e7);
      return true;
    }
    default:
      return number(field, node, value);
  }
}

bool JsonReader::text(const FieldSchema& field, std::string& value) {
  const Json* node = value_of(field);
  if (node == nullptr) return false;
  if (node->is_string()) {
    value = node->get_ref<const std::string&>();
    return true;
  }
  if (form_ == JsonForm::Api || !node->is_array()) return wrong_type(field, "a text");
  value.clear();
  for (const Json& byte : *node) value.push_back(static_cast<char>(byte.get<int>()));
  return true;
}

bool JsonReader::begin_structure(const FieldSchema& field) {
  const Json* node = value_of(field);
  if (node == nullptr) return false;
  if (!node->is_object()) return wrong_type(field, "an object");
  open_.push_back({node, field.name});
  if (check_members(*node, *field.nested)) return true;
  open_.pop_back();
  return false;
}

void JsonReader::end_structure(const FieldSchema&) {
  open_.pop_back();
}

bool JsonReader::begin_list(const FieldSchema& field, std::size_t& size) {
  const Json* node = value_of(field);
  if (node == nullptr) return false;
  if (!node->is_array()) return wrong_type(field, "a list");
  open_.push_back({node, field.name});
  size = node->size();
  return true;
}

void JsonReader::begin_element(const FieldSchema&, std::size_t index) {
  open_.back().index = index;
}

void JsonReader::end_list(const FieldSchema&) {
  open_.pop_back();
}

}  // namespace pizza
