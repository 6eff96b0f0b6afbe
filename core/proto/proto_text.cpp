// SPDX-License-Identifier: Apache-2.0
#include "core/proto/proto_text.h"

#include <cctype>
#include <set>
#include <stdexcept>
#include <vector>

namespace pizza {

namespace {

constexpr const char* package = "pizzatwin.events";
constexpr const char* shared = "shared";

char upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

std::string constant(std::string_view field, std::string_view value) {
  std::string text;
  for (const char c : field) text.push_back(upper(c));
  text.push_back('_');
  for (const char c : value) text.push_back(std::isalnum(static_cast<unsigned char>(c)) != 0 ? upper(c) : '_');
  return text;
}

const FieldSchema& inner(const FieldSchema& field) {
  return field.kind == Kind::List ? *field.element : field;
}

std::string type_of(const FieldSchema& field, std::string_view name) {
  switch (field.kind) {
    case Kind::Integer:
    case Kind::Instant:
    case Kind::Duration:
      return "sint64";
    case Kind::Degrees:
      return "sint32";
    case Kind::Unsigned:
      return "uint64";
    case Kind::Boolean:
      return "bool";
    case Kind::Text:
      return "string";
    case Kind::Bytes:
      return "bytes";
    case Kind::Enumeration:
      return proto_message_name(name);
    case Kind::Structure:
      return '.' + std::string(package) + '.' + proto_message_name(field.nested->name);
    case Kind::List:
      break;
  }
  throw std::logic_error("a list of lists has no place in Protobuf: " + std::string(name));
}

std::string_view unit_of(Kind kind) {
  if (kind == Kind::Instant) return "  // ms since 1970-01-01T00:00:00Z";
  if (kind == Kind::Duration) return "  // ms";
  if (kind == Kind::Degrees) return "  // 1e-7 degree";
  return "";
}

bool is_packable(Kind kind) {
  return kind != Kind::Text && kind != Kind::Bytes && kind != Kind::Structure;
}

std::string message_text(const Schema& schema) {
  std::string text = "message " + proto_message_name(schema.name) + " {\n";
  for (const FieldSchema& field : schema.fields) {
    const FieldSchema& one = inner(field);
    if (one.kind == Kind::Enumeration) {
      text += "  enum " + proto_message_name(field.name) + " {\n";
      for (std::size_t i = 0; i < one.value_names.size(); ++i)
        text += "    " + constant(field.name, one.value_names[i]) + " = " + std::to_string(i) + ";\n";
      text += "  }\n";
    }
    const bool list = field.kind == Kind::List;
    text += list ? "  repeated " : field.optional ? "  optional " : "  ";
    text += type_of(one, field.name) + ' ' + std::string(field.name) + " = " + std::to_string(field.number);
    // The writer does not pack; readers take both.
    if (list && is_packable(one.kind)) text += " [packed = false]";
    text += ';' + std::string(unit_of(one.kind)) + '\n';
  }
  return text + "}\n";
}

// Which services use a structure, directly or through another.
class Structures {
 public:
  void use(const Schema& schema, const std::string& service) {
    for (const FieldSchema& field : schema.fields) {
      const FieldSchema& one = inner(field);
      if (one.kind != Kind::Structure) continue;
      const auto [known, first] = schemas_.try_emplace(proto_message_name(one.nested->name), one.nested);
      if (!first && message_text(*known->second) != message_text(*one.nested))
        throw std::logic_error("two structures have the name " + known->first);
      if (users_[known->first].insert(service).second) use(*one.nested, service);
    }
  }
  // The file where it stands.
  std::string home(const std::string& name) const {
    const std::set<std::string>& users = users_.at(name);
    return users.size() == 1 ? *users.begin() : shared;
  }
  // Whether the text of a file needs the shared ones.
  bool borrows(const std::string& body) const {
    for (const auto& [name, schema] : schemas_)
      if (home(name) == shared && body.find('.' + std::string(package) + '.' + name + ' ') != std::string::npos)
        return true;
    return false;
  }
  const std::map<std::string, const Schema*>& all() const { return schemas_; }

 private:
  std::map<std::string, const Schema*> schemas_;
  std::map<std::string, std::set<std::string>> users_;
};

}  // namespace

std::string proto_message_name(std::string_view name) {
  std::string text;
  bool starts = true;
  for (const char c : name) {
    if (c == '_') {
      starts = true;
      continue;
    }
    text.push_back(starts ? upper(c) : c);
    starts = false;
  }
  return text;
}

std::map<std::string, std::string> proto_files(std::span<const EventType* const> events) {
  Structures structures;
  std::map<std::string, std::string> bodies;  // by service
  std::set<std::string> names;
  for (const EventType* event : events) {
    const std::string service(event->service);
    structures.use(*event->schema, service);
    names.insert(proto_message_name(event->schema->name));
    bodies[service] += '\n' + message_text(*event->schema);
  }
  for (const auto& [name, schema] : structures.all()) {
    if (names.contains(name)) throw std::logic_error("an event and a structure have the name " + name);
    bodies[structures.home(name)] += '\n' + message_text(*schema);
  }
  std::map<std::string, std::string> files;
  for (const auto& [service, body] : bodies) {
    std::string text =
        "// SPDX-License-Identifier: Apache-2.0\n// Made from the descriptions by `pizzatwinctl schemas`; not written "
        "by hand.\nsyntax = \"proto3\";\n\npackage " +
        std::string(package) + ";\n";
    if (service != shared && structures.borrows(body)) text += "\nimport \"shared.proto\";\n";
    files[service + ".proto"] = text + body;
  }
  return files;
}

}  // namespace pizza
